import type { BooleanCondition, CellData, ConditionalFormatRule } from "../google/types.ts";
import type { SheetView } from "./sheetView.ts";

/**
 * Lays the formats of the tab's rules over its cells; the first rule that fits a cell wins. Rules by formula,
 * by date and by colour scale are not worked out here.
 */
export function withConditionalFormats(view: SheetView): SheetView {
  const rules = view.conditionalFormats.filter((rule) => rule.booleanRule !== undefined);
  if (rules.length === 0) return view;
  const rows = [...view.rows];
  for (const rule of rules.toReversed())
    for (const range of rule.ranges ?? []) {
      const endRow = Math.min(range.endRowIndex ?? view.rowCount, rows.length);
      for (let index = range.startRowIndex ?? 0; index < endRow; index += 1) {
        const row = rows[index];
        if (row === undefined) continue;
        const start = range.startColumnIndex ?? 0;
        const end = Math.min(range.endColumnIndex ?? view.columnCount, row.cells.length);
        const cells = row.cells.map((cell, column) =>
          column >= start && column < end ? withRule(cell, rule) : cell,
        );
        rows[index] = { ...row, cells };
      }
    }
  return { ...view, rows };
}

function withRule(cell: CellData | undefined, rule: ConditionalFormatRule): CellData | undefined {
  const { condition, format } = rule.booleanRule ?? {};
  if (cell === undefined || condition === undefined || format === undefined) return cell;
  return isMet(condition, cell) ? { ...cell, ruleFormat: format } : cell;
}

export function isMet(condition: BooleanCondition, cell: CellData): boolean {
  const shown = cell.formattedValue ?? "";
  const number = cell.effectiveValue?.numberValue;
  const [first = "", second = ""] = (condition.values ?? []).map(
    (value) => value.userEnteredValue ?? "",
  );
  const low = shown.toLowerCase();
  const text = first.toLowerCase();
  const compare = (test: (value: number) => boolean): boolean =>
    number !== undefined && first !== "" && test(number);
  switch (condition.type) {
    case "BLANK":
      return shown === "";
    case "NOT_BLANK":
      return shown !== "";
    case "TEXT_EQ":
      return low === text;
    case "TEXT_CONTAINS":
      return low.includes(text);
    case "TEXT_NOT_CONTAINS":
      return !low.includes(text);
    case "TEXT_STARTS_WITH":
      return low.startsWith(text);
    case "TEXT_ENDS_WITH":
      return low.endsWith(text);
    case "NUMBER_EQ":
      return compare((value) => value === Number(first));
    case "NUMBER_NOT_EQ":
      return compare((value) => value !== Number(first));
    case "NUMBER_GREATER":
      return compare((value) => value > Number(first));
    case "NUMBER_GREATER_THAN_EQ":
      return compare((value) => value >= Number(first));
    case "NUMBER_LESS":
      return compare((value) => value < Number(first));
    case "NUMBER_LESS_THAN_EQ":
      return compare((value) => value <= Number(first));
    case "NUMBER_BETWEEN":
      return compare((value) => value >= Number(first) && value <= Number(second));
    case "NUMBER_NOT_BETWEEN":
      return compare((value) => value < Number(first) || value > Number(second));
    default:
      return false;
  }
}
