import type { IBorderData, IStyleData, Nullable } from "@univerjs/core";
import type { BatchRequest, CellFormat, Color, GridRange } from "../google/types.ts";
import type { Act, ActContext, GridLibraryRange } from "./act.ts";
import { nothing, requests, toGoogleRange } from "./act.ts";

const horizontal: Record<number, string> = { 1: "LEFT", 2: "CENTER", 3: "RIGHT" };
const vertical: Record<number, string> = { 1: "TOP", 2: "MIDDLE", 3: "BOTTOM" };
const wrapping: Record<number, string> = { 1: "OVERFLOW_CELL", 2: "CLIP", 3: "WRAP" };

export interface SetStyleParams {
  range?: GridLibraryRange;
  style: { type: string; value: unknown };
}

export function setStyle({ range, style }: SetStyleParams, context: ActContext): Act {
  const ranges = range === undefined ? context.selections : [range];
  if (Array.isArray(style.value))
    return { kind: "missing", feature: "a different format for each cell" };
  const patch = { [style.type]: style.value } as IStyleData;
  return requests(
    "change the format",
    ranges.map((each) =>
      formatRequest({ range: toGoogleRange(each, context.sheet), style: patch }),
    ),
  );
}

export function formatRequest({
  range,
  style,
}: {
  range: GridRange;
  style: IStyleData;
}): BatchRequest {
  const { format, fields } = toGoogleFormat(style);
  return {
    repeatCell: {
      range,
      cell: { userEnteredFormat: format },
      fields: fields.map((field) => `userEnteredFormat.${field}`).join(","),
    },
  };
}

/** Only the properties that the style names are in `fields`; a null takes the property back to its default. */
export function toGoogleFormat(style: IStyleData): { format: CellFormat; fields: string[] } {
  const format: CellFormat = {};
  const text: NonNullable<CellFormat["textFormat"]> = {};
  const fields: string[] = [];
  const has = (key: keyof IStyleData): boolean => Object.hasOwn(style, key);
  const put = (key: keyof IStyleData, field: string, write: () => void): void => {
    if (!has(key)) return;
    fields.push(field);
    write();
  };
  put("bl", "textFormat.bold", () => (text.bold = style.bl === 1));
  put("it", "textFormat.italic", () => (text.italic = style.it === 1));
  put("ul", "textFormat.underline", () => (text.underline = style.ul?.s === 1));
  put("st", "textFormat.strikethrough", () => (text.strikethrough = style.st?.s === 1));
  put("fs", "textFormat.fontSize", () => (text.fontSize = style.fs ?? 10));
  put("ff", "textFormat.fontFamily", () => (text.fontFamily = style.ff ?? "Arial"));
  put("cl", "textFormat.foregroundColorStyle", () => {
    const rgbColor = toColor(style.cl?.rgb);
    if (rgbColor !== undefined) text.foregroundColorStyle = { rgbColor };
  });
  put("bg", "backgroundColorStyle", () => {
    const rgbColor = toColor(style.bg?.rgb);
    if (rgbColor !== undefined) format.backgroundColorStyle = { rgbColor };
  });
  put("ht", "horizontalAlignment", () =>
    assign(format, "horizontalAlignment", horizontal[style.ht ?? 0]),
  );
  put("vt", "verticalAlignment", () =>
    assign(format, "verticalAlignment", vertical[style.vt ?? 0]),
  );
  put("tb", "wrapStrategy", () => assign(format, "wrapStrategy", wrapping[style.tb ?? 0]));
  put("tr", "textRotation", () => (format.textRotation = { angle: -(style.tr?.a ?? 0) }));
  put("n", "numberFormat", () => assign(format, "numberFormat", toNumberFormat(style.n?.pattern)));
  put("bd", "borders", () => (format.borders = toBorders(style.bd ?? {})));
  if (Object.keys(text).length > 0) format.textFormat = text;
  return { format, fields };
}

function assign<Key extends keyof CellFormat>(
  format: CellFormat,
  key: Key,
  value: CellFormat[Key] | undefined,
): void {
  if (value !== undefined) format[key] = value;
}

