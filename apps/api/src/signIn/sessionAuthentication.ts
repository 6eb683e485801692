import { operatorOfUser } from "@rollbook/services/operator";
import {
  endAllSessions,
  mayHaveSession,
  readSession,
  type Caller,
  type SignIn,
} from "@rollbook/services/signIn";
import { userPrincipal } from "@rollbook/services/user";
import type { Principal } from "../principal.ts";
import { ProblemError } from "../problem/index.ts";

export type AuthenticateSession = (input: {
  caller: Caller;
  /** Of a person who belongs to several; the first one when left out. */
  practiceId: string | undefined;
}) => Promise<{ principal: Principal; setCookies: readonly string[] } | undefined>;

/** Looked up for each request: who is removed, or whose session was ended, asks for nothing from that moment on. */
export function sessionAuthentication(signIn: SignIn): AuthenticateSession {
  const { services } = signIn;
  return async ({ caller, practiceId }) => {
    if (!mayHaveSession(caller.headers)) return undefined;
    const session = await readSession(signIn, caller);
    if (session === undefined) return undefined;
    const { userId, setCookies } = session;
    const user = await userPrincipal(services, { userId, practiceId });
    if (user !== undefined) return { principal: user, setCookies };
    const operator = await operatorOfUser(services, { userId });
    if (operator !== undefined) return { principal: operator, setCookies };
    if (practiceId !== undefined) throw notYours();
    await endAllSessions(signIn, { userId });
    return undefined;
  };
}

// The same for a practice that is not there.
function notYours(): ProblemError {
  return new ProblemError({ code: "forbidden", detail: "You are in no practice with this id." });
}
