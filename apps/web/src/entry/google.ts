import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { createClient } from "../session.ts";

/** Leads to Google and back to the dashboard. */
export function googleButton({
  label,
  isConnecting = false,
  onProblem,
}: {
  label: string;
  isConnecting?: boolean;
  onProblem: (sentence: string) => void;
}): HTMLElement {
  const button = element("button", { type: "button", class: "button wide" }, [label]);
  button.addEventListener("click", () => {
    button.disabled = true;
    const client = createClient();
    answered(client.POST("/auth/google", { body: { is_connecting: isConnecting } }))
      .then(({ url }) => location.assign(url))
      .catch((error: unknown) => {
        button.disabled = false;
        onProblem(error instanceof Error ? error.message : "Google cannot be reached.");
      });
  });
  return button;
}

export async function isGooglePossible(): Promise<boolean> {
  const { data } = await createClient().GET("/auth/methods");
  return data?.is_google_possible === true;
}

const sentences: Record<string, string> = {
  not_invited:
    "Nobody has invited this Google address. Ask the owner of your practice for an invitation.",
  address_not_verified: "Google has not verified this address.",
  account_not_linked:
    "This address signs in with a password. Sign in with it, then connect Google under your name.",
  state_mismatch: "The way back from Google did not begin in this browser. Try again.",
};

/** What went wrong on the way back from Google, from the address of this page. */
export function googleProblem(search: string): string | undefined {
  const code = new URLSearchParams(search).get("error");
  if (code === null) return undefined;
  return sentences[code] ?? "Signing in with Google did not work. Try again.";
}
