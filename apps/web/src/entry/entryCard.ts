import { element } from "../parts/element.ts";

export interface EntryField {
  name: string;
  label: string;
  type: "email" | "password" | "text";
  autocomplete: string;
  hint?: string;
  value?: string;
  isFixed?: boolean;
  minLength?: number;
}

export interface EntryForm {
  fields: readonly EntryField[];
  submit: string;
  act: (values: Record<string, string>) => Promise<void>;
}

/** The page before the dashboard: one card with a title, a form and what stands below it. */
export function entryCard({
  title,
  text,
  note = "",
  form,
  below = [],
}: {
  title: string;
  text: string;
  note?: string;
  form: EntryForm | undefined;
  below?: readonly Node[];
}): HTMLElement {
  document.title = `${title} - Rollbook`;
  const told = element("p", { class: "problem", role: "alert" }, [note]);
  return element("main", { class: "entry" }, [
    element("div", { class: "entry-card" }, [
      element("strong", { class: "brand" }, ["Rollbook"]),
      element("h1", {}, [title]),
      ...(text === "" ? [] : [element("p", { class: "quiet" }, [text])]),
      ...(form === undefined ? [] : [formOf(form, told)]),
      told,
      ...below,
    ]),
  ]);
}

function formOf({ fields, submit, act }: EntryForm, told: HTMLElement): HTMLElement {
  const button = element("button", { type: "submit", class: "button primary wide" }, [submit]);
  const form = element("form", {}, [...fields.map(fieldOf), button]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    told.textContent = "";
    button.disabled = true;
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(form))
      if (typeof value === "string") values[name] = value;
    act(values).catch((error: unknown) => {
      told.textContent = error instanceof Error ? error.message : "It could not be done.";
      button.disabled = false;
    });
  });
  return form;
}

function fieldOf(field: EntryField): HTMLElement {
  const { name, label, type, autocomplete, hint, value, isFixed, minLength } = field;
  const hintId = `${name}-hint`;
  const input = element("input", {
    name,
    type,
    autocomplete,
    required: "",
    ...(value === undefined ? {} : { value }),
    ...(isFixed === true ? { readonly: "" } : {}),
    ...(minLength === undefined ? {} : { minlength: String(minLength) }),
    ...(hint === undefined ? {} : { "aria-describedby": hintId }),
  });
  const hints = hint === undefined ? [] : [element("span", { class: "hint", id: hintId }, [hint])];
  return element("div", { class: "field" }, [element("label", {}, [label, input]), ...hints]);
}

export const orLine = (): HTMLElement => element("p", { class: "or" }, ["or"]);

/** Focus goes where typing begins. */
export function showEntry(container: HTMLElement, card: HTMLElement): void {
  container.replaceChildren(card);
  const first = card.querySelector<HTMLElement>("input:not([readonly]), button");
  first?.focus();
}
