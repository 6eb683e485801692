import { findOperatorOfUser } from "@rollbook/db/operator";
import { resolveInvitation, type FoundInvitation } from "@rollbook/db/practiceUser";
import { ServiceError } from "../run/index.ts";
import { hashOfToken, invitationIsOver, joinPractice } from "../user/index.ts";
import { countAttempt } from "./attempts.ts";
import type { Caller, Kept, SignIn } from "./createSignIn.ts";
import { createUser, findUserByEmail } from "./people.ts";
import { readSession } from "./readSession.ts";
import { signInAs } from "./signInAs.ts";
import { signInWithPassword } from "./withPassword.ts";

export interface DescribedInvitation {
  readonly practiceName: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  /** The address has a sign-in already: its password or Google is asked for, and none is made. */
  readonly hasSignIn: boolean;
  /** The browser is signed in with this address: nothing more is asked for. */
  readonly isSignedIn: boolean;
}

/** @throws ServiceError forbidden where the invitation is over */
export async function describeInvitation(
  signIn: SignIn,
  { token, caller }: { token: string; caller: Caller },
): Promise<DescribedInvitation> {
  await countAttempt(signIn, { caller });
  const { practiceName, email, name, role } = await openInvitation(signIn, token);
  const session = await readSession(signIn, caller);
  const known = await findUserByEmail(signIn, { email });
  return {
    practiceName,
    email,
    name,
    role,
    hasSignIn: known !== undefined,
    isSignedIn: session?.email === email,
  };
}

/**
 * Takes an invitation up: by the session of its address, else by that address's password, which is made where there is
 * none yet. @throws ServiceError forbidden, invalid, conflict
 */
export async function acceptInvitation(
  signIn: SignIn,
  input: { token: string; password: string | undefined; caller: Caller; requestId: string },
): Promise<Kept> {
  const { token, password, caller, requestId } = input;
  const { services } = signIn;
  await countAttempt(signIn, { caller });
  const invitation = await openInvitation(signIn, token);
  const session = await readSession(signIn, caller);
  if (session?.email === invitation.email) {
    await joinAs(signIn, { invitation, userId: session.userId, requestId });
    return { setCookies: session.setCookies };
  }
  if (password === undefined) throw new ServiceError("forbidden", "Sign in, or choose a password.");
  const known = await findUserByEmail(signIn, invitation);
  if (known !== undefined) {
    const kept = await signInWithPassword(signIn, { email: invitation.email, password, caller });
    await joinAs(signIn, { invitation, userId: known.id, requestId });
    return kept;
  }
  const { id: userId } = await createUser(signIn, { ...invitation, isVouchedFor: false, password });
  await joinPractice(services, { invitation, userId, requestId });
  return signInAs(signIn, { userId, caller });
}

async function openInvitation({ services }: SignIn, token: string): Promise<FoundInvitation> {
  const found = await resolveInvitation(services.database, { hash: hashOfToken(token) });
  if (found === undefined || Date.parse(found.expiresAt) <= Date.parse(services.clock()))
    throw new ServiceError("forbidden", invitationIsOver);
  return found;
}

async function joinAs(
  { services }: SignIn,
  input: { invitation: FoundInvitation; userId: string; requestId: string },
): Promise<void> {
  if ((await findOperatorOfUser(services.database, input)) !== undefined)
    throw new ServiceError("forbidden", "An operator is in no practice.");
  await joinPractice(services, input);
}
