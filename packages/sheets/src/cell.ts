import type { RosterCell } from "@rollbook/core/roster";
import type { CellAnswer } from "./google.ts";

const emptyCell: RosterCell = Object.freeze({ kind: "empty" });
const trueCell: RosterCell = Object.freeze({ kind: "boolean", value: true });
const falseCell: RosterCell = Object.freeze({ kind: "boolean", value: false });

type NumberFormat = NonNullable<Extract<RosterCell, { kind: "number" }>["format"]>;

/** One cell of Google's answer as a typed roster cell; an error value stays an error, never text. */
export function toRosterCell(answer: CellAnswer): RosterCell {
  return toCellBelow(answer, undefined);
}

/** The cell above itself where this one says the same: plans, prices and words repeat down a column. */
export function toCellBelow(answer: CellAnswer, above: RosterCell | undefined): RosterCell {
  const value = answer.effectiveValue;
  if (value === undefined || value === null) return emptyCell;
  const formula = answer.userEnteredValue?.formulaValue;
  if (typeof formula !== "string") return typedCell(answer, value, above);
  const cell = typedCell(answer, value, undefined);
  return cell.kind === "empty" ? cell : { ...cell, formula };
}

function typedCell(
  answer: CellAnswer,
  value: NonNullable<CellAnswer["effectiveValue"]>,
  cellAbove: RosterCell | undefined,
): RosterCell {
  const above = cellAbove?.formula === undefined ? cellAbove : undefined;
  const text = value.stringValue;
  if (typeof text === "string") {
    if (above?.kind === "text" && above.text === text) return above;
    return text === "" ? emptyCell : { kind: "text", text };
  }
  const number = value.numberValue;
  if (typeof number === "number") {
    const format = formatOf(answer.effectiveFormat?.numberFormat?.type);
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
