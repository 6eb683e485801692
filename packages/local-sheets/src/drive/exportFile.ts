import type { Answer, Verb } from "../http/call.ts";
import type { Document, Sheet } from "../model/document.ts";
import { DriveError } from "./driveError.ts";
import { fileOf } from "./files.ts";
import { shownRows } from "./shownRows.ts";
import { writeHtml, writeOds } from "./writeMarkup.ts";
import { writePdf } from "./writePdf.ts";
import { writeXlsx } from "./writeXlsx.ts";

const quoted = (text: string, separator: string): string =>
  text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function delimited(document: Document, sheet: Sheet, separator: string): string {
  const rows = shownRows(document, sheet);
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const line = (row: (typeof rows)[number]): string =>
    Array.from({ length: width }, (_, column) => quoted(String(row[column] ?? ""), separator)).join(
      separator,
    );
  return rows.map(line).join("\r\n");
}

/** The short names of Google's download addresses. */
export const exportTypes: Readonly<Record<string, string>> = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  zip: "application/zip",
  pdf: "application/pdf",
};

/** One sheet as text, or the whole document as a file. @throws 400 for a type that Drive does not write. */
export function exportDocument(document: Document, type: string, sheetId?: number): Answer {
  const sheet =
    sheetId === undefined
      ? document.sheets[0]
      : document.sheets.find((other) => other.sheetId === sheetId);
  if (!sheet) throw new DriveError(400, "invalid", "Invalid Value", "gid");
  switch (type) {
    case exportTypes["csv"]:
      return { kind: "text", body: delimited(document, sheet, ","), type };
    case exportTypes["tsv"]:
      return { kind: "text", body: delimited(document, sheet, "\t"), type };
    case exportTypes["xlsx"]:
      return { kind: "bytes", body: writeXlsx(document), type };
    case exportTypes["ods"]:
      return { kind: "bytes", body: writeOds(document), type };
    case exportTypes["zip"]:
      return { kind: "bytes", body: writeHtml(document), type };
    case exportTypes["pdf"]:
      return { kind: "bytes", body: writePdf(document, sheet), type };
    default:
      throw new DriveError(
        400,
        "badRequest",
        "The requested conversion is not supported.",
        "convertTo",
      );
  }
}

export const exportFile: Verb = {
  isWrite: false,
  run: (call) => {
    const file = fileOf(call, call.path[0] ?? "");
    const type = call.query.get("mimeType");
    if (type === null)
      throw new DriveError(400, "required", "Required parameter: mimeType", "mimeType");
    const document = call.workspace.documents.get(file.id);
    if (!document)
      throw new DriveError(403, "fileNotExportable", "Export only supports Docs Editors files.");
    const gid = call.query.get("gid");
    return exportDocument(document, type, gid === null ? undefined : Number(gid));
  },
};
