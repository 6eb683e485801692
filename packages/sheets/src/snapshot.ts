import type { RosterCell } from "@rollbook/core/roster";
import { toCellBelow } from "./cell.ts";
import { SheetsFailure } from "./failure.ts";
import type { SheetAnswer, SpreadsheetAnswer } from "./google.ts";
import type { SheetsClient } from "./client.ts";

/** All that a sync needs to know of a spreadsheet, in one read. */
export const snapshotFields = [
  "spreadsheetId",
  "properties(title,locale,timeZone)",
  "developerMetadata(metadataId,metadataKey,metadataValue)",
  `sheets(${[
    "properties(sheetId,title,index,hidden,gridProperties(rowCount,columnCount,frozenRowCount))",
    "merges",
    "protectedRanges(description)",
    "conditionalFormats(ranges(startColumnIndex,endColumnIndex))",
    "developerMetadata(metadataId,metadataKey,metadataValue)",
    `data(${[
      "startRow",
      "startColumn",
      "rowData(values(effectiveValue,userEnteredValue(formulaValue),effectiveFormat(numberFormat(type))))",
      "rowMetadata(hiddenByUser,hiddenByFilter)",
      "columnMetadata(hiddenByUser,developerMetadata(metadataId,metadataKey,metadataValue))",
    ].join(",")})`,
  ].join(",")})`,
].join(",");

export type Metadata = { id: number; key: string; value: string };
export type ColumnMetadata = Metadata & { column: number };

export type Merge = {
  startRow: number;
  endRow: number;
  startColumn: number;
  endColumn: number;
};

export type SnapshotTab = {
  sheetId: number;
  title: string;
  index: number;
  isHidden: boolean;
  rowCount: number;
  columnCount: number;
  frozenRows: number;
  rows: RosterCell[][];
  merges: Merge[];
  hiddenRows: number[];
  hiddenColumns: number[];
  metadata: Metadata[];
  columnMetadata: ColumnMetadata[];
  /** What is said of the tab's protected ranges. */
  protections: string[];
  /** Columns that a conditional format covers. */
  coloredColumns: number[];
};

export type Snapshot = {
  spreadsheetId: string;
  title: string;
  locale: string | undefined;
  timeZone: string | undefined;
  metadata: Metadata[];
  tabs: SnapshotTab[];
};

/** One `spreadsheets.get`. Throws SheetsFailure. */
export async function readSnapshot(input: {
  client: SheetsClient;
  spreadsheetId: string;
}): Promise<Snapshot> {
  const answer = await input.client.readSpreadsheet({
    spreadsheetId: input.spreadsheetId,
    fields: snapshotFields,
  });
  return toSnapshot({ answer, spreadsheetId: input.spreadsheetId });
}

/** Throws SheetsFailure 'unreadable_answer' when the answer is not whole. */
export function toSnapshot(input: { answer: SpreadsheetAnswer; spreadsheetId: string }): Snapshot {
  const { answer } = input;
  if (!Array.isArray(answer.sheets) || answer.sheets.length === 0) throw incomplete();
  return {
    spreadsheetId: answer.spreadsheetId ?? input.spreadsheetId,
    title: answer.properties?.title ?? "",
    locale: answer.properties?.locale ?? undefined,
    timeZone: answer.properties?.timeZone ?? undefined,
    metadata: metadataOf(answer.developerMetadata),
    tabs: answer.sheets.map(toTab),
  };
}

function toTab(sheet: SheetAnswer): SnapshotTab {
  const properties = sheet.properties;
  if (properties === undefined || properties === null) throw incomplete();
  const data = sheet.data?.[0];
  return {
    sheetId: properties.sheetId ?? 0,
    title: properties.title ?? "",
    index: properties.index ?? 0,
    isHidden: properties.hidden === true,
    rowCount: properties.gridProperties?.rowCount ?? 0,
    columnCount: properties.gridProperties?.columnCount ?? 0,
    frozenRows: properties.gridProperties?.frozenRowCount ?? 0,
    rows: toRows(data?.rowData ?? []),
    merges: (sheet.merges ?? []).map(toMerge),
    hiddenRows: indexesWhere(
      data?.rowMetadata,
      (row) => row.hiddenByUser === true || row.hiddenByFilter === true,
    ),
    hiddenColumns: indexesWhere(data?.columnMetadata, (column) => column.hiddenByUser === true),
    metadata: metadataOf(sheet.developerMetadata),
    columnMetadata: (data?.columnMetadata ?? []).flatMap((column, index) =>
      metadataOf(column.developerMetadata).map((entry) => ({ ...entry, column: index })),
    ),
    protections: (sheet.protectedRanges ?? []).map((range) => range.description ?? ""),
    coloredColumns: (sheet.conditionalFormats ?? []).flatMap((rule) =>
      (rule.ranges ?? []).map((range) => range.startColumnIndex ?? 0),
    ),
  };
}

type RowAnswer = NonNullable<NonNullable<SheetAnswer["data"]>[number]["rowData"]>[number];

function toRows(answers: readonly RowAnswer[]): RosterCell[][] {
  let above: readonly RosterCell[] = [];
  return answers.map((row) => {
    const cells = (row.values ?? []).map((answer, column) => toCellBelow(answer, above[column]));
    above = cells;
    return cells;
  });
}

type MetadataAnswer = NonNullable<SpreadsheetAnswer["developerMetadata"]>;

function metadataOf(answers: MetadataAnswer | null | undefined): Metadata[] {
  return (answers ?? []).flatMap((entry) =>
    typeof entry.metadataId === "number" && typeof entry.metadataKey === "string"
      ? [{ id: entry.metadataId, key: entry.metadataKey, value: entry.metadataValue ?? "" }]
      : [],
  );
}

function toMerge(merge: NonNullable<SheetAnswer["merges"]>[number]): Merge {
  return {
    startRow: merge.startRowIndex ?? 0,
    endRow: merge.endRowIndex ?? 0,
    startColumn: merge.startColumnIndex ?? 0,
    endColumn: merge.endColumnIndex ?? 0,
  };
}

function indexesWhere<Item>(
  items: readonly Item[] | null | undefined,
  matches: (item: Item) => boolean,
): number[] {
  return (items ?? []).flatMap((item, index) => (matches(item) ? [index] : []));
}

function incomplete(): SheetsFailure {
  return new SheetsFailure({
    kind: "unreadable_answer",
    message: "Google's answer was not whole; nothing is changed and the sheet is read again.",
  });
}
