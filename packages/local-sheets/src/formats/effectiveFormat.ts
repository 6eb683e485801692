import type { Cell, JsonObject, Value } from "../model/cell.ts";
import { isJsonObject, type Document } from "../model/document.ts";
import type { NumberFormat } from "./numberFormatOf.ts";
import { patternOf } from "./patterns.ts";

const shownFont = (family: unknown): string =>
  family === "arial,sans,sans-serif" || typeof family !== "string" ? "Arial" : family;

/** The user's format over the spreadsheet's defaults. Conditional formats do not show here. */
export function effectiveFormat(input: {
  document: Document;
  cell: Cell;
  value: Value | undefined;
  /** The number format as it shows, which a formula may have taken over. */
  inherited: NumberFormat | undefined;
}): JsonObject {
  const { document, cell } = input;
  const { defaultFormat: defaults } = document.properties;
  const own = cell.format ?? {};
  const text = isJsonObject(own["textFormat"]) ? own["textFormat"] : {};
  const defaultText = isJsonObject(defaults["textFormat"]) ? defaults["textFormat"] : {};
  const numberFormat = effectiveNumberFormat(input);
  return {
    ...numberFormat,
    backgroundColor: defaults["backgroundColor"],
    padding: defaults["padding"],
    horizontalAlignment: alignmentOf(input.value),
    verticalAlignment: defaults["verticalAlignment"],
    wrapStrategy: defaults["wrapStrategy"],
    ...own,
    ...numberFormat,
    textFormat: { ...defaultText, fontFamily: shownFont(defaultText["fontFamily"]), ...text },
    hyperlinkDisplayType: own["hyperlinkDisplayType"] ?? "PLAIN_TEXT",
    backgroundColorStyle: own["backgroundColorStyle"] ?? defaults["backgroundColorStyle"],
  };
}

/** The number format alone, where nothing else of the format is asked for. */
export function effectiveNumberFormat(input: {
  document: Document;
  cell: Cell;
  inherited: NumberFormat | undefined;
}): JsonObject {
  const { cell, inherited } = input;
  const own = cell.format?.["numberFormat"];
  if (inherited === undefined) return own === undefined ? {} : { numberFormat: own };
  const { locale } = input.document.properties;
  const { type, pattern } = inherited;
  return { numberFormat: { type, pattern: patternOf({ type, pattern, locale }) ?? "" } };
}

function alignmentOf(value: Value | undefined): string {
  if (typeof value === "number") return "RIGHT";
  if (typeof value === "boolean" || typeof value === "object") return "CENTER";
  return "LEFT";
}
