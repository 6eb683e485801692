import type { Context } from "hono";
import type { LocalSheets } from "../workspace/localSheets.ts";
import { ask, spreadsheetPath } from "./ask.ts";
import { importRequests, type ImportRequest } from "./importRequests.ts";
import type { Book } from "./workbookTypes.ts";

const maximumBytes = 50_000_000;

interface Existing {
  spreadsheetId: string;
  sheets: { properties: { sheetId?: number; title: string } }[];
}

/** Adds the tabs of a file to a spreadsheet, or makes a new one of them. One batch: all or nothing. */
export async function uploadXlsx({
  context,
  sheets,
  spreadsheetId,
}: {
  context: Context;
  sheets: LocalSheets;
  spreadsheetId: string | undefined;
}): Promise<Response> {
  if (Number(context.req.header("content-length") ?? 0) > maximumBytes)
    return context.json({ error: { message: "It is larger than 50 MB." } }, 413);
  const { readXlsx } = await import("./readXlsx.ts");
  const bytes = new Uint8Array(await context.req.arrayBuffer());
  const title = fileNameOf(context).replace(/\.xlsx$/i, "");
  const reading = await readXlsx({ bytes, title });
  if (reading.kind === "refused") return context.json({ error: { message: reading.reason } }, 400);
  const target = openTarget({ sheets, spreadsheetId, title });
  if (target.status !== 200) return context.json(target.body as object, 400);
  const existing = target.body as Existing;
  const requests =
    spreadsheetId === undefined
      ? replacingRequests({ existing, book: reading.book })
      : addingRequests({ existing, book: reading.book });
  const batch = ask({
    sheets,
    method: "POST",
    target: `${spreadsheetPath(existing.spreadsheetId)}:batchUpdate`,
    body: { requests },
  });
  if (batch.status !== 200) return context.json(batch.body as object, 400);
  return context.json({ spreadsheetId: existing.spreadsheetId, notTaken: reading.notTaken });
}

function fileNameOf(context: Context): string {
  const given = context.req.header("x-file-name") ?? "Untitled.xlsx";
  try {
    return decodeURIComponent(given);
  } catch {
    return given;
  }
}

function openTarget({
  sheets,
  spreadsheetId,
  title,
}: {
  sheets: LocalSheets;
  spreadsheetId: string | undefined;
  title: string;
}): ReturnType<typeof ask> {
  if (spreadsheetId === undefined)
    return ask({
      sheets,
      method: "POST",
      target: "/v4/spreadsheets",
      body: { properties: { title } },
    });
  const target = `${spreadsheetPath(spreadsheetId)}?fields=spreadsheetId,sheets.properties`;
  return ask({ sheets, method: "GET", target });
}

const idsOf = (existing: Existing): number[] =>
  existing.sheets.map(({ properties }) => properties.sheetId ?? 0);

function addingRequests({ existing, book }: { existing: Existing; book: Book }): ImportRequest[] {
  return importRequests({
    sheets: book.sheets,
    takenTitles: existing.sheets.map(({ properties }) => properties.title),
    takenSheetIds: idsOf(existing),
  });
}

/** The tab that a new spreadsheet comes with steps aside first, so that its title is free, and goes last. */
function replacingRequests({
  existing,
  book,
}: {
  existing: Existing;
  book: Book;
}): ImportRequest[] {
  const setAside = existing.sheets.map(({ properties }) => ({
    updateSheetProperties: {
      properties: { sheetId: properties.sheetId ?? 0, title: `_${properties.title}_` },
      fields: "title",
    },
  }));
  const added = importRequests({
    sheets: book.sheets,
    takenTitles: [],
    takenSheetIds: idsOf(existing),
  });
  return [
    ...setAside,
    ...added,
    ...idsOf(existing).map((sheetId) => ({ deleteSheet: { sheetId } })),
  ];
}
