import type { Entered, JsonObject } from "../model/cell.ts";

export interface ParsedEntry {
  readonly entered: Entered | undefined;
  /** The number format that the text brings along, when it has one. */
  readonly numberFormat: JsonObject | undefined;
}

const plain = (entered: Entered | undefined): ParsedEntry => ({ entered, numberFormat: undefined });

export function parseEntered(text: string, _locale: string): ParsedEntry {
  if (text === "") return plain(undefined);
  if (text.startsWith("=") && text.length > 1) return plain({ formula: text });
  if (text.startsWith("'")) return plain(text.slice(1));
  if (/^-?\d+(\.\d+)?$/.test(text)) return plain(Number(text));
  if (/^(true|false)$/i.test(text)) return plain(text.toLowerCase() === "true");
  return plain(text);
}
