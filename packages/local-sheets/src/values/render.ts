import {
  enteredOf,
  isCellError,
  isFormula,
  type Scalar,
  type Slot,
  type Value,
} from "../model/cell.ts";
import type { Document, Sheet } from "../model/document.ts";
import { evaluationOf } from "../formulas/evaluation.ts";
import { inferFormat } from "../formulas/inferFormat.ts";
import { numberFormatOf, type NumberFormat } from "../formats/numberFormatOf.ts";
import { formatNumber, isDateFormat } from "../formats/formatNumber.ts";
import { errorText } from "../formulas/errors.ts";

export const valueRenderOptions = ["FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"] as const;
export type ValueRenderOption = (typeof valueRenderOptions)[number];
export const dateTimeRenderOptions = ["SERIAL_NUMBER", "FORMATTED_STRING"] as const;
export type DateTimeRenderOption = (typeof dateTimeRenderOptions)[number];

export interface RenderOptions {
  readonly value: ValueRenderOption;
  readonly dateTime: DateTimeRenderOption;
}

export function effectiveValue(input: {
  document: Document;
  sheet: Sheet;
  row: number;
  column: number;
}): Value | undefined {
  const { sheet, row, column } = input;
  const entered = enteredOf(sheet.rows[row]?.slots[column]);
  if (!isFormula(entered) && (entered !== undefined || !sheet.hasFormulas)) return entered;
  return evaluationOf(input.document).valueAt(sheet, row, column);
}

/** The number format of a cell, its own or what its formula takes over. */
export function shownFormat(input: {
  document: Document;
  sheet?: Sheet | undefined;
  slot: Slot;
}): NumberFormat | undefined {
  const { document, sheet, slot } = input;
  const own = numberFormatOf({ slot, document });
  if (own || !sheet || typeof slot !== "object" || !isFormula(slot.entered)) return own;
  return inferFormat({ document, sheet, formula: slot.entered.formula });
}

/** What a cell shows; formulas take over formats only where their sheet is given. */
export function formattedText(input: {
  document: Document;
  sheet?: Sheet | undefined;
  slot: Slot;
  value: Value;
}): string {
  const { document, value } = input;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (isCellError(value)) return errorText(value);
  return formatNumber({
    value,
    format: shownFormat(input),
    locale: document.properties.locale,
  });
}

function renderValue(input: {
  document: Document;
  sheet?: Sheet;
  slot: Slot;
  options: RenderOptions;
  value: Value;
}): Scalar {
  const { document, options, value } = input;
  if (typeof value === "string") return value;
  if (isCellError(value)) return errorText(value);
  if (options.value === "FORMATTED_VALUE") return formattedText(input);
  if (typeof value === "number" && options.dateTime === "FORMATTED_STRING") {
    const format = shownFormat(input);
    if (isDateFormat(format)) {
      return formatNumber({ value, format, locale: document.properties.locale });
    }
  }
  return value;
}

/** A cell without a formula. */
export function renderEntered(input: {
  document: Document;
  slot: Slot;
  options: RenderOptions;
}): Scalar | undefined {
  const { document, slot, options } = input;
  const value = enteredOf(slot);
  if (value === undefined || isFormula(value)) return undefined;
  return renderValue({ document, slot, options, value });
}

/** Any cell, also one that a formula elsewhere fills. */
export function renderSlot(input: {
  document: Document;
  sheet: Sheet;
  row: number;
  column: number;
  slot: Slot;
  options: RenderOptions;
}): Scalar | undefined {
  const { document, sheet, slot, options } = input;
  const entered = enteredOf(slot);
  if (options.value === "FORMULA" && isFormula(entered)) return entered.formula;
  const value = effectiveValue(input);
  return value === undefined ? undefined : renderValue({ document, sheet, slot, options, value });
}
