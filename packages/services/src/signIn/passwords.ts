import { ServiceError } from "../run/index.ts";
import type { Caller, Kept, SignIn } from "./createSignIn.ts";
import { isRefusal } from "./isRefusal.ts";
import { longestPassword, shortestPassword } from "./fixedNames.ts";
import { libraryHeaders } from "./libraryHeaders.ts";

/** @throws ServiceError invalid */
export function requireGoodPassword(password: string): void {
  if (password.length >= shortestPassword && password.length <= longestPassword) return;
  const message = `A password has ${shortestPassword} to ${longestPassword} characters.`;
  throw new ServiceError("invalid", message, { fields: [{ path: ["password"], message }] });
}

/** Hashed by the library (scrypt); whatever session the person had ends. */
export async function replacePassword(
  signIn: SignIn,
  { userId, password }: { userId: string; password: string },
): Promise<void> {
  requireGoodPassword(password);
  const { internalAdapter, password: hashing } = await (await signIn.library()).$context;
  const hash = await hashing.hash(password);
  const accounts = await internalAdapter.findAccounts(userId);
  if (accounts.some(({ providerId }) => providerId === "credential"))
    await internalAdapter.updatePassword(userId, hash);
  else
    await internalAdapter.linkAccount({
      userId,
      providerId: "credential",
      accountId: userId,
      password: hash,
    });
  await internalAdapter.deleteUserSessions(userId);
}

/** For somebody who is signed in: all their other sessions end. @throws ServiceError forbidden */
export async function changePassword(
  signIn: SignIn,
  { present, wanted, caller }: { present: string; wanted: string; caller: Caller },
): Promise<Kept> {
  requireGoodPassword(wanted);
  const { api } = await signIn.library();
  try {
    const { headers } = await api.changePassword({
      body: { currentPassword: present, newPassword: wanted, revokeOtherSessions: true },
      headers: libraryHeaders(caller),
      returnHeaders: true,
    });
    return { setCookies: headers.getSetCookie() };
  } catch (error) {
    if (isRefusal(error)) throw new ServiceError("forbidden", "The present password is not right.");
    throw error;
  }
}
