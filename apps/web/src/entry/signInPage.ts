import { answered } from "../parts/answered.ts";
import { element } from "../parts/element.ts";
import { createClient } from "../session.ts";
import { entryCard, orLine, showEntry } from "./entryCard.ts";
import { googleButton, isGooglePossible } from "./google.ts";

export async function showSignInPage({
  container,
  note = "",
  onSignedIn,
}: {
  container: HTMLElement;
  note?: string;
  onSignedIn: () => void;
}): Promise<void> {
  const hasGoogle = await isGooglePossible().catch(() => false);
  const show = (told: string): void =>
    showEntry(
      container,
      entryCard({
        title: "Sign in",
        text: "",
        note: told,
        form: {
          submit: "Sign in",
          fields: [
            { name: "email", label: "Email", type: "email", autocomplete: "username" },
            {
              name: "password",
              label: "Password",
              type: "password",
              autocomplete: "current-password",
            },
          ],
          act: async ({ email = "", password = "" }) => {
            await answered(createClient().POST("/auth/sign-in", { body: { email, password } }));
            onSignedIn();
          },
        },
        below: [
          ...(hasGoogle
            ? [orLine(), googleButton({ label: "Continue with Google", onProblem: show })]
            : []),
          help(),
        ],
      }),
    );
  show(note);
}

const help = (): HTMLElement =>
  element("details", { class: "help" }, [
    element("summary", {}, ["Cannot sign in?"]),
    element("p", {}, [
      "New here: open the link of your invitation. Forgot your password: whoever runs this installation makes you a link with `rollbook person password`.",
    ]),
    element("p", {}, [
      "On a machine of your own, open the link that `pnpm start` printed: it needs no password. Enter in that terminal prints another.",
    ]),
  ]);
