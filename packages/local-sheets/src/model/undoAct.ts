import type { DeveloperMetadata, Document, Row, Sheet } from "./document.ts";
import { setSlot, writableRow, writableSheet, type Draft } from "./draft.ts";
import { deleteDimension, insertDimension } from "./reshape.ts";

export interface UndoneAct {
  readonly before: Document;
  readonly after: Document;
}

const isSame = (left: unknown, right: unknown): boolean =>
  left === right || JSON.stringify(left) === JSON.stringify(right);

const keyIndex = (sheet: Sheet): Map<number, number> =>
  new Map(sheet.rows.flatMap((row, index) => (row ? [[row.key, index] as const] : [])));
const columnIndex = (sheet: Sheet): Map<number, number> =>
  new Map(sheet.columns.map((column, index) => [column.key, index]));

/** Where something that was deleted belongs now: behind the nearest neighbour before it that is still there. */
function placeAfter(
  keysBefore: readonly (number | undefined)[],
  at: number,
  now: ReadonlyMap<number, number>,
): number {
  for (let index = at - 1; index >= 0; index -= 1) {
    const key = keysBefore[index];
    const found = key === undefined ? undefined : now.get(key);
    if (found !== undefined) return found + 1 + (at - 1 - index);
  }
  return at;
}

function undoRows(draft: Draft, sheet: Sheet, before: Sheet, after: Sheet): void {
  const wantedCount = sheet.grid.rowCount + before.grid.rowCount - after.grid.rowCount;
  const [keptBefore, keptAfter] = [keyIndex(before), keyIndex(after)];
  for (const key of keptAfter.keys()) {
    const at = keptBefore.has(key) ? undefined : keyIndex(sheet).get(key);
    const wasBlankPlace = after.grid.rowCount === before.grid.rowCount;
    if (at !== undefined && !wasBlankPlace)
      deleteDimension({
        draft,
        sheetId: sheet.sheetId,
        dimension: "ROWS",
        startIndex: at,
        endIndex: at + 1,
      });
  }
  const keysBefore = before.rows.map((row) => row?.key);
  before.rows.forEach((row, index) => {
    if (!row || keptAfter.has(row.key) || keyIndex(sheet).has(row.key)) return;
    const at = Math.min(placeAfter(keysBefore, index, keyIndex(sheet)), sheet.grid.rowCount);
    while (sheet.rows.length < at) sheet.rows.push(undefined);
    insertDimension({
      draft,
      sheetId: sheet.sheetId,
      dimension: "ROWS",
      startIndex: at,
      count: 1,
      inheritFromBefore: false,
    });
    sheet.rows[at] = {
      ...row,
      owner: draft.token,
      slots: [...row.slots],
      touchedFrom: 0,
      touchedTo: Math.max(0, row.slots.length - 1),
    };
  });
  if (sheet.rows.length <= wantedCount) sheet.grid = { ...sheet.grid, rowCount: wantedCount };
}

function undoColumns(draft: Draft, sheet: Sheet, before: Sheet, after: Sheet): void {
  const [keptBefore, keptAfter] = [columnIndex(before), columnIndex(after)];
  for (const key of keptAfter.keys()) {
    const at = keptBefore.has(key) ? undefined : columnIndex(sheet).get(key);
    if (at !== undefined)
      deleteDimension({
        draft,
        sheetId: sheet.sheetId,
        dimension: "COLUMNS",
        startIndex: at,
        endIndex: at + 1,
      });
  }
  const keysBefore = before.columns.map((column) => column.key);
  before.columns.forEach((column, index) => {
    if (keptAfter.has(column.key) || columnIndex(sheet).has(column.key)) return;
    const at = placeAfter(keysBefore, index, columnIndex(sheet));
    insertDimension({
      draft,
      sheetId: sheet.sheetId,
      dimension: "COLUMNS",
      startIndex: at,
      count: 1,
      inheritFromBefore: false,
    });
    sheet.columns[at] = column;
    const rows = keyIndex(sheet);
    for (const row of before.rows) {
      const slot = row?.slots[index];
      const here = row && rows.get(row.key);
      if (slot !== undefined && here !== undefined)
        setSlot(writableRow(draft, sheet, here), at, slot);
    }
  });
}

function undoRowDetails(row: Row, before: Row, after: Row): void {
  if (before.pixelSize !== after.pixelSize) row.pixelSize = before.pixelSize;
  if (before.hiddenByUser !== after.hiddenByUser) row.hiddenByUser = before.hiddenByUser;
  if (before.hiddenByFilter !== after.hiddenByFilter) row.hiddenByFilter = before.hiddenByFilter;
}

