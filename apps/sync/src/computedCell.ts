import { dateToSerial, isPlainDate, serialToDate } from "@rollbook/core/calendar";
import { exponentOf, type Currency } from "@rollbook/core/money";
import type { ComputedValue, LayoutType } from "@rollbook/core/reconcile";
import type { RosterCell } from "@rollbook/core/roster";
import type { TypedValue } from "@rollbook/sheets";

/** A cell of ours in canonical form; whatever a person put there instead is kept as text that no value of ours equals. */
export function computedValueOf(input: {
  cell: RosterCell | undefined;
  type: LayoutType;
  currency: Currency;
}): ComputedValue {
  const { cell, type } = input;
  if (cell === undefined) return null;
  if (cell.formula !== undefined) return cell.formula;
  switch (cell.kind) {
    case "empty":
      return null;
    case "text":
      return cell.text;
    case "boolean":
      return cell.value ? "TRUE" : "FALSE";
    case "error":
      return `#${cell.code}`;
    case "number":
      return numberValueOf({ number: cell.number, type, currency: input.currency });
  }
}

function numberValueOf(input: {
  number: number;
  type: LayoutType;
  currency: Currency;
}): ComputedValue {
  switch (input.type) {
    case "date":
      return isDaySerial(input.number) ? serialToDate(input.number) : String(input.number);
    case "money":
      return Math.round(input.number * 10 ** exponentOf(input.currency));
    case "number":
      return input.number;
    case "text":
    case "id":
    case "checkbox":
      return String(input.number);
  }
}

const isDaySerial = (serial: number) =>
  Number.isInteger(serial) && serial > 0 && serial < 2_958_466;

export function typedValueOf(input: {
  value: ComputedValue;
  type: LayoutType;
  currency: Currency;
}): TypedValue {
  const { value, type } = input;
  if (value === null) return { kind: "empty" };
  if (typeof value === "string") {
    if (type === "date" && isPlainDate(value)) return { kind: "date", serial: dateToSerial(value) };
    return { kind: "text", text: value };
  }
  const scale = type === "money" ? 10 ** exponentOf(input.currency) : 1;
  return { kind: "number", number: value / scale };
}
