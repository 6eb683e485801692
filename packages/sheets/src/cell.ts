import type { RosterCell } from "@rollbook/core/roster";
import type { CellAnswer } from "./google.ts";

const emptyCell: RosterCell = Object.freeze({ kind: "empty" });
const trueCell: RosterCell = Object.freeze({ kind: "boolean", value: true });
const falseCell: RosterCell = Object.freeze({ kind: "boolean", value: false });

type NumberFormat = NonNullable<Extract<RosterCell, { kind: "number" }>["format"]>;

/** One cell of Google's answer as a typed roster cell; an error value stays an error, never text. */
export function toRosterCell(answer: CellAnswer): RosterCell {
  return toCellBelow({ answer, above: undefined });
}

/** The cell above itself where this one says the same: plans, prices and words repeat down a column. */
export function toCellBelow(input: {
  answer: CellAnswer;
  above: RosterCell | undefined;
}): RosterCell {
  const { answer, above } = input;
  const value = answer.effectiveValue;
  if (value === undefined || value === null) return emptyCell;
  const formula = answer.userEnteredValue?.formulaValue;
  if (typeof formula !== "string") return typedCell({ value, answer, above });
  const cell = typedCell({ value, answer, above: undefined });
  return cell.kind === "empty" ? cell : { ...cell, formula };
}

function typedCell(input: {
  value: NonNullable<CellAnswer["effectiveValue"]>;
  answer: CellAnswer;
  above: RosterCell | undefined;
}): RosterCell {
  const { value } = input;
  const above = input.above?.formula === undefined ? input.above : undefined;
  const text = value.stringValue;
  if (typeof text === "string") {
    if (above?.kind === "text" && above.text === text) return above;
    return text === "" ? emptyCell : { kind: "text", text };
  }
  const number = value.numberValue;
  if (typeof number === "number") {
    const format = formatOf(input.answer.effectiveFormat?.numberFormat?.type);
    if (above?.kind === "number" && above.number === number && above.format === format)
      return above;
    return { kind: "number", number, format };
  }
  if (typeof value.boolValue === "boolean") return value.boolValue ? trueCell : falseCell;
  if (value.errorValue) return { kind: "error", code: value.errorValue.type ?? "ERROR" };
  return emptyCell;
}

function formatOf(type: string | null | undefined): NumberFormat {
  switch (type) {
    case "DATE":
      return "date";
    case "DATE_TIME":
      return "date_time";
    case "TIME":
      return "time";
    case "CURRENCY":
      return "currency";
    case "PERCENT":
      return "percent";
    default:
      return "number";
  }
}
