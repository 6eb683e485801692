import type { Cell } from "./sheet.ts";
import type { Random } from "./random.ts";

/** Fields that both sides may change, by the header that people know them under. */
export const trackedFields = ["Email", "City"] as const;
export type TrackedField = (typeof trackedFields)[number];

export const headers = [
  "Name",
  "Date of birth",
  "Email",
  "Phone",
  "City",
  "Plan",
  "Billing cycle",
  "Price",
  "Last billed",
  "Our notes",
  "Letters",
] as const;

/** What was done to one value since both sides were last seen to agree; each in order. */
export type Edits = { agreed: string; sheet: string[]; stored: string[] };

/** What the naive observer remembers of one person: only what people did, nothing the engine says. */
export type Person = {
  name: string;
  birthDate: string;
  fields: Record<TrackedField, Edits>;
  /** Everything that anybody ever gave this person, first values included. */
  ever: Record<TrackedField, Set<string>>;
  price: number;
  /** What stands in their own column about this person. */
  note: string;
  /** The phone is a formula of theirs. */
  hasFormula: boolean;
  /** What stands under Price now is no amount. */
  isPriceSpoilt: boolean;
};

/** The same date in the ways people write it; `code` is a spreadsheet's locale. */
export type Locale = { code: string; tag: string; dateOrder: "MDY" | "DMY" | "YMD" };

export const locales: readonly Locale[] = [
  { code: "en_US", tag: "en-US", dateOrder: "MDY" },
  { code: "en_GB", tag: "en-GB", dateOrder: "DMY" },
  { code: "de_DE", tag: "de-DE", dateOrder: "DMY" },
  { code: "fr_FR", tag: "fr-FR", dateOrder: "DMY" },
  { code: "ja_JP", tag: "ja-JP", dateOrder: "YMD" },
];

export const timeZones = [
  "America/New_York",
  "America/Los_Angeles",
  "Europe/London",
  "Asia/Tokyo",
  "Pacific/Auckland",
  "Pacific/Pago_Pago",
];

const letters = (index: number) =>
  String.fromCharCode(97 + (index % 26)).repeat(2 + Math.floor(index / 26));

export function personAt(index: number): { person: Person; row: Cell[]; isDateText: boolean } {
  const name = `${letters(index).replace(/^./, (first) => first.toUpperCase())} Member${letters(index)}`;
  const email = `first.${letters(index)}@example.org`;
  const city = `Town ${letters(index)}`;
  const birthDate = `19${50 + (index % 40)}-0${1 + (index % 9)}-1${index % 9}`;
  const person: Person = {
    name,
    birthDate,
    fields: {
      Email: { agreed: email, sheet: [], stored: [] },
      City: { agreed: city, sheet: [], stored: [] },
    },
    ever: { Email: new Set([email]), City: new Set([city]) },
    price: 99,
    note: `note of ${name}`,
    hasFormula: false,
    isPriceSpoilt: false,
  };
  const phone = `(212) 555-01${String(10 + (index % 80)).padStart(2, "0")}`;
  const row = [name, birthDate, email, phone, city, "Gold", "Monthly", 99, "2026-05-01"];
  return { person, row: [...row, person.note], isDateText: index % 3 === 0 };
}

/** A date as text in the order of a locale, or as the ISO date that is always read. */
export function dateText(input: { date: string; locale: Locale; random: Random }): string {
  const [year = "", month = "", day = ""] = input.date.split("-");
  if (input.random.chance(0.5)) return input.date;
  switch (input.locale.dateOrder) {
    case "MDY":
      return `${month}/${day}/${year}`;
    case "DMY":
      return input.locale.code === "de_DE" ? `${day}.${month}.${year}` : `${day}/${month}/${year}`;
    case "YMD":
      return `${year}/${month}/${day}`;
  }
}

/** Days since 30 December 1899, reckoned from the ISO date alone. */
export const serialOf = (date: string) =>
  (Date.parse(`${date}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
