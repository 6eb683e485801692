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
export function judgeTouched(input: Batch): string[] {
  return input.before.flatMap((tab) => {
    const now = input.after.find((one) => one.properties?.sheetId === tab.properties?.sheetId);
    return now === undefined ? ["a tab of theirs is gone"] : judgeTab({ ...input, tab, now });
  });
}

type Batch = {
  before: readonly TabSeen[];
  after: readonly TabSeen[];
  /** Whether the formula stood there when the worker read; it cannot know what came, or came there, later. */
  wasRead: (at: { row: number; column: number; formula: string }) => boolean;
  /** A formula that was not read was covered, beside this name. */
  onCovered: (name: string) => void;
};

function judgeTab(input: Batch & { tab: TabSeen; now: TabSeen }): string[] {
  const { tab: before, now: after } = input;
  const found: string[] = [];
  for (const part of ["merges", "conditionalFormats", "protectedRanges", "basicFilter"] as const) {
    if (!isSame(before[part], after[part])) found.push(`${part} of theirs were changed`);
  }
  const rows = rowsOf(before);
  const now = rowsAsBefore({ before: rows, after: rowsOf(after) });
  const headers = (now[0] ?? []).map(textOf);
  const isOurs = (column: number) => ourHeaders.has(headers[column] ?? "");
  const isShared = (column: number) => sharedHeaders.test(headers[column] ?? "");
  // Nobody types there; what lands there is to be gone at the end.
  const isNobodys = (column: number) => ["", "Mine"].includes(headers[column] ?? "");
  // A row that was inserted for somebody pushes down what stands below it; somebody may type there meanwhile.
  const isSameRow = (a: CellSeen[] = [], b: CellSeen[] = []) =>
    Array.from({ length: Math.max(a.length, b.length) }, (_, at) => at).every(
      (at) => isOurs(at) || isSame(moved(a[at], isShared(at)), moved(b[at], isShared(at))),
    );
  const added = Math.max(0, now.findLastIndex(isFilled) - rows.findLastIndex(isFilled));
  for (const [row, cells] of rows.entries()) {
    if (!isFilled(cells) || (added > 0 && isSameRow(cells, now[row + added]))) continue;
    const width = Math.max(cells.length, now[row]?.length ?? 0);
    for (let column = 0; column < width; column += 1) {
      if (isOurs(column)) continue;
      const where = `row ${row + 1}, ${headers[column] ?? "no header"}`;
      const [was, is] = [cells[column], now[row]?.[column]];
      found.push(...judgeLooks({ where, was, is }));
      const formula = was?.userEnteredValue?.formulaValue;
      const isCovered = formula !== undefined && is?.userEnteredValue?.formulaValue !== formula;
      if (isCovered && input.wasRead({ row, column, formula })) {
        found.push(`${where}: the formula ${formula} was written over`);
      } else if (isCovered) input.onCovered(textOf(cells[0] ?? {}));
      const isTheirs = !(isShared(column) && row > 0) && !isNobodys(column);
      if (isTheirs && !isSame(was?.userEnteredValue, is?.userEnteredValue)) {
        found.push(`${where}: a value of theirs was written over`);
      }
    }
  }
  return found;
}

function judgeLooks(input: {
  where: string;
  was: CellSeen | undefined;
  is: CellSeen | undefined;
}): string[] {
  const { where, was, is } = input;
  return [
    ...(isSame(was?.note, is?.note) ? [] : [`${where}: the remark was changed`]),
    ...(isSame(was?.userEnteredFormat, is?.userEnteredFormat)
      ? []
      : [`${where}: the format was changed`]),
    ...(isSame(was?.dataValidation, is?.dataValidation)
      ? []
      : [`${where}: the dropdown was changed`]),
  ];
}

/** What of a cell stays when its row moves: references of formulas do not, and what is shared may be typed meanwhile. */
function moved(cell: CellSeen | undefined, isShared: boolean): CellSeen | null {
  if (cell === undefined) return null;
  const { userEnteredValue: value, ...look } = cell;
  const formulaValue = value?.formulaValue?.replaceAll(/\d+/g, "#");
  if (formulaValue !== undefined) return { ...look, userEnteredValue: { formulaValue } };
  if (!isShared && value !== undefined) return { ...look, userEnteredValue: value };
  return Object.keys(look).length === 0 ? null : look;
}

/** Columns of ours that were inserted push those to the right of them; each is compared where it stood. */
function rowsAsBefore(input: { before: CellSeen[][]; after: CellSeen[][] }): CellSeen[][] {
  const [was, is] = [input.before, input.after].map((rows) => (rows[0] ?? []).map(textOf));
  const added = (is ?? []).findIndex((text, at) => ourHeaders.has(text) && was?.[at] !== text);
  const count = (is ?? []).length - (was ?? []).length;
  const isPushed = added >= 0 && count > 0 && (was ?? [])[added] !== undefined;
  if (!isPushed) return input.after;
  const width = (is ?? []).length;
  return input.after.map((cells) => {
    const row = Array.from({ length: Math.max(width, cells.length) }, (_, at) => cells[at] ?? {});
    return [
      ...row.slice(0, added),
      ...row.slice(added + count),
      ...row.slice(added, added + count),
    ];
  });
}

const rowsOf = (tab: TabSeen) => (tab.data?.[0]?.rowData ?? []).map(({ values }) => values ?? []);

const isFilled = (cells: readonly CellSeen[]) =>
  cells.some(({ userEnteredValue }) => userEnteredValue !== undefined);

const textOf = ({ userEnteredValue }: CellSeen) => String(userEnteredValue?.["stringValue"] ?? "");

const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
