import { columnsOf } from "@rollbook/core/reconcile";

type CellSeen = {
  userEnteredValue?: { formulaValue?: string; [kind: string]: unknown };
  note?: string;
  userEnteredFormat?: unknown;
  dataValidation?: unknown;
};

/** A spreadsheet as far as a worker could have touched what is not its own. */
export type TabSeen = {
  properties?: { sheetId?: number };
  merges?: unknown;
  conditionalFormats?: unknown;
  protectedRanges?: unknown;
  basicFilter?: unknown;
  data?: { rowData?: { values?: CellSeen[] }[] }[];
};

export const touchedFields = encodeURIComponent(
  "sheets(properties(sheetId),merges,conditionalFormats,protectedRanges,basicFilter," +
    "data(rowData(values(userEnteredValue,note,userEnteredFormat,dataValidation))))",
);

const ourHeaders = new Set(columnsOf("roster").map(({ header }) => header));
/** Columns whose values may follow the database, under the names that people give them. */
const sharedHeaders = /^(Name|Date of birth|Email|Phone|City|Plan|Billing cycle|Price)( \(new\))?$/;

/** What a batch of ours did to tabs of theirs that it may not do (P5); tabs that it made are its own. */
export function judgeTouched(before: readonly TabSeen[], after: readonly TabSeen[]): string[] {
  return before.flatMap((tab) => {
    const now = after.find((one) => one.properties?.sheetId === tab.properties?.sheetId);
    return now === undefined ? ["a tab of theirs is gone"] : judgeTab(tab, now);
  });
}

function judgeTab(before: TabSeen, after: TabSeen): string[] {
  const found: string[] = [];
  for (const part of ["merges", "conditionalFormats", "protectedRanges", "basicFilter"] as const) {
    if (!isSame(before[part], after[part])) found.push(`${part} of theirs were changed`);
  }
  const [rows, now] = [rowsOf(before), rowsOf(after)];
  const headers = (now[0] ?? []).map(textOf);
  const isOurs = (column: number) => ourHeaders.has(headers[column] ?? "");
  // A row that was inserted for somebody pushes down what stands below it.
  const isSameRow = (a: CellSeen[] = [], b: CellSeen[] = []) =>
    Array.from({ length: Math.max(a.length, b.length) }, (_, at) => at).every(
      (at) => isOurs(at) || isSame(a[at], b[at]),
    );
  const added = Math.max(0, now.findLastIndex(isFilled) - rows.findLastIndex(isFilled));
  for (const [row, cells] of rows.entries()) {
    if (!isFilled(cells) || (added > 0 && isSameRow(cells, now[row + added]))) continue;
    const width = Math.max(cells.length, now[row]?.length ?? 0);
    for (let column = 0; column < width; column += 1) {
      if (isOurs(column)) continue;
      const where = `row ${row + 1}, ${headers[column] ?? "no header"}`;
      found.push(...judgeCell({ where, was: cells[column], is: now[row]?.[column] }));
      const isShared = sharedHeaders.test(headers[column] ?? "") && row > 0;
      if (
        !isShared &&
        !isSame(cells[column]?.userEnteredValue, now[row]?.[column]?.userEnteredValue)
      ) {
        found.push(`${where}: a value of theirs was written over`);
      }
    }
  }
  return found;
}

function judgeCell(input: {
  where: string;
  was: CellSeen | undefined;
  is: CellSeen | undefined;
}): string[] {
  const { where, was, is } = input;
  const formula = was?.userEnteredValue?.formulaValue;
  return [
    ...(formula === undefined || is?.userEnteredValue?.formulaValue === formula
      ? []
      : [`${where}: the formula ${formula} was written over`]),
    ...(isSame(was?.note, is?.note) ? [] : [`${where}: the remark was changed`]),
    ...(isSame(was?.userEnteredFormat, is?.userEnteredFormat)
      ? []
      : [`${where}: the format was changed`]),
    ...(isSame(was?.dataValidation, is?.dataValidation)
      ? []
      : [`${where}: the dropdown was changed`]),
  ];
}

const rowsOf = (tab: TabSeen) => (tab.data?.[0]?.rowData ?? []).map(({ values }) => values ?? []);

const isFilled = (cells: readonly CellSeen[]) =>
  cells.some(({ userEnteredValue }) => userEnteredValue !== undefined);

const textOf = ({ userEnteredValue }: CellSeen) => String(userEnteredValue?.["stringValue"] ?? "");

const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
