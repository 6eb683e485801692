import { element } from "./parts/element.ts";
import { type Session, signIn } from "./session.ts";

export function showSignIn({
  container,
  onSignedIn,
}: {
  container: HTMLElement;
  onSignedIn: (session: Session) => void;
}): void {
  const key = element("input", {
    type: "password",
    name: "key",
    autocomplete: "off",
    placeholder: "rbk_…",
    required: "",
    "aria-label": "API key",
  });
  const note = element("p", { class: "problem", role: "status" });
  const form = element("form", { class: "sign-in" }, [
    element("h1", {}, ["Rollbook"]),
    element("p", { class: "quiet" }, [
      "Sign in with an API key of your practice. On a machine of your own, `pnpm start` keeps one in its data folder and says where.",
    ]),
    key,
    element("button", { type: "submit", class: "button primary" }, ["Sign in"]),
    note,
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    note.textContent = "";
    void signIn(key.value.trim()).then((answer) => {
      if (answer.kind === "signedIn") onSignedIn(answer.session);
      else note.textContent = answer.reason;
    });
  });
  container.replaceChildren(form);
  key.focus();
}
