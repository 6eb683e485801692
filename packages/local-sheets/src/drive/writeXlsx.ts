import { formatArea, columnName } from "../model/a1Text.ts";
import { enteredOf, isCellError, isFormula, type Slot, type Value } from "../model/cell.ts";
import type { Document, Place, Sheet } from "../model/document.ts";
import { numberFormatOf } from "../formats/numberFormatOf.ts";
import { patternOf } from "../formats/patterns.ts";
import { errorText } from "../formulas/errors.ts";
import { effectiveValue } from "../values/render.ts";
import { zip, type ZipEntry } from "./zip.ts";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const unprintable = new RegExp("[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]", "g");
const escapeXml = (text: string): string =>
  text.replaceAll(unprintable, "").replaceAll(/[&<>"]/g, (letter) => escapes[letter] ?? letter);

/** Number formats get a style each, in the order they are met. */
class Styles {
  private readonly patterns: string[] = [];

  indexFor(slot: Slot, document: Document): number {
    const format = numberFormatOf({ slot, document });
    const pattern =
      format &&
      patternOf({ type: format.type, pattern: format.pattern, locale: document.properties.locale });
    if (pattern === undefined) return 0;
    const known = this.patterns.indexOf(pattern);
    return known === -1 ? this.patterns.push(pattern) : known + 1;
  }

  toXml(): string {
    const formats = this.patterns
      .map(
        (pattern, index) =>
          `<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(pattern)}"/>`,
      )
      .join("");
    const cells = this.patterns
      .map(
        (_, index) =>
          `<xf numFmtId="${164 + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
      )
      .join("");
    return `${head}<styleSheet xmlns="${main}">${this.patterns.length === 0 ? "" : `<numFmts count="${this.patterns.length}">${formats}</numFmts>`}<fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${this.patterns.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cells}</cellXfs></styleSheet>`;
  }
}

function valueXml(value: Value): { type: string; content: string } {
  if (typeof value === "number") return { type: "n", content: `<v>${value}</v>` };
  if (typeof value === "boolean") return { type: "b", content: `<v>${value ? 1 : 0}</v>` };
  if (isCellError(value)) return { type: "e", content: `<v>${errorText(value)}</v>` };
  return { type: "str", content: `<v>${escapeXml(value)}</v>` };
}

function cellXml(document: Document, sheet: Sheet, place: Place, styles: Styles): string {
  const { row, column } = place;
  const slot = sheet.rows[row]?.slots[column];
  const value = effectiveValue({ document, sheet, row, column });
  if (value === undefined) return "";
  const entered = enteredOf(slot);
  const address = `${columnName(column)}${row + 1}`;
  const style = styles.indexFor(slot, document);
  if (typeof value === "string" && !isFormula(entered)) {
    return `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
  }
  const { type, content } = valueXml(value);
  const formula = isFormula(entered) ? `<f>${escapeXml(entered.formula.slice(1))}</f>` : "";
  return `<c r="${address}" s="${style}" t="${type}">${formula}${content}</c>`;
}

function sheetXml(document: Document, sheet: Sheet, styles: Styles): string {
  const rows = sheet.rows.map((row, index) => {
    if (!row) return "";
    const width = sheet.hasFormulas ? sheet.grid.columnCount : row.slots.length;
    const cells = Array.from({ length: width }, (_, column) =>
      cellXml(document, sheet, { row: index, column }, styles),
    ).join("");
    return cells === ""
      ? ""
      : `<row r="${index + 1}"${row.hiddenByUser ? ' hidden="1"' : ""}>${cells}</row>`;
  });
  const merges = sheet.merges.map((area) => `<mergeCell ref="${formatArea(area)}"/>`).join("");
  const mergeXml =
    merges === "" ? "" : `<mergeCells count="${sheet.merges.length}">${merges}</mergeCells>`;
  return `${head}<worksheet xmlns="${main}"><sheetData>${rows.join("")}</sheetData>${mergeXml}</worksheet>`;
}

/** A workbook with values, formulas, number formats, merges and hidden rows. */
export function writeXlsx(document: Document): Uint8Array {
  const styles = new Styles();
  const sheets = document.sheets.map((sheet, index): ZipEntry => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    text: sheetXml(document, sheet, styles),
  }));
  const parts = document.sheets.map(
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  const listed = document.sheets.map(
    (sheet, index) =>
      `<sheet name="${escapeXml(sheet.title.slice(0, 31))}" sheetId="${index + 1}" r:id="rId${index + 1}"${sheet.hidden ? ' state="hidden"' : ""}/>`,
  );
  const links = document.sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const stylesId = document.sheets.length + 1;
  return zip([
    {
      name: "[Content_Types].xml",
      text: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${parts.join("")}</Types>`,
    },
    {
      name: "_rels/.rels",
      text: `${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      text: `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${listed.join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      text: `${head}<Relationships xmlns="${packageRelations}">${links.join("")}<Relationship Id="rId${stylesId}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: "xl/styles.xml", text: styles.toXml() },
    ...sheets,
  ]);
}
