import { answered } from "../parts/answered.ts";
import { createClient } from "../session.ts";
import { entryCard, showEntry } from "./entryCard.ts";
import { newPasswordField } from "./joinPage.ts";

export function showNewPasswordPage({
  container,
  token,
  onSignedIn,
}: {
  container: HTMLElement;
  token: string;
  onSignedIn: () => void;
}): void {
  const card = entryCard({
    title: "Choose a password",
    text: "You are signed out everywhere else when it is set.",
    form: {
      submit: "Set the password",
      fields: [newPasswordField],
      act: async ({ password = "" }) => {
        await answered(createClient().POST("/auth/set-password", { body: { token, password } }));
        onSignedIn();
      },
    },
  });
  showEntry(container, card);
}
