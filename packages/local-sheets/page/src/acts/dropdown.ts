import type { DataValidationRule } from "../google/types.ts";
import type { Act, ActContext } from "./act.ts";
import { requests, toGoogleRange } from "./act.ts";

/** What a person chose in the dialog for dropdowns. */
export type DropdownChoice =
  | { kind: "list"; values: string[]; isStrict: boolean }
  | { kind: "range"; reference: string; isStrict: boolean }
  | { kind: "checkbox" }
  | { kind: "none" };

export function setDropdown(choice: DropdownChoice, context: ActContext): Act {
  const rule = toRule(choice);
  return requests(
    "set the dropdown",
    context.selections.map((range) => ({
      setDataValidation: {
        range: toGoogleRange(range, context.sheet),
        ...(rule === undefined ? {} : { rule }),
      },
    })),
  );
}

function toRule(choice: DropdownChoice): DataValidationRule | undefined {
  switch (choice.kind) {
    case "list":
      return {
        condition: {
          type: "ONE_OF_LIST",
          values: choice.values.map((userEnteredValue) => ({ userEnteredValue })),
        },
        strict: choice.isStrict,
        showCustomUi: true,
      };
    case "range":
      return {
        condition: {
          type: "ONE_OF_RANGE",
          values: [{ userEnteredValue: `=${choice.reference.replace(/^=/, "")}` }],
        },
        strict: choice.isStrict,
        showCustomUi: true,
      };
    case "checkbox":
      return { condition: { type: "BOOLEAN" }, showCustomUi: true };
    case "none":
      return undefined;
    default:
      return choice satisfies never;
  }
}

/** The dialog's starting point: the rule that stands in the first selected cell. */
export function choiceOfRule(rule: DataValidationRule | undefined): DropdownChoice {
  const values = (rule?.condition?.values ?? []).map((value) => value.userEnteredValue ?? "");
  const isStrict = rule?.strict ?? true;
  switch (rule?.condition?.type) {
    case "ONE_OF_RANGE":
      return { kind: "range", reference: (values[0] ?? "").replace(/^=/, ""), isStrict };
    case "BOOLEAN":
      return { kind: "checkbox" };
    default:
      return { kind: "list", values, isStrict };
  }
}
