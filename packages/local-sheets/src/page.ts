import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { Hono, type Context } from "hono";
import { importRequests } from "./page/importRequests.ts";
import { exportFields } from "./page/exportFields.ts";
import { noPageYet } from "./page/noPageYet.ts";
import type { Book } from "./page/workbookTypes.ts";
import type { LocalSheets } from "./workspace/localSheets.ts";

const builtFolder = join(import.meta.dirname, "../dist/page");

/** Nothing may be fetched from or sent to anywhere but this server: patient data stays here. */
const headers = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; "),
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const contentTypes: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The browser page: `/` lists the spreadsheets, `/spreadsheets/d/ID/edit` opens one. */
export function createPage({ sheets }: { sheets: LocalSheets }): Hono {
  const app = new Hono();
  app.get("/", showPage);
  app.get("/spreadsheets/d/:id", (context) =>
    context.redirect(`/spreadsheets/d/${context.req.param("id")}/edit`),
  );
  app.get("/spreadsheets/d/:id/*", showPage);
  app.get("/_page/assets/:name", showAsset);
  app.get("/_page/files", (context) => context.json({ files: listFiles(sheets) }));
  app.get("/_page/files/:name{.+\\.xlsx}", (context) => downloadXlsx({ context, sheets }));
  app.post("/_page/files", (context) => uploadXlsx({ context, sheets, spreadsheetId: undefined }));
  app.post("/_page/files/:id", (context) =>
    uploadXlsx({ context, sheets, spreadsheetId: context.req.param("id") }),
  );
  return app;
}

function showPage(context: Context): Response {
  const page = readBuilt("index.html");
  if (page === undefined) return context.html(noPageYet, 503, headers);
  return context.body(page, 200, {
    ...headers,
    "content-type": contentTypes[".html"] ?? "",
    "cache-control": "no-store",
  });
}

function showAsset(context: Context): Response {
  const name = context.req.param("name") ?? "";
  const content = /^[\w.-]+$/.test(name) ? readBuilt(join("assets", name)) : undefined;
  if (content === undefined) return context.text("Not found", 404, headers);
  return context.body(content, 200, {
    ...headers,
    "content-type": contentTypes[extname(name)] ?? "application/octet-stream",
    "cache-control": "public, max-age=31536000, immutable",
  });
}

function readBuilt(name: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(readFileSync(join(builtFolder, name)));
  } catch {
    return undefined;
  }
}

function listFiles(sheets: LocalSheets): { id: string; name: string; modifiedTime: string }[] {
  const { files, documents } = sheets.workspace;
  return [...files.values()]
    .filter((file) => documents.has(file.id) && !file.trashed)
    .toSorted((left, right) => right.modifiedMs - left.modifiedMs)
    .map(({ id, name, modifiedMs }) => ({
      id,
      name,
      modifiedTime: new Date(modifiedMs).toISOString(),
    }));
}

interface Answered {
  status: number;
  body: unknown;
}

function ask({
  sheets,
  method,
  target,
  body,
}: {
  sheets: LocalSheets;
  method: string;
  target: string;
  body?: object;
}): Answered {
  const { status, answer } = sheets.answer({
    method,
    target,
    who: "page",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status, body: answer.kind === "json" ? answer.body : {} };
}

async function downloadXlsx({
  context,
  sheets,
}: {
  context: Context;
  sheets: LocalSheets;
}): Promise<Response> {
  const id = (context.req.param("name") ?? "").replace(/\.xlsx$/, "");
  const { status, body } = ask({
    sheets,
    method: "GET",
    target: `/v4/spreadsheets/${encodeURIComponent(id)}?fields=${encodeURIComponent(exportFields)}`,
  });
  if (status !== 200) return context.json(body as object, 404, headers);
  const { writeXlsx } = await import("./page/writeXlsx.ts");
  const book = body as Book;
  const file = await writeXlsx(book);
  return context.body(new Uint8Array(file), 200, {
    ...headers,
    "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`${book.properties.title}.xlsx`)}`,
  });
}

async function uploadXlsx({
  context,
  sheets,
  spreadsheetId,
}: {
  context: Context;
  sheets: LocalSheets;
  spreadsheetId: string | undefined;
}): Promise<Response> {
  const refuse = (message: string): Response => context.json({ error: { message } }, 400, headers);
  const fileName = decodeURIComponent(context.req.header("x-file-name") ?? "Untitled.xlsx");
  const { readXlsx } = await import("./page/readXlsx.ts");
  const bytes = new Uint8Array(await context.req.arrayBuffer());
  const reading = await readXlsx({ bytes, title: fileName.replace(/\.xlsx$/i, "") });
  if (reading.kind === "refused") return refuse(reading.reason);
  const target =
    spreadsheetId === undefined
      ? ask({
          sheets,
          method: "POST",
          target: "/v4/spreadsheets",
          body: { properties: reading.book.properties },
        })
      : ask({
          sheets,
          method: "GET",
          target: `/v4/spreadsheets/${encodeURIComponent(spreadsheetId)}?fields=spreadsheetId,sheets.properties`,
        });
  if (target.status !== 200) return context.json(target.body as object, 400, headers);
  const existing = target.body as {
    spreadsheetId: string;
    sheets: { properties: { sheetId?: number; title: string } }[];
  };
  const isNew = spreadsheetId === undefined;
  const requests = importRequests({
    sheets: reading.book.sheets,
    takenTitles: isNew ? [] : existing.sheets.map(({ properties }) => properties.title),
    takenSheetIds: existing.sheets.map(({ properties }) => properties.sheetId ?? 0),
  });
  const setAside = existing.sheets.map(({ properties }) => ({
    updateSheetProperties: {
      properties: { sheetId: properties.sheetId ?? 0, title: `_${properties.title}_` },
      fields: "title",
    },
  }));
  const removed = existing.sheets.map(({ properties }) => ({
    deleteSheet: { sheetId: properties.sheetId ?? 0 },
  }));
  const batch = ask({
    sheets,
    method: "POST",
    target: `/v4/spreadsheets/${encodeURIComponent(existing.spreadsheetId)}:batchUpdate`,
    body: { requests: isNew ? [...setAside, ...requests, ...removed] : requests },
  });
  if (batch.status !== 200) return context.json(batch.body as object, 400, headers);
  return context.json(
    { spreadsheetId: existing.spreadsheetId, notTaken: reading.notTaken },
    200,
    headers,
  );
}
