import type { DropdownChoice } from "../acts/dropdown.ts";
import { element } from "./element.ts";

/** Asks what the selected cells offer to choose from. */
export function askDropdown({
  place,
  current,
  onChosen,
  onClosed,
}: {
  place: string;
  current: DropdownChoice;
  onChosen: (choice: DropdownChoice) => void;
  onClosed: () => void;
}): void {
  const kind = kindSelect();
  const values = element("textarea", { rows: "7", placeholder: "One value per line" });
  const reference = element("input", { type: "text", placeholder: "Plans!A2:A50" });
  const strict = element("input", { type: "checkbox" });
  kind.value = current.kind;
  if (current.kind === "list") values.value = current.values.join("\n");
  if (current.kind === "range") reference.value = current.reference;
  strict.checked = !("isStrict" in current) || current.isStrict;
  const strictLabel = element("label", { class: "check" }, [strict, "Refuse other values"]);
  const cancel = element("button", { type: "button", class: "button" }, ["Cancel"]);
  const form = element("form", { method: "dialog" }, [
    element("h2", {}, [`Choices in ${place}`]),
    kind,
    values,
    reference,
    strictLabel,
    element("p", { class: "actions" }, [
      element("button", { type: "submit", class: "button primary" }, ["Set"]),
      cancel,
    ]),
  ]);
  const dialog = element("dialog", { class: "dialog" }, [form]);
  const showFields = (): void => {
    values.hidden = kind.value !== "list";
    reference.hidden = kind.value !== "range";
    strictLabel.hidden = kind.value !== "list" && kind.value !== "range";
  };
  kind.addEventListener("change", showFields);
  cancel.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", () =>
    onChosen(
      choiceOf({
        kind: kind.value,
        values: values.value,
        reference: reference.value,
        isStrict: strict.checked,
      }),
    ),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClosed();
  });
  keepKeys(dialog);
  showFields();
  document.body.append(dialog);
  dialog.showModal();
}

/** The grid listens to keys of the whole page; what is typed in a dialog is not for it. */
function keepKeys(dialog: HTMLElement): void {
  for (const event of ["keydown", "keypress", "keyup", "paste", "copy", "cut"])
    dialog.addEventListener(event, (each) => each.stopPropagation());
}

const kindSelect = (): HTMLSelectElement =>
  element("select", { name: "kind" }, [
    element("option", { value: "list" }, ["A list of values"]),
    element("option", { value: "range" }, ["Values that stand in a range"]),
    element("option", { value: "checkbox" }, ["A checkbox"]),
    element("option", { value: "none" }, ["Nothing (remove the dropdown)"]),
  ]);

function choiceOf({
  kind,
  values,
  reference,
  isStrict,
}: {
  kind: string;
  values: string;
  reference: string;
  isStrict: boolean;
}): DropdownChoice {
  const list = values
    .split("\n")
    .map((value) => value.trim())
    .filter((value) => value !== "");
  if (kind === "checkbox") return { kind: "checkbox" };
  if (kind === "range" && reference.trim() !== "")
    return { kind: "range", reference: reference.trim(), isStrict };
  if (kind === "list" && list.length > 0) return { kind: "list", values: list, isStrict };
  return { kind: "none" };
}
