import type { Entered, JsonObject } from "../model/cell.ts";
import { localeOf } from "../formats/locale.ts";
import { errorFromText } from "../formulas/errors.ts";
import { parseAmount } from "./parseAmount.ts";
import { parseDateTime } from "./parseDateTime.ts";

export interface ParsedEntry {
  readonly entered: Entered | undefined;
  /** The number format that the text brings along, when it has one. */
  readonly numberFormat: JsonObject | undefined;
}

const plain = (entered: Entered | undefined): ParsedEntry => ({ entered, numberFormat: undefined });

const mayBeMore = /[0-9'=+#]|^\s*(?:true|false)\s*$/i;

/** Reads text as if a person had typed it into a cell. */
export function parseEntered(text: string, locale: string): ParsedEntry {
  if (text === "") return plain(undefined);
  if (!mayBeMore.test(text)) return plain(text);
  if (text.startsWith("'")) return plain(text.slice(1));
  if (text.startsWith("=") && text.length > 1) return plain({ formula: text });
  const trimmed = text.trim();
  if (/^(true|false)$/i.test(trimmed)) return plain(trimmed.toLowerCase() === "true");
  const facts = localeOf(locale);
  const number = parseAmount(trimmed, facts) ?? parseDateTime(trimmed, facts);
  if (number) return { entered: number.value, numberFormat: number.format };
  const error = trimmed.startsWith("#") ? errorFromText(trimmed) : undefined;
  if (error) return plain(error);
  if (/^\+[^\s+]/.test(text)) return plain({ formula: `=${text}` });
  return plain(text);
}
