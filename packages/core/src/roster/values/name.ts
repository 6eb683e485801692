import { bad, blank, doubtful, good, type Parsed } from "./parsed.ts";
import {
  cleanText,
  formulaErrorFound,
  isFormulaError,
  isFormulaLike,
  parseText,
  withMojibake,
} from "./text.ts";

const titles =
  /^(?:(?:dr|mr|mrs|ms|miss|mx|prof|professor|rev|sir|herr|frau|hr|fr|mme|mlle|m(?=\.)|mle|sr|sra|srta|doña|dona|sig|dott|dhr|mevr|doctor|dra|pr|med)\.?\s+(?:med\.?\s+)?)+(?=\S)/i;
const degrees =
  /,?\s+(?:m\.?d\.?|ph\.?d\.?|d\.?o\.?|r\.?n\.?|esq\.?|n\.?p\.?|p\.?a\.?-?c?|dds|cpa)$/i;
const suffix = /^(?:jr|sr|ii|iii|iv|junior|senior|phd|md|esq)\.?$/i;
const pair = /\s(?:&|\+|and|und|et)\s|\s?&\s?|\s\/\s|;/i;
const family = /(?:^|\s)(?:family|familie|famille|familia|household|fam\.)(?:\s|$)/i;
const placeholderName =
  /^(?:test|tester|testing|null|none|n\/a|na|unknown|unbekannt|inconnu|desconocido|tbd|xxx+|asdf|dummy|sample|example|placeholder|no name|noname|nobody|lastname|firstname|surname|undefined|\?+|-+)$/i;

// Nearly every name: words of plain letters, none of which stands in the patterns above.
const plainName = /^[A-Z][a-z]+(?: [A-Z][a-z]+)+$/;
const tellingWord =
  /(?:^| )(?:dr|mrs?|ms|miss|mx|prof(?:essor)?|rev|sir|herr|frau|hr|fr|mme|ml?le|sra?|srta|sig|dott|dhr|mevr|doctor|dra|pr|med|md|phd|do|rn|esq|np|pac?|dds|cpa|and|und|et|family|familie|famille|familia|household|test|tester|testing|null|none|na|unknown|unbekannt|inconnu|desconocido|tbd|xxx+|asdf|dummy|sample|example|placeholder|noname|nobody|lastname|firstname|surname|undefined)(?: |$)/i;

const wantedName = "one person, first and last name";

/** One name in a cell of its own: given names or a last name. Kept as typed, also when it reads Null (ROS-18). */
export function parseNamePart(text: string): Parsed<string> {
  const parsed = parseText(text);
  if (parsed.value === null) return parsed;
  const value = parsed.value;
  if (value.length < 4 && /^[-–—.?]+$/.test(value)) return blank;
  if (pair.test(value))
    return bad({
      code: "more_than_one_person_in_cell",
      level: "error",
      found: value,
      wanted: wantedName,
    });
  if (placeholderName.test(value)) {
    return doubtful(value, {
      code: "looks_like_placeholder",
      level: "warn",
      found: value,
      wanted: "a real name; it is kept",
    });
  }
  return parsed;
}

/** A name in one cell as "First Last": "Last, First" turned round, titles dropped, two people refused (ROS-18). */
export function parseFullName(text: string): Parsed<string> {
  const value = cleanText(text);
  if (value === "") return blank;
  if (plainName.test(value) && !tellingWord.test(value)) return good(value);
  if (isFormulaError(value)) return formulaErrorFound(value, wantedName);
  if (isFormulaLike(value)) return parseText(value);
  if (isSeveral(value))
    return bad({
      code: "more_than_one_person_in_cell",
      level: "error",
      found: value,
      wanted: wantedName,
    });
  const ordered = withoutTitle(firstLast(value));
  const words = ordered.split(" ");
  if (words.length < 2) return nameless(ordered);
  const last = words.at(-1) ?? "";
  if (placeholderName.test(last) && last.length > 2) {
    return doubtful(ordered, {
      code: "looks_like_placeholder",
      level: "warn",
      found: value,
      wanted: "a real name; it is kept",
    });
  }
  return withMojibake(ordered);
}

function nameless(word: string): Parsed<never> {
  if (/^(?:n\/a|-+|\?+|tbd|none)$/i.test(word)) return blank;
  return bad({ code: "name_incomplete", level: "error", found: word, wanted: wantedName });
}

function isSeveral(value: string): boolean {
  if (pair.test(value) || family.test(value)) return true;
  // "Ana y Juan Pérez" are two people, "Santiago Ramón y Cajal" is one.
  return /^\S+ [ye] \S+ \S/i.test(value) && !value.includes(",");
}

function firstLast(value: string): string {
  const parts = value.split(",").map((part) => part.trim());
  const [last = "", first, ...more] = parts;
  if (first === undefined || first === "") return last;
  if (suffix.test(first))
    return more[0] === undefined ? `${last} ${first}` : `${more[0]} ${last} ${first}`;
  const tail = more.filter((part) => suffix.test(part));
  return [first, last, ...tail].join(" ").replace(/\s+/g, " ");
}

function withoutTitle(value: string): string {
  const bare = value.replace(titles, "").replace(degrees, "").trim();
  return bare.includes(" ") ? bare : value.replace(degrees, "").trim();
}

/** A list of people in one cell, or several cells: each one name. */
export function parseNameList(text: string): Parsed<string[]> {
  const value = cleanText(text);
  if (value === "") return blank;
  if (isFormulaError(value)) return formulaErrorFound(value, "names of people");
  const separator = /[;|\n]/.test(text)
    ? /[;|\n]/
    : /\s(?:&|and|und|et|y)\s/i.test(value)
      ? /\s(?:&|and|und|et|y)\s|,/i
      : null;
  const names = (separator === null ? [value] : text.split(separator)).map(
    (part) => parseFullName(part).value ?? cleanText(part),
  );
  return good(names.filter((name) => name !== ""));
}

/** The words of a name in a fixed order, for comparing people: "Doe, Jane" is "jane DOE". */
export function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .sort()
    .join(" ");
}
