import { invalid } from "../model/apiError.ts";
import { cellOf, enteredOf, slotOf, withEntered, type Slot } from "../model/cell.ts";
import type { Area, GridRange, Place, Sheet } from "../model/document.ts";
import { slotAt, writableSheet, writeSlot } from "../model/draft.ts";
import { growGrid } from "../model/growGrid.ts";
import { parseEntered } from "../values/parseEntered.ts";
import { effectiveValue, formattedText } from "../values/render.ts";
import { handler, placeOf, type BatchContext, type DimensionRange } from "./context.ts";

const shown = (context: BatchContext, sheet: Sheet, row: number, column: number): string => {
  const { document } = context.draft;
  const value = effectiveValue({ document, sheet, row, column });
  return value === undefined
    ? ""
    : formattedText({ document, slot: slotAt(sheet, row, column), value });
};

export const trimWhitespace = handler<{ range?: GridRange }>((context, { range }) => {
  const { sheet: found, area } = placeOf(context, range);
  const sheet = writableSheet(context.draft, found.sheetId);
  let cellsChangedCount = 0;
  for (let row = area.startRow; row < Math.min(area.endRow, sheet.rows.length); row += 1) {
    for (let column = area.startColumn; column < area.endColumn; column += 1) {
      const slot = slotAt(sheet, row, column);
      const entered = enteredOf(slot);
      if (typeof entered !== "string") continue;
      const trimmed = entered.trim().replaceAll(/\s+/g, " ");
      if (trimmed === entered) continue;
      cellsChangedCount += 1;
      writeSlot(
        context.draft,
        sheet,
        { row, column },
        withEntered(slot, trimmed === "" ? undefined : trimmed),
      );
    }
  }
  return { trimWhitespace: cellsChangedCount === 0 ? {} : { cellsChangedCount } };
});

function comparedColumns(area: Area, comparison: readonly DimensionRange[] | undefined): number[] {
  const all = Array.from(
    { length: area.endColumn - area.startColumn },
    (_, offset) => area.startColumn + offset,
  );
  if (!comparison || comparison.length === 0) return all;
  return all.filter((column) =>
    comparison.some(
      ({ startIndex = 0, endIndex = Number.MAX_SAFE_INTEGER }) =>
        column >= startIndex && column < endIndex,
    ),
  );
}

export const deleteDuplicates = handler<{
  range?: GridRange;
  comparisonColumns?: DimensionRange[];
}>((context, request) => {
  const { sheet: found, area } = placeOf(context, request.range);
  const columns = comparedColumns(area, request.comparisonColumns);
  const sheet = writableSheet(context.draft, found.sheetId);
  const seen = new Set<string>();
  const kept: Slot[][] = [];
  let duplicatesRemovedCount = 0;
  for (let row = area.startRow; row < area.endRow; row += 1) {
    const slots = Array.from({ length: area.endColumn - area.startColumn }, (_, offset) =>
      slotAt(sheet, row, area.startColumn + offset),
    );
    const key = JSON.stringify(
      columns.map((column) => shown(context, sheet, row, column).toLowerCase()),
    );
    const isBlank = slots.every((slot) => enteredOf(slot) === undefined);
    if (!isBlank && seen.has(key)) duplicatesRemovedCount += 1;
    else kept.push(slots);
    seen.add(key);
  }
  for (let row = area.startRow; row < area.endRow; row += 1) {
    for (let column = area.startColumn; column < area.endColumn; column += 1) {
      const slot = kept[row - area.startRow]?.[column - area.startColumn];
      if (slot !== slotAt(sheet, row, column))
        writeSlot(context.draft, sheet, { row, column }, slot);
    }
  }
  return { deleteDuplicates: duplicatesRemovedCount === 0 ? {} : { duplicatesRemovedCount } };
});

const delimiters: Readonly<Record<string, string>> = {
  COMMA: ",",
  SEMICOLON: ";",
  PERIOD: ".",
  SPACE: " ",
};

