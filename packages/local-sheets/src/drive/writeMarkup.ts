import type { Document, Sheet } from "../model/document.ts";
import { shownRows } from "./shownRows.ts";
import { zip } from "./zip.ts";

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (letter) => escapes[letter] ?? letter);

function table(document: Document, sheet: Sheet): string {
  const rows = shownRows(document, sheet).map(
    (row) => `<tr>${row.map((cell) => `<td>${escaped(String(cell))}</td>`).join("")}</tr>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>${escaped(sheet.title)}</title><table>${rows.join("\n")}</table>`;
}

/** One page a sheet, zipped. */
export const writeHtml = (document: Document): Uint8Array =>
  zip(
    document.sheets.map((sheet) => ({
      name: `${sheet.title.replaceAll(/[/\\]/g, "_")}.html`,
      text: table(document, sheet),
    })),
  );

const odsType = "application/vnd.oasis.opendocument.spreadsheet";
const names =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"';

function odsTable(document: Document, sheet: Sheet): string {
  const cell = (value: unknown): string =>
    `<table:table-cell office:value-type="string"><text:p>${escaped(String(value))}</text:p></table:table-cell>`;
  const rows = shownRows(document, sheet).map(
    (row) =>
      `<table:table-row>${row.length === 0 ? "<table:table-cell/>" : row.map(cell).join("")}</table:table-row>`,
  );
  return `<table:table table:name="${escaped(sheet.title)}"><table:table-column/>${rows.join("")}</table:table>`;
}

/** An OpenDocument spreadsheet with what the cells show, as text. */
export function writeOds(document: Document): Uint8Array {
  const tables = document.sheets.map((sheet) => odsTable(document, sheet)).join("");
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${names} office:version="1.3"><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
  const manifest = `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${odsType}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`;
  return zip([
    { name: "mimetype", text: odsType },
    { name: "META-INF/manifest.xml", text: manifest },
    { name: "content.xml", text: content },
  ]);
}
