import { randomBytes } from "node:crypto";
import { createSignIn, makeLocalOwnerLink } from "@rollbook/services/signIn";
import type { Services } from "@rollbook/services/run";

/** Makes addresses of the dashboard that open it once, signed in as the owner of this machine's practice. */
export function dashboardLinks(input: {
  services: Services;
  practiceId: string;
  apiUrl: string;
}): () => Promise<string> {
  const { services, practiceId, apiUrl } = input;
  // It signs no cookie: the server does, when the link is opened.
  const secret = randomBytes(32).toString("base64url");
  const options = { publicUrl: undefined, google: undefined, sessionHours: 1, secret };
  const signIn = createSignIn({ services, options });
  return async () => {
    const { token } = await makeLocalOwnerLink(signIn, { practiceId });
    return `${apiUrl}/dashboard/#link=${token}&practice=${practiceId}`;
  };
}
