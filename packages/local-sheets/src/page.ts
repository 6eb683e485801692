import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { Hono, type Context } from "hono";
import { downloadXlsx } from "./page/downloadXlsx.ts";
import { noPageYet } from "./page/noPageYet.ts";
import { uploadXlsx } from "./page/uploadXlsx.ts";
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
  app.get("/_page/files/:name{.+\\.xlsx}", (context) =>
    downloadXlsx({
      context,
      sheets,
      spreadsheetId: context.req.param("name").replace(/\.xlsx$/, ""),
    }),
  );
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
