import type { Caller, Kept, SignIn } from "./createSignIn.ts";
import { cookiePrefix } from "./fixedNames.ts";
import { libraryHeaders } from "./libraryHeaders.ts";

export interface SignedIn extends Kept {
  readonly userId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly name: string;
}

/** Who the cookie belongs to; undefined without one, or where its session has ended. */
export async function readSession(signIn: SignIn, caller: Caller): Promise<SignedIn | undefined> {
  if (!mayHaveSession(caller.headers)) return undefined;
  const { api } = await signIn.library();
  const { headers, response } = await api.getSession({
    headers: libraryHeaders(caller),
    returnHeaders: true,
  });
  if (response === null) return undefined;
  const { user, session } = response;
  return {
    userId: user.id,
    sessionId: session.id,
    email: user.email,
    name: user.name,
    setCookies: headers.getSetCookie(),
  };
}

export function mayHaveSession(headers: Headers): boolean {
  return headers.get("cookie")?.includes(`${cookiePrefix}.session_token=`) === true;
}
