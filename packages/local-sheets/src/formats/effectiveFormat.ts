import type { Cell, JsonObject, Value } from "../model/cell.ts";
import { isJsonObject, type Document } from "../model/document.ts";
import { patternOf } from "./patterns.ts";

const shownFont = (family: unknown): string =>
  family === "arial,sans,sans-serif" || typeof family !== "string" ? "Arial" : family;

/** The user's format over the spreadsheet's defaults. Conditional formats do not show here. */
export function effectiveFormat(input: {
  document: Document;
  cell: Cell;
  value: Value | undefined;
}): JsonObject {
  const { document, cell } = input;
  const defaults = document.properties.defaultFormat;
  const own = cell.format ?? {};
  const text = isJsonObject(own["textFormat"]) ? own["textFormat"] : {};
  const defaultText = isJsonObject(defaults["textFormat"]) ? defaults["textFormat"] : {};
  const numberFormat = isJsonObject(own["numberFormat"]) ? own["numberFormat"] : undefined;
  const pattern =
    numberFormat &&
    patternOf({
      type: numberFormat["type"],
      pattern: numberFormat["pattern"],
      locale: document.properties.locale,
    });
  return {
    ...(numberFormat
      ? { numberFormat: { ...numberFormat, ...(pattern === undefined ? {} : { pattern }) } }
      : {}),
    backgroundColor: defaults["backgroundColor"],
    padding: defaults["padding"],
    horizontalAlignment: alignmentOf(input.value),
    verticalAlignment: defaults["verticalAlignment"],
    wrapStrategy: defaults["wrapStrategy"],
    ...own,
    ...(numberFormat
      ? { numberFormat: { ...numberFormat, ...(pattern === undefined ? {} : { pattern }) } }
      : {}),
    textFormat: { ...defaultText, fontFamily: shownFont(defaultText["fontFamily"]), ...text },
    hyperlinkDisplayType: own["hyperlinkDisplayType"] ?? "PLAIN_TEXT",
    backgroundColorStyle: own["backgroundColorStyle"] ?? defaults["backgroundColorStyle"],
  };
}

function alignmentOf(value: Value | undefined): string {
  if (typeof value === "number") return "RIGHT";
  if (typeof value === "boolean" || typeof value === "object") return "CENTER";
  return "LEFT";
}
