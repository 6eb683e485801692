import { element } from "./element.ts";

/** A secret that is shown this once, with a button that copies it. */
export function shownOnce({ label, text }: { label: string; text: string }): HTMLElement {
  const input = element("input", { type: "text", readonly: "", value: text });
  input.addEventListener("focus", () => input.select());
  const copy = element("button", { type: "button", class: "button" }, ["Copy"]);
  copy.addEventListener("click", () => {
    void navigator.clipboard.writeText(text).then(
      () => (copy.textContent = "Copied"),
      () => input.focus(),
    );
  });
  return element("div", { class: "once", role: "status" }, [
    element("label", {}, [label, input]),
    copy,
  ]);
}
