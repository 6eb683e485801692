import type { IRange, ISheetDataValidationRule } from "@univerjs/core";
import type { DataValidationRule } from "../google/types.ts";
import { parseReference } from "./a1.ts";
import type { SheetView } from "./sheetView.ts";

/** Google keeps a rule per cell; the grid wants each rule once, with its ranges. */
export function toGridValidations({
  view,
  sheets,
}: {
  view: SheetView;
  sheets: readonly SheetView[];
}): ISheetDataValidationRule[] {
  const byRule = new Map<string, { rule: DataValidationRule; columns: Map<number, number[]> }>();
  view.rows.forEach((row, rowIndex) => {
    row?.cells.forEach((cell, column) => {
      if (cell?.dataValidation === undefined) return;
      const key = JSON.stringify(cell.dataValidation);
      const entry = byRule.get(key) ?? { rule: cell.dataValidation, columns: new Map() };
      byRule.set(key, entry);
      const rows = entry.columns.get(column) ?? [];
      rows.push(rowIndex);
      entry.columns.set(column, rows);
    });
  });
  const rules: ISheetDataValidationRule[] = [];
  for (const [key, { rule, columns }] of byRule) {
    const grid = toGridRule({ rule, view, sheets });
    if (grid === undefined) continue;
    rules.push({ ...grid, uid: `${view.sheetId}:${key}`, ranges: rangesOf(columns) });
  }
  return rules;
}

function rangesOf(columns: Map<number, number[]>): IRange[] {
  const ranges: IRange[] = [];
  for (const [column, rows] of columns) {
    let start = rows[0] ?? 0;
    rows.forEach((row, index) => {
      if (rows[index + 1] === row + 1) return;
      ranges.push({ startRow: start, endRow: row, startColumn: column, endColumn: column });
      start = rows[index + 1] ?? 0;
    });
  }
  return ranges;
}

const letEverythingPass = 0;
const arrow = 1;

function toGridRule({
  rule,
  view,
  sheets,
}: {
  rule: DataValidationRule;
  view: SheetView;
  sheets: readonly SheetView[];
}): Omit<ISheetDataValidationRule, "uid" | "ranges"> | undefined {
  const values = (rule.condition?.values ?? []).map((value) => value.userEnteredValue ?? "");
  const common = {
    allowBlank: true,
    errorStyle: letEverythingPass,
    showErrorMessage: false,
    ...(rule.inputMessage === undefined
      ? {}
      : { showInputMessage: true, prompt: rule.inputMessage }),
  };
  switch (rule.condition?.type) {
    case "ONE_OF_LIST":
      return { ...common, type: "list", formula1: JSON.stringify(values), renderMode: arrow };
    case "ONE_OF_RANGE":
      return {
        ...common,
        type: "list",
        formula1: JSON.stringify(valuesInRange({ reference: values[0] ?? "", view, sheets })),
        renderMode: arrow,
      };
    case "BOOLEAN":
      return { ...common, type: "checkbox" };
    default:
      return undefined;
  }
}

function valuesInRange({
  reference,
  view,
  sheets,
}: {
  reference: string;
  view: SheetView;
  sheets: readonly SheetView[];
}): string[] {
  const range = parseReference(reference);
  if (range === undefined) return [];
  const sheet =
    range.title === undefined ? view : sheets.find((candidate) => candidate.title === range.title);
  if (sheet === undefined) return [];
  const values = new Set<string>();
  for (let row = range.startRow; row < Math.min(range.endRow, sheet.rows.length); row += 1)
    for (let column = range.startColumn; column < range.endColumn; column += 1) {
      const shown = sheet.rows[row]?.cells[column]?.formattedValue ?? "";
      if (shown !== "") values.add(shown);
    }
  return [...values];
}

/** The values that a strict rule allows, or undefined when it allows more than a list can say. */
export function allowedValues({
  rule,
  view,
  sheets,
}: {
  rule: DataValidationRule | undefined;
  view: SheetView;
  sheets: readonly SheetView[];
}): string[] | undefined {
  if (rule?.strict !== true) return undefined;
  const values = (rule.condition?.values ?? []).map((value) => value.userEnteredValue ?? "");
  switch (rule.condition?.type) {
    case "ONE_OF_LIST":
      return values;
    case "ONE_OF_RANGE":
      return valuesInRange({ reference: values[0] ?? "", view, sheets });
    default:
      return undefined;
  }
}
