import { ServiceError } from "../run/index.ts";
import { countAttempt, forgetAttempts } from "./attempts.ts";
import type { Caller, Kept, SignIn } from "./createSignIn.ts";
import { isRefusal } from "./isRefusal.ts";
import { libraryHeaders } from "./libraryHeaders.ts";

/** The same for an address that nobody has and for a wrong password. */
export const wrongPassword = "The address or the password is not right.";

/** A new session for a right password. @throws ServiceError forbidden, TooManyAttempts */
export async function signInWithPassword(
  signIn: SignIn,
  { email, password, caller }: { email: string; password: string; caller: Caller },
): Promise<Kept> {
  await countAttempt(signIn, { email, caller });
  const { api } = await signIn.library();
  try {
    const { headers } = await api.signInEmail({
      body: { email, password },
      headers: libraryHeaders({ ...caller, headers: withoutCookies(caller.headers) }),
      returnHeaders: true,
    });
    await forgetAttempts(signIn, { email });
    return { setCookies: headers.getSetCookie() };
  } catch (error) {
    if (isRefusal(error)) throw new ServiceError("forbidden", wrongPassword);
    throw error;
  }
}

// Whatever session the browser was given before has no part in the new one.
function withoutCookies(headers: Headers): Headers {
  const rest = new Headers(headers);
  rest.delete("cookie");
  return rest;
}
