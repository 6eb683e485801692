import type { Caller, Kept, SignIn } from "./createSignIn.ts";
import { libraryHeaders } from "./libraryHeaders.ts";

/** A new session for somebody who showed who they are by a link. */
export async function signInAs(
  signIn: SignIn,
  { userId, caller }: { userId: string; caller: Caller },
): Promise<Kept> {
  const { api } = await signIn.library();
  const { headers } = await api.signInAs({
    body: { userId },
    headers: libraryHeaders(caller),
    returnHeaders: true,
  });
  return { setCookies: headers.getSetCookie() };
}
