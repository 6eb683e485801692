import { element } from "./element.ts";

export type FormField =
  | {
      kind: "email" | "text" | "password" | "date";
      name: string;
      label: string;
      isOptional?: true;
      autocomplete?: string;
    }
  | {
      kind: "choice";
      name: string;
      label: string;
      choices: readonly (readonly [string, string])[];
    };

/** A form in one line, with its refusal in a sentence below it. */
export function formBox({
  title,
  fields,
  submit,
  act,
}: {
  title: string;
  fields: readonly FormField[];
  submit: string;
  act: (values: Record<string, string>) => Promise<void>;
}): HTMLElement {
  const note = element("p", { class: "problem", role: "alert" });
  const button = element("button", { type: "submit", class: "button primary" }, [submit]);
  const form = element("form", { class: "form-box", "aria-label": title }, [
    ...fields.map(fieldOf),
    button,
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    note.textContent = "";
    button.disabled = true;
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(form))
      if (typeof value === "string") values[name] = value;
    act(values)
      .then(() => form.reset())
      .catch((error: unknown) => {
        note.textContent = error instanceof Error ? error.message : "It could not be done.";
      })
      .finally(() => {
        button.disabled = false;
      });
  });
  return element("section", {}, [element("h2", {}, [title]), form, note]);
}

function fieldOf(field: FormField): HTMLElement {
  if (field.kind === "choice") {
    const options = field.choices.map(([value, text]) => element("option", { value }, [text]));
    return element("label", {}, [field.label, element("select", { name: field.name }, options)]);
  }
  const { name, label, kind, isOptional, autocomplete = "off" } = field;
  const required: Record<string, string> = isOptional === true ? {} : { required: "" };
  return element("label", {}, [
    label,
    element("input", { name, type: kind, autocomplete, ...required }),
  ]);
}
