import { hashText } from "@rollbook/core/reconcile";
import {
  cellText,
  rosterField,
  type ColumnBinding,
  type RosterFieldKey,
} from "@rollbook/core/roster";
import { metadataKeys, type ColumnPlan, type StructureEdit } from "@rollbook/sheets";
import type { ObservedSheet } from "./observeSheet.ts";

/**
 * The looks of a roster tab that Rollbook made: dropdowns, date formats, colours by status, a warning on computed columns,
 * a header that stays in sight. Built once, and put back where it was taken away.
 */
export function rosterLook(input: {
  observed: ObservedSheet;
  columns: ColumnPlan;
  planNames: readonly string[];
}): StructureEdit[] {
  const { observed, columns } = input;
  const { tab, reading } = observed;
  const { sheetId } = tab;
  const headerRow = (reading.headerRecord ?? 1) - 1;
  const choices = reading.columns.flatMap((column) => choicesOf({ column, ...input }));
  const value = hashText(JSON.stringify(choices.map(({ header, words }) => [header, words])));
  const built = tab.metadata.filter((entry) => entry.key === metadataKeys.look);
  const isNew = built.length === 0;
  const isCurrent = built.some((entry) => entry.value === value);
  const startRow = headerRow + 1;
  return [
    ...(isCurrent
      ? []
      : [
          ...built.map((entry) => ({ kind: "drop_metadata", metadataId: entry.id }) as const),
          { kind: "bind_tab", sheetId, key: metadataKeys.look, value } as const,
          ...choices.map(({ column, words }): StructureEdit => ({
            kind: "list_choices",
            sheetId,
            column,
            startRow,
            choices: words,
          })),
        ]),
    ...(isNew ? firstLook({ sheetId, headerRow, columns: reading.columns }) : []),
    ...(tab.protections.includes(warning) ? [] : [protection({ sheetId, columns })]),
    ...statusColors({ observed, columns, startRow }),
  ];
}

const warning = "Rollbook computes these columns; what is typed here is put back.";

function protection(input: { sheetId: number; columns: ColumnPlan }): StructureEdit {
  const places = [...input.columns.columns.values()];
  return {
    kind: "protect_columns",
    sheetId: input.sheetId,
    startColumn: Math.min(...places),
    endColumn: Math.max(...places) + 1,
    description: warning,
  };
}

function firstLook(input: {
  sheetId: number;
  headerRow: number;
  columns: readonly ColumnBinding[];
}): StructureEdit[] {
  const { sheetId, headerRow } = input;
  const isDate = (field: RosterFieldKey) =>
    ["date", "birth_date"].includes(rosterField(field).type);
  return [
    { kind: "freeze_rows", sheetId, count: headerRow + 1 },
    ...input.columns
      .filter(({ field }) => field !== null && isDate(field))
      .map(({ column }): StructureEdit => ({
        kind: "format_column",
        sheetId,
        column: column - 1,
        startRow: headerRow + 1,
        type: "date",
        currency: "",
        isShaded: false,
      })),
  ];
}

const colors = [
  { text: "Active", color: { red: 0.85, green: 0.95, blue: 0.86 } },
  { text: "Deferred", color: { red: 0.87, green: 0.92, blue: 0.98 } },
  { text: "Pending", color: { red: 1, green: 0.95, blue: 0.8 } },
  { text: "Paused", color: { red: 0.99, green: 0.91, blue: 0.82 } },
  { text: "Inactive", color: { red: 0.93, green: 0.93, blue: 0.93 } },
  { text: "Archived", color: { red: 0.88, green: 0.88, blue: 0.9 } },
] as const;

function statusColors(input: {
  observed: ObservedSheet;
  columns: ColumnPlan;
  startRow: number;
}): StructureEdit[] {
  const { tab } = input.observed;
  const column = input.columns.columns.get("status");
  if (column === undefined || tab.coloredColumns.includes(column)) return [];
  const { startRow } = input;
  const { sheetId } = tab;
  return colors.map((one) => ({ kind: "color_by_text", sheetId, column, startRow, ...one }));
}

type Choices = { column: number; header: string; words: string[] };

const mostWords = 40;

/** The roster's own words first, then the usual ones; a column of free text gets none. */
function choicesOf(input: {
  column: ColumnBinding;
  observed: ObservedSheet;
  planNames: readonly string[];
}): Choices[] {
  const { column, observed } = input;
  const usual = usualWords({ field: column.field, planNames: input.planNames });
  if (usual === null) return [];
  const known = new Set(usual.map((word) => word.toLowerCase()));
  const own = observed.rows.flatMap(({ record, row }) => {
    const cell = observed.tab.rows[record - 1]?.[column.column - 1];
    const text = cellText(cell).trim();
    const isPlain = row.outcome === "ok" && cell?.kind === "text" && cell.formula === undefined;
    return isPlain && text !== "" && !known.has(text.toLowerCase()) ? [text] : [];
  });
  const words = [...new Set([...usual, ...own.toSorted((a, b) => (a < b ? -1 : 1))])];
  return words.length > mostWords
    ? []
    : [{ column: column.column - 1, header: column.header, words }];
}

function usualWords(input: {
  field: RosterFieldKey | null;
  planNames: readonly string[];
}): readonly string[] | null {
  switch (input.field) {
    case "plan_name":
      return input.planNames;
    case "interval":
      return ["Monthly", "Quarterly", "Annual"];
    case "payment_method":
      return ["Cash", "Check", "ACH", "Direct Debit", "Card", "Other"];
    case "source_status":
      return ["Active", "Paused", "Cancelled"];
    case "autopay":
    case "membership_enabled":
      return ["Yes", "No"];
    default:
      return null;
  }
}
