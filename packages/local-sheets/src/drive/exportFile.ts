import type { Answer, Verb } from "../http/call.ts";
import { boundedArea } from "../model/area.ts";
import type { Document, Sheet } from "../model/document.ts";
import { readArea } from "../values/readArea.ts";
import { DriveError } from "./driveError.ts";
import { fileOf } from "./files.ts";
import { writeXlsx } from "./writeXlsx.ts";

const quoted = (text: string, separator: string): string =>
  text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function delimited(document: Document, sheet: Sheet, separator: string): string {
  const options = { value: "FORMATTED_VALUE", dateTime: "SERIAL_NUMBER" } as const;
  const rows = readArea({
    document,
    sheet,
    area: boundedArea({}, sheet.grid),
    options,
    majorDimension: "ROWS",
  });
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const line = (row: (typeof rows)[number]): string =>
    Array.from({ length: width }, (_, column) => quoted(String(row[column] ?? ""), separator)).join(
      separator,
    );
  return rows.map(line).join("\r\n");
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export function exportDocument(document: Document, type: string): Answer {
  const [first] = document.sheets;
  if (!first) return { kind: "text", body: "", type };
  switch (type) {
    case "text/csv":
      return { kind: "text", body: delimited(document, first, ","), type };
    case "text/tab-separated-values":
      return { kind: "text", body: delimited(document, first, "\t"), type };
    case xlsxType:
      return { kind: "bytes", body: writeXlsx(document), type };
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
    return exportDocument(document, type);
  },
};
