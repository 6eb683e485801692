import { cellText, type RosterCell } from "./grid.ts";
import type { ReadColumn } from "./readers.ts";
import type { SkipReason } from "./reading.ts";
import { cleanText } from "./values/text.ts";

// Nothing but the word for a total, what is counted, and figures: Count Basie is a person.
const totals =
  /^(?:grand |sub[ -]?)?(?:totals?|sum|summe|gesamt|gesamtsumme|zwischensumme|insgesamt|total général|sous-total|somme|suma|totales|anzahl|nombre total|count|average|durchschnitt)(?: (?:of|der|de|des|los|all|active|aktive|members?|membership|memberships|patients?|people|rows?|mitglieder|patienten|adhérents|socios|pacientes|general|monthly|revenue|due))*[\s:=\d.,$€£]*$/i;
const example =
  /example with correct|^(?:example|beispiel|exemple|ejemplo)(?:\s+row)?:?$|^e\.g\.|more info$/i;
const separator = /^[\s\p{P}\p{S}]*\p{L}{0,2}(?:\s?[-–]\s?\p{L})?[\s\p{P}\p{S}]*$/u;
const remark =
  /^[*†#]|^(?:note|notes|nb|n\.b\.|hinweis|remarque|nota|legend|legende|last updated|updated|printed|exported|stand|source)\b|[:=|]|\S+\s+\S+\s+\S+\s+\S+\s+\S+/i;

const identifying = new Set([
  "first_name",
  "last_name",
  "full_name",
  "external_id",
  "email",
  "dob",
  "membership_external_id",
]);

/** Tells members from what else stands in a sheet (ROS-5). Null: a member. */
export function makeRowKind(
  columns: readonly ReadColumn[],
  headers: readonly string[],
): (cells: readonly RosterCell[]) => SkipReason | null {
  const keys = columns.filter(({ field }) => identifying.has(field)).map(({ index }) => index);
  const names = columns
    .filter(({ field }) => field === "full_name" || field === "last_name" || field === "first_name")
    .map(({ index }) => index);
  const folded = headers.map((header) => cleanText(header).toLowerCase());
  return (cells) => {
    let filled = 0;
    let first = "";
    // Four or forty make no difference to what a row is.
    for (let at = 0; at < cells.length && filled <= 3; at += 1) {
      const cell = cells[at];
      if (!isFilled(cell)) continue;
      filled += 1;
      if (filled === 1) first = cellText(cell);
    }
    if (filled === 0) return "blank";
    let hasKey = false;
    let hasName = false;
    for (const index of keys) if (isFilled(cells[index])) hasKey = true;
    for (const index of names) if (isFilled(cells[index])) hasName = true;
    if (hasName && filled > 3 && !totals.test(first.trim()) && !isHeaderAgain(cells, folded, names))
      return null;
    return kindOf({ cells, filled, first: cleanText(first), hasKey, hasName, folded });
  };
}

function isFilled(cell: RosterCell | undefined): boolean {
  if (cell === undefined || cell.kind === "empty") return false;
  return cell.kind !== "text" || isPrintable(cell.text.charCodeAt(0)) || cell.text.trim() !== "";
}

const isPrintable = (code: number) => code > 32 && code < 127;

type Row = {
  cells: readonly RosterCell[];
  filled: number;
  first: string;
  hasKey: boolean;
  hasName: boolean;
  folded: readonly string[];
};

function kindOf({ cells, filled, first, hasKey, hasName, folded }: Row): SkipReason | null {
  if (isHeaderAgain(cells, folded)) return "repeated_header";
  if (example.test(first)) return "example";
  if (totals.test(first)) return "total";
  if (filled === 1) return aloneInRow(first, hasName);
  if (!hasKey && filled <= 2) return separator.test(first) ? "separator" : "note";
  return null;
}

function aloneInRow(text: string, isInNameColumn: boolean): SkipReason | null {
  if (separator.test(text)) return "separator";
  if (!isInNameColumn || remark.test(text)) return "note";
  return text.includes(" ") || text.includes(",") ? null : "separator";
}

/** Nearly every name begins unlike the header: it needs no folding. */
function isFoldOf(folded: string | undefined, text: string): boolean {
  const clean = cleanText(text);
  if (folded?.startsWith(clean.charAt(0).toLowerCase()) !== true) return false;
  return folded === clean.toLowerCase();
}

function isHeaderAgain(
  cells: readonly RosterCell[],
  folded: readonly string[],
  only?: readonly number[],
): boolean {
  let same = 0;
  let other = 0;
  const compared = only?.length ?? cells.length;
  for (let at = 0; at < compared; at += 1) {
    const index = only?.[at] ?? at;
    const cell = cells[index];
    if (!isFilled(cell)) continue;
    if (cell?.kind === "text" && isFoldOf(folded[index], cell.text)) same += 1;
    else other += 1;
  }
  return same >= (only === undefined ? 2 : 1) && same > other;
}
