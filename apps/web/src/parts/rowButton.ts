import { element } from "./element.ts";

/** A button in a row. What cannot be taken back asks once more in its own place before it is done. */
export function rowButton({
  label,
  about,
  isFinal = false,
  act,
  onProblem,
}: {
  label: string;
  /** Whom or what it is about, for those who hear the page instead of seeing the row. */
  about: string;
  isFinal?: boolean;
  act: () => Promise<void>;
  onProblem: (sentence: string) => void;
}): HTMLElement {
  const button = element("button", { type: "button", class: "button small" });
  const say = (text: string): void => {
    button.textContent = text;
    button.setAttribute("aria-label", `${text}: ${about}`);
  };
  say(label);
  let isAsked = false;
  button.addEventListener("click", () => {
    if (isFinal && !isAsked) {
      isAsked = true;
      say(`Really ${label.toLowerCase()}?`);
      button.classList.add("danger");
      return;
    }
    button.disabled = true;
    act().catch((error: unknown) => {
      button.disabled = false;
      onProblem(error instanceof Error ? error.message : "It could not be done.");
    });
  });
  button.addEventListener("blur", () => {
    isAsked = false;
    say(label);
    button.classList.remove("danger");
  });
  return button;
}
