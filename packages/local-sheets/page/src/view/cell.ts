import type { ICellData, IStyleData } from "@univerjs/core";
import type { Border, CellData, CellFormat } from "../google/types.ts";
import { hexColor } from "./sheetView.ts";

const cellType = { text: 1, number: 2, boolean: 3 } as const;
const horizontal: Record<string, 1 | 2 | 3> = { LEFT: 1, CENTER: 2, RIGHT: 3 };
const vertical: Record<string, 1 | 2 | 3> = { TOP: 1, MIDDLE: 2, BOTTOM: 3 };
const wrapping: Record<string, 1 | 2 | 3> = {
  OVERFLOW_CELL: 1,
  LEGACY_WRAP: 1,
  CLIP: 2,
  WRAP: 3,
};
const borderStyle: Record<string, number> = {
  DOTTED: 3,
  DASHED: 4,
  SOLID: 1,
  SOLID_MEDIUM: 8,
  SOLID_THICK: 13,
  DOUBLE: 7,
};

/** What the grid keeps beside a cell's value: the formula behind it, and the text that Sheets shows. */
export interface CellExtras {
  formula?: string;
  shown?: string;
}

export function toGridCell(cell: CellData): ICellData {
  const value = gridValue(cell);
  const style = {
    ...toGridStyle(cell.userEnteredFormat ?? {}),
    ...toGridStyle(cell.ruleFormat ?? {}),
  };
  // The library draws cells with dropdowns in a size of its own unless they name one.
  if (cell.dataValidation !== undefined) style.fs ??= 10;
  const extras: CellExtras = {};
  const formula = cell.userEnteredValue?.formulaValue;
  if (formula !== undefined) extras.formula = formula;
  if (cell.formattedValue !== undefined && cell.formattedValue !== String(value.v ?? ""))
    extras.shown = cell.formattedValue;
  return {
    ...value,
    ...(Object.keys(style).length === 0 ? {} : { s: style }),
    ...(Object.keys(extras).length === 0 ? {} : { custom: { ...extras } }),
  };
}

function gridValue(cell: CellData): ICellData {
  const value = cell.effectiveValue ?? cell.userEnteredValue;
  if (value === undefined) return {};
  if (value.numberValue !== undefined) return { v: value.numberValue, t: cellType.number };
  if (value.boolValue !== undefined) return { v: value.boolValue ? 1 : 0, t: cellType.boolean };
  if (value.stringValue !== undefined) return { v: value.stringValue, t: cellType.text };
  if (value.errorValue !== undefined)
    return { v: cell.formattedValue ?? "#ERROR!", t: cellType.text };
  return { v: cell.formattedValue ?? "", t: cellType.text };
}

export function toGridStyle(format: CellFormat): IStyleData {
  const style: IStyleData = {};
  const text = format.textFormat ?? {};
  if (text.fontFamily !== undefined) style.ff = text.fontFamily;
  if (text.fontSize !== undefined) style.fs = text.fontSize;
  if (text.bold === true) style.bl = 1;
  if (text.italic === true) style.it = 1;
  if (text.underline === true) style.ul = { s: 1 };
  if (text.strikethrough === true) style.st = { s: 1 };
  const textColor = hexColor(text.foregroundColorStyle?.rgbColor ?? text.foregroundColor);
  if (textColor !== undefined) style.cl = { rgb: textColor };
  const background = hexColor(format.backgroundColorStyle?.rgbColor ?? format.backgroundColor);
  if (background !== undefined) style.bg = { rgb: background };
  const horizontalAlign = horizontal[format.horizontalAlignment ?? ""];
  if (horizontalAlign !== undefined) style.ht = horizontalAlign;
  const verticalAlign = vertical[format.verticalAlignment ?? ""];
  if (verticalAlign !== undefined) style.vt = verticalAlign;
  const wrap = wrapping[format.wrapStrategy ?? ""];
  if (wrap !== undefined) style.tb = wrap;
  if (format.textRotation?.angle !== undefined) style.tr = { a: -format.textRotation.angle };
  if (format.numberFormat?.pattern !== undefined)
    style.n = { pattern: format.numberFormat.pattern };
  const borders = toGridBorders(format.borders);
  if (Object.keys(borders).length > 0) style.bd = borders;
  return style;
}

function toGridBorders(borders: CellFormat["borders"]): NonNullable<IStyleData["bd"]> {
  const side = (border: Border | undefined) =>
    border?.style === undefined || border.style === "NONE"
      ? undefined
      : {
          s: borderStyle[border.style] ?? 1,
          cl: { rgb: hexColor(border.colorStyle?.rgbColor ?? border.color) ?? "#000000" },
        };
  const sides = {
    t: side(borders?.top),
    r: side(borders?.right),
    b: side(borders?.bottom),
    l: side(borders?.left),
  };
  return Object.fromEntries(Object.entries(sides).filter(([, value]) => value !== undefined));
}