function delimiterFor(type: string, custom: string | undefined, texts: readonly string[]): string {
  if (type === "CUSTOM") {
    if (custom === undefined || custom === "")
      throw invalid("A custom delimiter must be specified.");
    return custom;
  }
  const fixed = delimiters[type];
  if (fixed !== undefined) return fixed;
  return (
    [",", ";", "\t", " "].find((candidate) => texts.some((text) => text.includes(candidate))) ?? ","
  );
}

/** Splits at the delimiter, except inside double quotes. */
export function splitDelimited(text: string, delimiter: string): string[] {
  const parts: string[] = [];
  let part = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (letter === '"' && (part === "" || isQuoted)) {
      if (isQuoted && text[at + 1] === '"') {
        part += '"';
        at += 1;
      } else isQuoted = !isQuoted;
    } else if (!isQuoted && text.startsWith(delimiter, at)) {
      parts.push(part);
      part = "";
      at += delimiter.length - 1;
    } else part += letter;
  }
  return [...parts, part];
}

function writeEntered(context: BatchContext, sheet: Sheet, place: Place, text: string): void {
  const { entered, numberFormat } = parseEntered(text, context.draft.document.properties.locale);
  const cell = cellOf(withEntered(slotAt(sheet, place.row, place.column), entered));
  writeSlot(
    context.draft,
    sheet,
    place,
    slotOf(numberFormat ? { ...cell, format: { ...cell.format, numberFormat } } : cell),
  );
}

export const textToColumns = handler<{
  source?: GridRange;
  delimiter?: string;
  delimiterType?: string;
}>((context, request) => {
  const { sheet: found, area } = placeOf(context, request.source);
  if (area.endColumn - area.startColumn !== 1)
    throw invalid("The source range must span exactly one column.");
  const sheet = writableSheet(context.draft, found.sheetId);
  const rows = Array.from(
    { length: Math.min(area.endRow, sheet.rows.length) - area.startRow },
    (_, offset) => area.startRow + offset,
  );
  const texts = rows.map((row) => shown(context, sheet, row, area.startColumn));
  const delimiter = delimiterFor(request.delimiterType ?? "AUTODETECT", request.delimiter, texts);
  rows.forEach((row, index) => {
    const parts = splitDelimited(texts[index] ?? "", delimiter);
    if (parts.length < 2) return;
    growGrid({ draft: context.draft, sheet, columnCount: area.startColumn + parts.length });
    parts.forEach((part, offset) =>
      writeEntered(context, sheet, { row, column: area.startColumn + offset }, part.trim()),
    );
  });
  return undefined;
});

interface PasteDataRequest {
  coordinate?: { sheetId?: number; rowIndex?: number; columnIndex?: number };
  data?: string;
  delimiter?: string;
  html?: boolean;
}

export const pasteData = handler<PasteDataRequest>((context, request) => {
  const { coordinate = {}, data = "", html } = request;
  const { sheetId, rowIndex = 0, columnIndex = 0 } = coordinate;
  const place = placeOf(context, {
    ...(sheetId === undefined ? {} : { sheetId }),
    startRowIndex: rowIndex,
    startColumnIndex: columnIndex,
  });
  const sheet = writableSheet(context.draft, place.sheet.sheetId);
  const rows =
    html === true
      ? htmlRows(data)
      : data.split(/\r?\n/).map((line) => splitDelimited(line, request.delimiter ?? "\t"));
  growGrid({
    draft: context.draft,
    sheet,
    rowCount: rowIndex + rows.length,
    columnCount: columnIndex + Math.max(0, ...rows.map((row) => row.length)),
  });
  rows.forEach((parts, row) =>
    parts.forEach((part, column) =>
      writeEntered(context, sheet, { row: rowIndex + row, column: columnIndex + column }, part),
    ),
  );
  return undefined;
});

const plainText = (html: string): string =>
  html
    .replaceAll(/<br\s*\/?>/gi, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();

function htmlRows(html: string): string[][] {
  const rows = [...html.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/gi)];
  if (rows.length === 0) return [[plainText(html)]];
  return rows.map((row) =>
    [...(row[1] ?? "").matchAll(/<t[dh][^>]*>([\s\S]*?)<\/t[dh]>/gi)].map((cell) =>
      plainText(cell[1] ?? ""),
    ),
  );
}
