import { distinctValues } from "../view/filters.ts";
import type { FilterCriteria } from "../google/types.ts";
import type { Act, ActContext, GridLibraryRange } from "./act.ts";
import { nothing, requests, toGoogleRange } from "./act.ts";

export interface SortParams {
  range: GridLibraryRange;
  orderRules: { colIndex: number; type: "asc" | "desc" }[];
  hasTitle?: boolean;
}

export function sortRange({ range, orderRules, hasTitle }: SortParams, context: ActContext): Act {
  const body = hasTitle === true ? { ...range, startRow: range.startRow + 1 } : range;
  return requests("sort", [
    {
      sortRange: {
        range: toGoogleRange(body, context.sheet),
        sortSpecs: orderRules.map(({ colIndex, type }) => ({
          dimensionIndex: colIndex,
          sortOrder: type === "asc" ? "ASCENDING" : "DESCENDING",
        })),
      },
    },
  ]);
}

/** Sorts every row below the frozen ones by the selected column, as "Sort sheet" does in Sheets. */
export function sortSheet(sortOrder: "ASCENDING" | "DESCENDING", context: ActContext): Act {
  const { sheet, selections } = context;
  const [selection] = selections;
  if (selection === undefined) return nothing;
  return requests("sort", [
    {
      sortRange: {
        range: {
          sheetId: sheet.sheetId,
          startRowIndex: sheet.frozenRowCount,
          endRowIndex: sheet.rowCount,
          startColumnIndex: 0,
          endColumnIndex: sheet.columnCount,
        },
        sortSpecs: [{ dimensionIndex: selection.startColumn, sortOrder }],
      },
    },
  ]);
}

export function setFilterRange({ range }: { range: GridLibraryRange }, context: ActContext): Act {
  return requests("set a filter", [
    { setBasicFilter: { filter: { range: toGoogleRange(range, context.sheet) } } },
  ]);
}

export function removeFilter(_params: unknown, context: ActContext): Act {
  return requests("take the filter away", [
    { clearBasicFilter: { sheetId: context.sheet.sheetId } },
  ]);
}

export interface SetCriteriaParams {
  col: number;
  criteria: {
    filters?: { filters?: string[]; blank?: boolean };
    customFilters?: { customFilters: { val: string | number; operator?: string }[]; and?: number };
    colorFilters?: object;
  } | null;
}

export function setFilterCriteria({ col, criteria }: SetCriteriaParams, context: ActContext): Act {
  const range = context.sheet.filter?.range;
  if (range === undefined) return nothing;
  const rest = { ...context.sheet.filter?.criteria };
  delete rest[String(col)];
  if (criteria !== null) {
    const google = toGoogleCriteria({ col, criteria, context });
    if (google === undefined) return { kind: "missing", feature: "this kind of filter condition" };
    rest[String(col)] = google;
  }
  return requests("filter", [{ setBasicFilter: { filter: { range, criteria: rest } } }]);
}

export function clearFilterCriteria(_params: unknown, context: ActContext): Act {
  const range = context.sheet.filter?.range;
  return range === undefined
    ? nothing
    : requests("clear the filter", [{ setBasicFilter: { filter: { range } } }]);
}

const conditionTypes: Record<string, string> = {
  greaterThan: "NUMBER_GREATER",
  greaterThanOrEqual: "NUMBER_GREATER_THAN_EQ",
  lessThan: "NUMBER_LESS",
  lessThanOrEqual: "NUMBER_LESS_THAN_EQ",
  notEqual: "TEXT_NOT_EQ",
};

function toGoogleCriteria({
  col,
  criteria,
  context,
}: {
  col: number;
  criteria: NonNullable<SetCriteriaParams["criteria"]>;
  context: ActContext;
}): FilterCriteria | undefined {
  if (criteria.filters !== undefined) {
    const kept = new Set(criteria.filters.filters ?? []);
    if (criteria.filters.blank === true) kept.add("");
    const range = context.sheet.filter?.range;
    const ref = {
      startRow: range?.startRowIndex ?? 0,
      endRow: (range?.endRowIndex ?? context.sheet.rowCount) - 1,
      startColumn: range?.startColumnIndex ?? 0,
      endColumn: (range?.endColumnIndex ?? context.sheet.columnCount) - 1,
    };
    const all = distinctValues({ view: context.sheet, ref, column: col });
    return { hiddenValues: all.filter((value) => !kept.has(value)) };
  }
  const conditions = criteria.customFilters?.customFilters ?? [];
  const [only] = conditions;
  if (only === undefined || conditions.length > 1) return undefined;
  const condition = toCondition({ value: String(only.val), operator: only.operator });
  return condition === undefined ? undefined : { condition };
}

function toCondition({
  value,
  operator,
}: {
  value: string;
  operator: string | undefined;
}): FilterCriteria["condition"] | undefined {
  const of = (type: string, text: string) => ({ type, values: [{ userEnteredValue: text }] });
  if (operator !== undefined && operator !== "equal") {
    const isNot = operator === "notEqual";
    if (isNot && value.trim() === "") return { type: "NOT_BLANK" };
    if (isNot && /^\*.*\*$/.test(value)) return of("TEXT_NOT_CONTAINS", value.slice(1, -1));
    const type = conditionTypes[operator];
    return type === undefined ? undefined : of(type, value);
  }
  if (value.trim() === "") return { type: "BLANK" };
  if (/^\*.*\*$/.test(value)) return of("TEXT_CONTAINS", value.slice(1, -1));
  if (value.startsWith("*")) return of("TEXT_ENDS_WITH", value.slice(1));
  if (value.endsWith("*")) return of("TEXT_STARTS_WITH", value.slice(0, -1));
  return of(Number.isNaN(Number(value)) ? "TEXT_EQ" : "NUMBER_EQ", value);
}
