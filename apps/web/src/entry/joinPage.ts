import type { components } from "@rollbook/client";
import { answered } from "../parts/answered.ts";
import { inWords } from "../parts/format.ts";
import { createClient } from "../session.ts";
import { entryCard, orLine, showEntry, type EntryField, type EntryForm } from "./entryCard.ts";
import { googleButton, isGooglePossible } from "./google.ts";
import { showSignInPage } from "./signInPage.ts";

type Invitation = components["schemas"]["Invitation"];
type JoinInput = { container: HTMLElement; token: string; onSignedIn: () => void };

const keptAs = "rollbook.invitation";

/** The invitation that somebody went to Google with; it is taken up when they come back. */
export const keptInvitation = (): string | null => sessionStorage.getItem(keptAs);
export const forgetInvitation = (): void => sessionStorage.removeItem(keptAs);

export async function showJoinPage(input: JoinInput & { note?: string }): Promise<void> {
  const { container, token, onSignedIn, note = "" } = input;
  const { data: invitation, error } = await createClient().POST("/auth/invitation", {
    body: { token },
  });
  if (invitation === undefined) {
    forgetInvitation();
    const sentence = error !== undefined && "detail" in error ? error.detail : "";
    return showSignInPage({ container, note: sentence, onSignedIn });
  }
  const hasGoogle = !invitation.is_signed_in && (await isGooglePossible().catch(() => false));
  if (hasGoogle) sessionStorage.setItem(keptAs, token);
  const card = entryCard({
    title: `Join ${invitation.practice_name}`,
    text: `${invitation.name}, you are invited as ${inWords(invitation.role)}. ${whatIsAsked(invitation)}`,
    note,
    form: joinForm({ ...input, invitation }),
    below: hasGoogle
      ? [
          orLine(),
          googleButton({
            label: "Continue with Google",
            onProblem: (sentence) => void showJoinPage({ ...input, note: sentence }),
          }),
        ]
      : [],
  });
  showEntry(container, card);
}

const whatIsAsked = ({ has_sign_in, is_signed_in }: Invitation): string => {
  if (is_signed_in) return "You are signed in already.";
  return has_sign_in
    ? "This address has a sign-in here already: use its password."
    : "Choose a password to sign in with from now on.";
};

function joinForm({
  token,
  invitation,
  onSignedIn,
}: JoinInput & { invitation: Invitation }): EntryForm {
  const { email, has_sign_in, is_signed_in } = invitation;
  const address: EntryField = {
    name: "email",
    label: "Email",
    type: "email",
    autocomplete: "username",
    value: email,
    isFixed: true,
  };
  const password: EntryField = has_sign_in
    ? { name: "password", label: "Password", type: "password", autocomplete: "current-password" }
    : newPasswordField;
  return {
    submit: "Join",
    fields: is_signed_in ? [address] : [address, password],
    act: async (values) => {
      const body = is_signed_in ? { token } : { token, password: values["password"] ?? "" };
      await answered(createClient().POST("/auth/join", { body }));
      forgetInvitation();
      onSignedIn();
    },
  };
}

export const newPasswordField = {
  name: "password",
  label: "New password",
  type: "password",
  autocomplete: "new-password",
  hint: "At least 12 characters. A few words together are good.",
  minLength: 12,
} as const satisfies EntryField;
