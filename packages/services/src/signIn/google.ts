import { ServiceError } from "../run/index.ts";
import type { Caller, Kept, SignIn } from "./createSignIn.ts";
import { dashboardPath } from "./fixedNames.ts";
import { libraryHeaders } from "./libraryHeaders.ts";

/** Where Google asks who it is. The way back is fixed here and no part of a request. @throws ServiceError unavailable */
export async function startGoogle(
  signIn: SignIn,
  { isConnecting, caller }: { isConnecting: boolean; caller: Caller },
): Promise<Kept & { url: string }> {
  const { api, $context } = await signIn.library();
  const { socialProviders } = await $context;
  if (signIn.options.google === undefined || socialProviders.length === 0)
    throw new ServiceError("unavailable", "Signing in with Google is not possible at the moment.");
  const body = {
    provider: "google",
    callbackURL: dashboardPath,
    errorCallbackURL: dashboardPath,
    disableRedirect: true,
  };
  const headers = libraryHeaders(caller);
  const started = isConnecting
    ? await api.linkSocialAccount({ body, headers, returnHeaders: true })
    : await api.signInSocial({ body, headers, returnHeaders: true });
  const { url } = started.response;
  if (url === undefined) throw new Error("the sign-in library named no address to go to");
  return { url, setCookies: started.headers.getSetCookie() };
}

/** Google sent the person back: the answer leads to the dashboard, with a session or with `?error=`. */
export async function finishGoogle(
  signIn: SignIn,
  { query, caller }: { query: string; caller: Caller },
): Promise<Response> {
  const { handler, $context } = await signIn.library();
  const { baseURL } = await $context;
  const headers = libraryHeaders(caller);
  return handler(new Request(`${baseURL}/callback/google${query}`, { headers }));
}