function undoCells(draft: Draft, sheet: Sheet, before: Sheet, after: Sheet): void {
  const [beforeRows, nowRows] = [keyIndex(before), keyIndex(sheet)];
  const [beforeColumns, nowColumns] = [columnIndex(before), columnIndex(sheet)];
  for (const row of after.rows) {
    const at = row && nowRows.get(row.key);
    if (!row || at === undefined) continue;
    const old = before.rows[beforeRows.get(row.key) ?? -1];
    if (old === row) continue;
    const width = Math.max(row.slots.length, old?.slots.length ?? 0);
    const target = writableRow(draft, sheet, at);
    for (let index = 0; index < Math.max(width, after.columns.length); index += 1) {
      const key = after.columns[index]?.key;
      const beforeColumn = key === undefined ? undefined : beforeColumns.get(key);
      const column = key === undefined ? undefined : nowColumns.get(key);
      if (column === undefined || beforeColumn === undefined) continue;
      const slot = old?.slots[beforeColumn];
      if (slot !== row.slots[index]) setSlot(target, column, slot);
    }
    if (old) undoRowDetails(target, old, row);
  }
}

const undone = <T>(now: T, before: T, after: T): T =>
  !isSame(before, after) && isSame(now, after) ? before : now;

function undoProperties(sheet: Sheet, before: Sheet, after: Sheet): void {
  sheet.title = undone(sheet.title, before.title, after.title);
  sheet.hidden = undone(sheet.hidden, before.hidden, after.hidden);
  sheet.rightToLeft = undone(sheet.rightToLeft, before.rightToLeft, after.rightToLeft);
  sheet.tabColorStyle = undone(sheet.tabColorStyle, before.tabColorStyle, after.tabColorStyle);
  sheet.merges = undone(sheet.merges, before.merges, after.merges);
  sheet.conditionalFormats = undone(
    sheet.conditionalFormats,
    before.conditionalFormats,
    after.conditionalFormats,
  );
  sheet.protectedRanges = undone(
    sheet.protectedRanges,
    before.protectedRanges,
    after.protectedRanges,
  );
  sheet.basicFilter = undone(sheet.basicFilter, before.basicFilter, after.basicFilter);
  sheet.filterViews = undone(sheet.filterViews, before.filterViews, after.filterViews);
  sheet.bandedRanges = undone(sheet.bandedRanges, before.bandedRanges, after.bandedRanges);
  sheet.charts = undone(sheet.charts, before.charts, after.charts);
  sheet.rowGroups = undone(sheet.rowGroups, before.rowGroups, after.rowGroups);
  sheet.columnGroups = undone(sheet.columnGroups, before.columnGroups, after.columnGroups);
  sheet.columns = sheet.columns.map((column) => {
    const old = before.columns.find(({ key }) => key === column.key);
    const done = after.columns.find(({ key }) => key === column.key);
    return old && done ? undone(column, old, done) : column;
  });
  const { frozenRowCount, frozenColumnCount, hideGridlines } = before.grid;
  if (!isSame(before.grid, after.grid))
    sheet.grid = { ...sheet.grid, frozenRowCount, frozenColumnCount, hideGridlines };
}

function undoMetadata(draft: Draft, { before, after }: UndoneAct): void {
  const byId = (entries: readonly DeveloperMetadata[]): Map<number, DeveloperMetadata> =>
    new Map(entries.map((entry) => [entry.metadataId, entry]));
  const [old, done, now] = [
    byId(before.developerMetadata),
    byId(after.developerMetadata),
    byId(draft.document.developerMetadata),
  ];
  const kept = draft.document.developerMetadata
    .filter((entry) => old.has(entry.metadataId) || !done.has(entry.metadataId))
    .map((entry) => {
      const [first, second] = [old.get(entry.metadataId), done.get(entry.metadataId)];
      return first && second ? undone(entry, first, second) : entry;
    });
  const returned = before.developerMetadata.filter(
    (entry) => !done.has(entry.metadataId) && !now.has(entry.metadataId),
  );
  draft.document.developerMetadata = [...kept, ...returned];
}

/** Takes one act back and leaves what others did since, cell by cell. */
export function undoAct(draft: Draft, act: UndoneAct): void {
  const { document } = draft;
  const { before, after } = act;
  const beforeIds = new Set(before.sheets.map(({ sheetId }) => sheetId));
  const afterIds = new Set(after.sheets.map(({ sheetId }) => sheetId));
  document.sheets = document.sheets.filter(
    ({ sheetId }) => beforeIds.has(sheetId) || !afterIds.has(sheetId),
  );
  before.sheets.forEach((old, index) => {
    const done = after.sheets.find(({ sheetId }) => sheetId === old.sheetId);
    if (!done) document.sheets = document.sheets.toSpliced(index, 0, old);
    if (!done || done === old || !document.sheets.some(({ sheetId }) => sheetId === old.sheetId))
      return;
    const sheet = writableSheet(draft, old.sheetId);
    undoRows(draft, sheet, old, done);
    undoColumns(draft, sheet, old, done);
    undoCells(draft, sheet, old, done);
    undoProperties(sheet, old, done);
    sheet.hasFormulas ||= old.hasFormulas;
  });
  document.properties = undone(document.properties, before.properties, after.properties);
  document.namedRanges = undone(document.namedRanges, before.namedRanges, after.namedRanges);
  undoMetadata(draft, act);
}