export function toColor(rgb: Nullable<string>): Color | undefined {
  if (rgb === null || rgb === undefined || rgb === "") return undefined;
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(expandHex(rgb));
  const parts =
    hex === null
      ? (/rgba?\((\d+),\s*(\d+),\s*(\d+)/.exec(rgb)?.slice(1).map(Number) ?? [])
      : hex.slice(1).map((part) => Number.parseInt(part, 16));
  const [red = 0, green = 0, blue = 0] = parts;
  return { red: red / 255, green: green / 255, blue: blue / 255 };
}

const expandHex = (rgb: string): string =>
  /^#[0-9a-f]{3}$/i.test(rgb) ? `#${rgb.slice(1).replaceAll(/./g, (digit) => digit + digit)}` : rgb;

/** Which of Google's kinds of number format a pattern is. */
export function toNumberFormat(
  pattern: string | null | undefined,
): { type: string; pattern: string } | undefined {
  if (pattern === null || pattern === undefined || pattern === "" || pattern === "General")
    return undefined;
  const bare = pattern.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, "");
  const hasDate = /[yd]/i.test(bare);
  const hasTime = /[hs]/i.test(bare);
  if (pattern === "@" || pattern === "@@@") return { type: "TEXT", pattern: "@" };
  if (hasDate && hasTime) return { type: "DATE_TIME", pattern };
  if (hasDate) return { type: "DATE", pattern };
  if (hasTime) return { type: "TIME", pattern };
  if (bare.includes("%")) return { type: "PERCENT", pattern };
  if (/E[+-]/i.test(bare)) return { type: "SCIENTIFIC", pattern };
  if (/[$€£¥]|\[\$/.test(pattern)) return { type: "CURRENCY", pattern };
  return { type: "NUMBER", pattern };
}

const borderStyles: Record<number, string> = {
  3: "DOTTED",
  4: "DASHED",
  7: "DOUBLE",
  8: "SOLID_MEDIUM",
  13: "SOLID_THICK",
};

function toBorders(borders: IBorderData): NonNullable<CellFormat["borders"]> {
  const side = (border: IBorderData["t"]) =>
    border === null || border === undefined
      ? undefined
      : {
          style: borderStyles[border.s] ?? "SOLID",
          colorStyle: { rgbColor: toColor(border.cl.rgb) ?? {} },
        };
  const sides = {
    top: side(borders.t),
    right: side(borders.r),
    bottom: side(borders.b),
    left: side(borders.l),
  };
  return Object.fromEntries(Object.entries(sides).filter(([, value]) => value !== undefined));
}

export interface SetNumberFormatParams {
  values: { row: number; col: number; pattern?: string }[];
}

export function setNumberFormat({ values }: SetNumberFormatParams, context: ActContext): Act {
  const byPattern = new Map<string, { row: number; col: number }[]>();
  for (const { row, col, pattern = "" } of values)
    byPattern.set(pattern, [...(byPattern.get(pattern) ?? []), { row, col }]);
  const list: BatchRequest[] = [];
  for (const [pattern, cells] of byPattern)
    for (const range of asRanges(cells))
      list.push(
        formatRequest({
          range: toGoogleRange(range, context.sheet),
          style: { n: pattern === "" ? null : { pattern } },
        }),
      );
  return requests("change the number format", list);
}

const symbols: Record<string, string> = { GB: "£", US: "$", CA: "$", AU: "$", NZ: "$", JP: "¥" };
const euroCountries = /^(AT|BE|CY|DE|EE|ES|FI|FR|GR|HR|IE|IT|LT|LU|LV|MT|NL|PT|SI|SK)$/;

/** The currency button takes the currency of the spreadsheet's country. */
export function setCurrency(_params: unknown, context: ActContext): Act {
  const country = context.view.locale.split("_")[1] ?? "US";
  const symbol = symbols[country] ?? (euroCountries.test(country) ? "€" : "$");
  const style = { n: { pattern: `"${symbol}"#,##0.00` } };
  return requests(
    "change the number format",
    context.selections.map((range) =>
      formatRequest({ range: toGoogleRange(range, context.sheet), style }),
    ),
  );
}

function asRanges(cells: readonly { row: number; col: number }[]): GridLibraryRange[] {
  const startRow = Math.min(...cells.map(({ row }) => row));
  const endRow = Math.max(...cells.map(({ row }) => row));
  const startColumn = Math.min(...cells.map(({ col }) => col));
  const endColumn = Math.max(...cells.map(({ col }) => col));
  const isFull = (endRow - startRow + 1) * (endColumn - startColumn + 1) === cells.length;
  if (isFull) return [{ startRow, endRow, startColumn, endColumn }];
  return cells.map(({ row, col }) => ({
    startRow: row,
    endRow: row,
    startColumn: col,
    endColumn: col,
  }));
}

export interface SetBorderParams {
  ranges?: GridLibraryRange[];
  value?: { type?: string; style?: number; color?: string; activeBorderType?: boolean };
}

const sidesOfType: Record<string, string[]> = {
  top: ["top"],
  bottom: ["bottom"],
  left: ["left"],
  right: ["right"],
  outside: ["top", "bottom", "left", "right"],
  inside: ["innerHorizontal", "innerVertical"],
  horizontal: ["innerHorizontal"],
  vertical: ["innerVertical"],
  all: ["top", "bottom", "left", "right", "innerHorizontal", "innerVertical"],
  none: ["top", "bottom", "left", "right", "innerHorizontal", "innerVertical"],
};

export function setBorders({ ranges, value }: SetBorderParams, context: ActContext): Act {
  const type = value?.type ?? "all";
  const sides = sidesOfType[type];
  if (sides === undefined) return { kind: "missing", feature: `borders of kind "${type}"` };
  const border =
    type === "none" || value?.style === 0
      ? { style: "NONE" }
      : {
          style: borderStyles[value?.style ?? 1] ?? "SOLID",
          colorStyle: { rgbColor: toColor(value?.color) ?? {} },
        };
  const list = (ranges ?? context.selections).map((range) => ({
    updateBorders: {
      range: toGoogleRange(range, context.sheet),
      ...Object.fromEntries(sides.map((side) => [side, border])),
    },
  }));
  return list.length === 0 ? nothing : requests("change borders", list);
}
