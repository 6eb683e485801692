import { notFound } from "../run/index.ts";
import type { Caller, Kept, SignIn } from "./createSignIn.ts";
import { libraryHeaders } from "./libraryHeaders.ts";

export interface ListedSession {
  readonly id: string;
  readonly address: string | null;
  readonly browser: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
}

export async function listSessions(
  signIn: SignIn,
  { userId }: { userId: string },
): Promise<readonly ListedSession[]> {
  const { internalAdapter } = await (await signIn.library()).$context;
  const sessions = await internalAdapter.listSessions(userId);
  return sessions
    .filter(({ expiresAt }) => expiresAt.getTime() > Date.now())
    .toSorted((one, other) => other.updatedAt.getTime() - one.updatedAt.getTime())
    .map((session) => ({
      id: session.id,
      address: session.ipAddress === "" ? null : (session.ipAddress ?? null),
      browser: session.userAgent === "" ? null : (session.userAgent ?? null),
      createdAt: session.createdAt.toISOString(),
      lastUsedAt: session.updatedAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
    }));
}

/** How somebody can sign in. */
export async function signInMethodsOf(
  signIn: SignIn,
  { userId }: { userId: string },
): Promise<{ hasPassword: boolean; hasGoogle: boolean }> {
  const { internalAdapter } = await (await signIn.library()).$context;
  const providers = (await internalAdapter.findAccounts(userId)).map(
    ({ providerId }) => providerId,
  );
  return { hasPassword: providers.includes("credential"), hasGoogle: providers.includes("google") };
}

/** @throws ServiceError not_found also for another person's session */
export async function endSession(
  signIn: SignIn,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<void> {
  const { internalAdapter } = await (await signIn.library()).$context;
  const own = await internalAdapter.listSessions(userId);
  const session = own.find(({ id }) => id === sessionId);
  if (session === undefined) throw notFound("session", sessionId);
  await internalAdapter.deleteSession(session.token);
}

/** All of a person's, for one who belongs nowhere any more. */
export async function endAllSessions(
  signIn: SignIn,
  { userId }: { userId: string },
): Promise<void> {
  const { internalAdapter } = await (await signIn.library()).$context;
  await internalAdapter.deleteUserSessions(userId);
}

export async function signOut(signIn: SignIn, caller: Caller): Promise<Kept> {
  const { api } = await signIn.library();
  const { headers } = await api.signOut({ headers: libraryHeaders(caller), returnHeaders: true });
  return { setCookies: headers.getSetCookie() };
}
