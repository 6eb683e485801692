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
import { numberFormatOf } from "../formats/numberFormatOf.ts";
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

export function formattedText(input: { document: Document; slot: Slot; value: Value }): string {
  const { document, slot, value } = input;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (isCellError(value)) return errorText(value);
  return formatNumber({
    value,
    format: numberFormatOf({ slot, document }),
    locale: document.properties.locale,
  });
}

function renderValue(input: {
  document: Document;
  slot: Slot;
  options: RenderOptions;
  value: Value;
}): Scalar {
  const { document, slot, options, value } = input;
  if (typeof value === "string") return value;
  if (isCellError(value)) return errorText(value);
  if (options.value === "FORMATTED_VALUE") return formattedText({ document, slot, value });
  if (typeof value === "number" && options.dateTime === "FORMATTED_STRING") {
    const format = numberFormatOf({ slot, document });
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
  const { document, slot, options } = input;
  const entered = enteredOf(slot);
  if (options.value === "FORMULA" && isFormula(entered)) return entered.formula;
  const value = effectiveValue(input);
  return value === undefined ? undefined : renderValue({ document, slot, options, value });
}
