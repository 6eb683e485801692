import { element } from "./element.ts";

export interface ActionField {
  name: string;
  label: string;
  kind: "date" | "text" | "number";
  isRequired?: boolean;
  /** One of these, and nothing else, by its text. */
  options?: readonly string[];
}

export interface ActionForm {
  title: string;
  fields: readonly ActionField[];
  act: (values: Record<string, string>) => Promise<unknown>;
  onDone: () => void;
}

/** An act behind its name: it opens, asks what it needs, and says in a sentence why it was refused. */
export function actionForm({ title, fields, act, onDone }: ActionForm): HTMLElement {
  const inputs = fields.map((field) => element("label", {}, [field.label, control(field)]));
  const note = element("span", { class: "problem", role: "alert" });
  const submit = element("button", { type: "submit", class: "button primary" }, [title]);
  const form = element("form", {}, [...inputs, submit, note]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit.disabled = true;
    note.textContent = "";
    act(valuesOf(form))
      .then(onDone)
      .catch((error: unknown) => {
        note.textContent = error instanceof Error ? error.message : "It could not be done.";
        submit.disabled = false;
      });
  });
  return element("details", {}, [element("summary", { class: "button" }, [title]), form]);
}

function control({ name, kind, isRequired, options }: ActionField): HTMLElement {
  const attributes = { name, ...(isRequired === true ? { required: "" } : {}) };
  if (options === undefined) return element("input", { ...attributes, type: kind });
  return element("select", attributes, [
    element("option", { value: "" }, ["Choose …"]),
    ...options.map((option) => element("option", { value: option }, [option])),
  ]);
}

function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === "string") values[name] = value;
  return values;
}
