import type { SheetClient } from "../google/client.ts";
import type { GridRange } from "../google/types.ts";
import { toA1 } from "../view/a1.ts";
import {
  hasFormulas,
  type SpreadsheetView,
  toSpreadsheetView,
  withReadParts,
} from "../view/sheetView.ts";

/** What the server said has changed; `isAll` when that can not be told by ranges. */
export interface ReadRequest {
  isAll: boolean;
  ranges: GridRange[];
  /** Cells that somebody else wrote, to be highlighted. */
  writtenByOthers: GridRange[];
}

export interface Reader {
  request: (request: ReadRequest) => void;
}

const rowsWorthARead = 400;

/** Reads again what has changed: one read at a time, requests that come meanwhile are joined into the next. */
export function createReader({
  client,
  current,
  onRead,
  onFailure,
}: {
  client: SheetClient;
  current: () => SpreadsheetView | undefined;
  onRead: (request: { view: SpreadsheetView; writtenByOthers: GridRange[] }) => void;
  onFailure: (error: unknown) => void;
}): Reader {
  let waiting: ReadRequest | undefined;
  let isReading = false;
  const run = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    while (waiting !== undefined) {
      const request = waiting;
      waiting = undefined;
      try {
        const view = await read({ client, request, view: current() });
        onRead({ view, writtenByOthers: request.writtenByOthers });
      } catch (error) {
        onFailure(error);
      }
    }
    isReading = false;
  };
  return {
    request: (request) => {
      waiting = waiting === undefined ? request : join(waiting, request);
      void run();
    },
  };
}

const join = (left: ReadRequest, right: ReadRequest): ReadRequest => ({
  isAll: left.isAll || right.isAll,
  ranges: [...left.ranges, ...right.ranges],
  writtenByOthers: [...left.writtenByOthers, ...right.writtenByOthers],
});

async function read({
  client,
  request,
  view,
}: {
  client: SheetClient;
  request: ReadRequest;
  view: SpreadsheetView | undefined;
}): Promise<SpreadsheetView> {
  const ranges = view === undefined ? undefined : partialRanges(view, request);
  if (view === undefined || ranges === undefined) return toSpreadsheetView(await client.read());
  const spreadsheet = await client.read({ ranges: ranges.map(({ a1 }) => a1) });
  const sheets = view.sheets.map((sheet) => {
    const own = ranges.filter(({ range }) => range.sheetId === sheet.sheetId);
    const answer = spreadsheet.sheets?.find(
      (candidate) => (candidate.properties?.sheetId ?? 0) === sheet.sheetId,
    );
    if (own.length === 0 || answer === undefined) return sheet;
    return withReadParts({ view: sheet, ranges: own.map(({ range }) => range), sheet: answer });
  });
  return { ...view, sheets };
}

function partialRanges(
  view: SpreadsheetView,
  request: ReadRequest,
): { range: GridRange; a1: string }[] | undefined {
  if (request.isAll || request.ranges.length === 0 || hasFormulas(view)) return undefined;
  const found: { range: GridRange; a1: string }[] = [];
  let rows = 0;
  for (const range of request.ranges) {
    const sheet = view.sheets.find((candidate) => candidate.sheetId === (range.sheetId ?? 0));
    const isBounded = range.endRowIndex !== undefined && range.endColumnIndex !== undefined;
    if (sheet === undefined || !isBounded) return undefined;
    if (
      (range.endRowIndex ?? 0) > sheet.rowCount ||
      (range.endColumnIndex ?? 0) > sheet.columnCount
    )
      return undefined;
    rows += (range.endRowIndex ?? 0) - (range.startRowIndex ?? 0);
    const own = { ...range, sheetId: range.sheetId ?? 0 };
    found.push({ range: own, a1: toA1({ title: sheet.title, range: own }) });
  }
  return rows > rowsWorthARead || found.length > 50 ? undefined : found;
}
