import type { RosterCell } from "@rollbook/core/roster";
import type { CellAnswer } from "./google.ts";

const emptyCell: RosterCell = Object.freeze({ kind: "empty" });

type NumberFormat = Extract<RosterCell, { kind: "number" }>["format"];

const formats = {
  DATE: "date",
  DATE_TIME: "date_time",
  TIME: "time",
  CURRENCY: "currency",
  PERCENT: "percent",
} as const satisfies Record<string, NumberFormat>;

/** One cell of Google's answer as a typed roster cell; an error value stays an error, never text. */
export function toRosterCell(answer: CellAnswer): RosterCell {
  const value = answer.effectiveValue;
  if (value === undefined || value === null) return emptyCell;
  const formula = answer.userEnteredValue?.formulaValue;
  const cell = typedCell({ value, answer });
  return typeof formula === "string" && cell.kind !== "empty" ? { ...cell, formula } : cell;
}

function typedCell(input: {
  value: NonNullable<CellAnswer["effectiveValue"]>;
  answer: CellAnswer;
}): RosterCell {
  const { value, answer } = input;
  if (typeof value.stringValue === "string") {
    return value.stringValue === "" ? emptyCell : { kind: "text", text: value.stringValue };
  }
  if (typeof value.numberValue === "number") {
    const type = answer.effectiveFormat?.numberFormat?.type;
    return {
      kind: "number",
      number: value.numberValue,
      format: isKnownFormat(type) ? formats[type] : "number",
    };
  }
  if (typeof value.boolValue === "boolean") return { kind: "boolean", value: value.boolValue };
  if (value.errorValue) return { kind: "error", code: value.errorValue.type ?? "ERROR" };
  return emptyCell;
}

function isKnownFormat(type: string | null | undefined): type is keyof typeof formats {
  return typeof type === "string" && type in formats;
}
