import { rosterFields, type RosterFieldKey } from "./fields.ts";
import { dutch } from "./headerNames/dutch.ts";
import { english } from "./headerNames/english.ts";
import { french } from "./headerNames/french.ts";
import { german } from "./headerNames/german.ts";
import { italian } from "./headerNames/italian.ts";
import { portuguese } from "./headerNames/portuguese.ts";
import { spanish } from "./headerNames/spanish.ts";
import { readPhrase, writtenOut } from "./headerPhrase.ts";
import { isOneSlipAway } from "./values/spelling.ts";

export type HeaderMatch = { field: RosterFieldKey; confidence: number };

const transliterated: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l" };

/** Words of a header in one form: case, accents, marks, camel case and invisible characters do not count. */
export function foldHeader(header: string): string {
  return header
    .replace(/[\u200b-\u200d\ufeff\u2060]/g, "")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[ßæœøł]/g, (letter) => transliterated[letter] ?? letter)
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const languages = [english, german, french, spanish, italian, dutch, portuguese];

type Entry = { field: RosterFieldKey; rank: number; isSecond?: boolean };

// A name may mean several fields; all are kept, the surest reading first.
const byCompactName = buildIndex();

function buildIndex(): Map<string, Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const names of languages) {
    for (const { key } of rosterFields) {
      (names[key]?.split(",") ?? []).forEach((name, rank) =>
        addEntry(index, name, { field: key, rank, isSecond: name.trimEnd().endsWith("?") }),
      );
    }
  }
  for (const { key } of rosterFields)
    addEntry(index, key.replaceAll("_", " "), { field: key, rank: 5 });
  return index;
}

function addEntry(index: Map<string, Entry[]>, name: string, entry: Entry): void {
  const compact = foldHeader(name).replaceAll(" ", "");
  const entries = index.get(compact);
  if (entries === undefined) index.set(compact, [entry]);
  else if (!entries.some((known) => known.field === entry.field)) entries.push(entry);
}

// Words that say whose column it is and never what it holds.
const fillers = new Set(
  (
    "patient patients member members membership client customer subscriber the of a an our old new system current date " +
    "mitglied mitglieder patienten kunde alt neu system der die das des datum du de la le les des d l patient ancien nouveau " +
    "del el los las paciente socio viejo nuevo required optional mm dd yyyy jj tt mmm aaaa inclusive info field yy yes no y n usd eur gbp chf"
  ).split(" "),
);

function exact(compact: string, base: number): HeaderMatch[] {
  const entries = byCompactName.get(compact) ?? [];
  return entries.map(({ field, rank, isSecond }) => ({
    field,
    confidence: base - (isSecond === true ? 0.13 : Math.min(rank, 40) * 0.002),
  }));
}

/** What a header may mean, the surest first; empty when nothing is like it. */
export function matchHeader(header: string): HeaderMatch[] {
  const known = remembered.get(header);
  if (known !== undefined) return known;
  const matches = matchAnew(header);
  if (remembered.size >= headersRemembered) remembered.clear();
  remembered.set(header, matches);
  return matches;
}

// The same few headers are looked up at every sync, and the first rows of a sheet several times in one reading.
const remembered = new Map<string, HeaderMatch[]>();
const headersRemembered = 2000;

function matchAnew(header: string): HeaderMatch[] {
  const folded = foldHeader(header);
  if (folded === "") return [];
  const found = new Map<RosterFieldKey, number>();
  const keep = (matches: HeaderMatch[]): void => {
    for (const { field, confidence } of matches) {
      if (confidence > (found.get(field) ?? 0)) found.set(field, confidence);
    }
  };
  keep(exact(folded.replaceAll(" ", ""), 1));
  if (found.size === 0)
    keep(exact(foldHeader(header.replace(/[([{].*?[)\]}]/gs, " ")).replaceAll(" ", ""), 0.95));
  if (found.size === 0) keep(matchByWords(folded.split(" ")));
  return [...found]
    .map(([field, confidence]) => ({ field, confidence }))
    .sort((left, right) => right.confidence - left.confidence);
}

const shortestMisspelt = 5;

const namesByLength = Map.groupBy(
  [...byCompactName].flatMap(([name, [entry]]) =>
    entry === undefined || name.length < shortestMisspelt ? [] : [{ name, field: entry.field }],
  ),
  ({ name }) => name.length,
);

/** "Last biled": one slip from a known name, where all such names mean the same field. */
function misspelt(compact: string): HeaderMatch[] {
  if (compact.length < shortestMisspelt) return [];
  const fields = new Set<RosterFieldKey>();
  for (let length = compact.length - 1; length <= compact.length + 1; length += 1) {
    for (const { name, field } of namesByLength.get(length) ?? []) {
      if (isOneSlipAway(compact, name)) fields.add(field);
    }
  }
  const [only] = fields;
  return fields.size === 1 && only !== undefined ? [{ field: only, confidence: 0.75 }] : [];
}

function matchByWords(words: string[]): HeaderMatch[] {
  const full = writtenOut(words);
  const written = full === null ? [] : exact(full.join(""), 0.9);
  if (written.length > 0) return written;
  const withoutFillers = words.filter((word) => !fillers.has(word));
  if (withoutFillers.length === 0) return [];
  const stripped = exact(withoutFillers.join(""), 0.85);
  if (stripped.length > 0) return stripped;
  const slipped = misspelt(words.join(""));
  if (slipped.length > 0) return slipped;
  const isAboutElse = words.some((word) => turning.has(word));
  const phrase = isAboutElse ? null : readPhrase(full ?? words);
  if (phrase === "nothing_here") return [];
  return phrase === null ? longestRun(words) : [{ field: phrase, confidence: 0.78 }];
}

// With one of these, a header is about something else than the known name inside it: "Group discount", "Tax amount".
const turning = new Set(
  (
    "discount tax vat trial emergency never currency quantity skipped fax password override until net create bills type " +
    "reference day anchor tag jour dia is ssn social security referral referred refund coupon rabatt mwst steuer remise tva descuento iva notfall urgence emergencia " +
    "wahrung devise moneda visits visit provider doctor physician arzt medecin medico insurance appointment website gateway meta"
  ).split(" "),
);

/** The longest run of words inside the header that is a known name: "Rate per month" holds "rate". */
function longestRun(words: string[]): HeaderMatch[] {
  if (words.some((word) => turning.has(word))) return [];
  for (let length = words.length - 1; length >= 1; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const run = words.slice(start, start + length);
      if (length === 1 && (fillers.has(run[0] ?? "") || (run[0] ?? "").length < 3)) continue;
      const matches = exact(run.join(""), 0.55 + (0.25 * length) / words.length);
      if (matches.length > 0) return matches;
    }
  }
  return [];
}
