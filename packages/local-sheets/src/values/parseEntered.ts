import { emptyCell, slotOf, type Entered, type JsonObject, type Slot } from "../model/cell.ts";
import { localeOf } from "../formats/locale.ts";
import { errorFromText } from "../formulas/errors.ts";
import { parseAmount } from "./parseAmount.ts";
import { parseDateTime } from "./parseDateTime.ts";

export interface ParsedEntry {
  readonly entered: Entered | undefined;
  /** The number format that the text brings along, when it has one. */
  readonly numberFormat: JsonObject | undefined;
  /** What a cell without anything else holds then. */
  readonly slot: Slot;
}

const formats = new Map<string, JsonObject>();

/** One object for one number format, so that sameness is quickly seen. */
function sharedFormat(numberFormat: JsonObject): JsonObject {
  const key = `${String(numberFormat["type"])} ${String(numberFormat["pattern"])}`;
  const known = formats.get(key) ?? { numberFormat };
  formats.set(key, known);
  return known;
}

function entryOf(entered: Entered | undefined, numberFormat?: JsonObject): ParsedEntry {
  const format = numberFormat && sharedFormat(numberFormat);
  return { entered, numberFormat, slot: slotOf({ ...emptyCell, entered, format }) };
}

const plain = (entered: Entered | undefined): ParsedEntry => entryOf(entered);

const mayBeMore = /[0-9'=+#]|^\s*(?:true|false)\s*$/i;

function parse(text: string, locale: string): ParsedEntry {
  if (!mayBeMore.test(text)) return plain(text);
  if (text.startsWith("'")) return plain(text.slice(1));
  if (text.startsWith("=") && text.length > 1) return plain({ formula: text });
  const trimmed = text.trim();
  if (/^(true|false)$/i.test(trimmed)) return plain(trimmed.toLowerCase() === "true");
  const facts = localeOf(locale);
  const number = parseAmount(trimmed, facts) ?? parseDateTime(trimmed, facts);
  if (number) return entryOf(number.value, number.format);
  const error = trimmed.startsWith("#") ? errorFromText(trimmed) : undefined;
  if (error) return plain(error);
  if (/^\+[^\s+]/.test(text)) return plain({ formula: `=${text}` });
  return plain(text);
}

const read = new Map<string, Map<string, ParsedEntry>>();
const keptEntries = 100_000;
const longestKept = 40;

const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 191;

/** Seen at a glance: begins with a letter and is neither a boolean nor, with its gaps and digits, perhaps a date. */
export function isSurelyText(text: string): boolean {
  if (!isLetter(text.charCodeAt(0))) return false;
  if (text.length === 4 || text.length === 5) return !/^(?:true|false)$/i.test(text);
  return !(text.includes(" ") || text.includes("-")) || !/\d/.test(text);
}

/** Reads text as if a person had typed it into a cell. */
export function parseEntered(text: string, locale: string): ParsedEntry {
  if (text === "") return plain(undefined);
  if (text.length > longestKept) return parse(text, locale);
  const entries = read.get(locale) ?? new Map<string, ParsedEntry>();
  read.set(locale, entries);
  const known = entries.get(text);
  if (known) return known;
  const entry = parse(text, locale);
  if (entries.size > keptEntries) entries.clear();
  entries.set(text, entry);
  return entry;
}
