import { cellOf, enteredOf, isFormula, slotOf, type JsonObject, type Slot } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import { effectiveValue } from "../values/render.ts";
import type { Document, Sheet } from "../model/document.ts";
import { moveFormula } from "../formulas/moveFormula.ts";

export const pasteTypes = [
  "PASTE_NORMAL",
  "PASTE_VALUES",
  "PASTE_FORMAT",
  "PASTE_NO_BORDERS",
  "PASTE_FORMULA",
  "PASTE_DATA_VALIDATION",
  "PASTE_CONDITIONAL_FORMATTING",
] as const;
export type PasteType = (typeof pasteTypes)[number];

const withoutBorders = (format: JsonObject | undefined): JsonObject | undefined => {
  if (!format) return undefined;
  const { borders: _, ...rest } = format;
  return rest;
};

function copiedEntry(input: {
  source: Slot;
  rows: number;
  columns: number;
}): ReturnType<typeof enteredOf> {
  const entered = enteredOf(input.source);
  return isFormula(entered)
    ? {
        formula: moveFormula({
          formula: entered.formula,
          rows: input.rows,
          columns: input.columns,
        }),
      }
    : entered;
}

/** What stands at the target after `source` was pasted there, `rows` below and `columns` right of its own place. */
export function pastedSlot(input: {
  document: Document;
  sheet: Sheet;
  row: number;
  column: number;
  source: Slot;
  target: Slot;
  type: PasteType;
  rows: number;
  columns: number;
}): Slot {
  const source = cellOf(input.source);
  const target = cellOf(input.target);
  switch (input.type) {
    case "PASTE_NORMAL":
    case "PASTE_NO_BORDERS":
      return slotOf({
        ...source,
        entered: copiedEntry(input),
        format:
          input.type === "PASTE_NORMAL"
            ? source.format
            : { ...withoutBorders(source.format), ...bordersOf(target.format) },
      });
    case "PASTE_VALUES":
      return slotOf({ ...target, entered: effectiveValue(input), textFormatRuns: undefined });
    case "PASTE_FORMULA":
      return slotOf({ ...target, entered: copiedEntry(input), textFormatRuns: undefined });
    case "PASTE_FORMAT":
      return slotOf({ ...target, format: source.format });
    case "PASTE_DATA_VALIDATION":
      return slotOf({ ...target, validation: source.validation });
    case "PASTE_CONDITIONAL_FORMATTING":
      return input.target;
  }
}

const bordersOf = (format: JsonObject | undefined): JsonObject =>
  isJsonObject(format?.["borders"]) ? { borders: format["borders"] } : {};
