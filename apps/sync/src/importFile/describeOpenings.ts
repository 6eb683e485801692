import { formatMoney } from "@rollbook/core/money";
import {
  totalOpenings,
  type OpeningEntry,
  type OpeningReading,
  type OpeningShown,
  type OpeningTotals,
} from "@rollbook/core/roster";
import { describeColumn, describeQuestion, section } from "./describeParts.ts";

const openingsShown = 8;
const heldShown = 12;

const openingInWords = {
  owed: "owed from before",
  credit: "credit from before",
  paid_before: "paid for what was billed before",
} as const satisfies Record<OpeningEntry["kind"], string>;

type Shown = {
  openings: readonly OpeningShown[];
  totals: OpeningTotals;
  currency: string;
  locale: string;
};

/** What comes along of the old books: totals first, then the first rows. */
export function describeOpenings({ openings, totals, currency, locale }: Shown): string[] {
  const amount = (minor: number): string => formatMoney({ minor, currency, locale });
  const sums = (["owed", "credit", "paid_before"] as const).flatMap((kind) => {
    const { people, totalMinor } = totals[kind];
    const who = people === 1 ? "1 person" : `${people} people`;
    return people === 0 ? [] : [`${who}: ${amount(totalMinor)} ${openingInWords[kind]}`];
  });
  const lines = openings
    .slice(0, openingsShown)
    .map(
      ({ record, name, kind, amountMinor, on }) =>
        `row ${record}: ${name}, ${amount(amountMinor)} ${openingInWords[kind]}, on ${on}`,
    );
  const more = openings.length - lines.length;
  return [...sums, ...lines, ...(more > 0 ? [`and ${more} more`] : [])];
}

/** A second file, of balances and payments, as it was read. */
export function describeOpeningFile({
  reading,
  currency,
  locale,
}: {
  reading: OpeningReading;
  currency: string;
  locale: string;
}): string[] {
  const openings = reading.rows.flatMap(({ record, name, openings: entries }) =>
    entries.map((entry) => ({ ...entry, record, name })),
  );
  const held = reading.rows.filter(({ outcome }) => outcome === "error");
  const reasons = held.slice(0, heldShown).map(
    ({ record, issues }) =>
      `row ${record}: ${issues
        .filter(({ level }) => level === "error")
        .map(({ message }) => message)
        .join(" ")}`,
  );
  if (held.length > heldShown) reasons.push(`and ${held.length - heldShown} more`);
  const totals = totalOpenings(reading.rows);
  return [
    ...section("Columns of the payments file", reading.columns.map(describeColumn)),
    ...section("Questions about it", reading.questions.flatMap(describeQuestion)),
    ...section("Held in it, and why", reasons),
    ...section(
      "Taken over from it, and never charged",
      describeOpenings({ openings, totals, currency, locale }),
    ),
  ];
}
