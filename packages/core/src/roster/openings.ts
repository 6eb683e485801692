import type { PlainDate } from "../calendar/index.ts";
import type { MappedFields } from "./checkRows.ts";
import { isGiven } from "./given.ts";
import { issue } from "./messages.ts";
import { isHeld, type DraftRow } from "./readRows.ts";
import type { OpeningEntry, RosterValues } from "./reading.ts";
import type { RosterSettings } from "./settings.ts";

type Facts = { values: RosterValues; settings: RosterSettings };

const fields = ["balance_cents", "credit_cents", "last_payment_cents"] as const;

/** What a row brings along of the old books: dated, never charged (ROS-26). A row that is held brings nothing yet. */
export function settleOpenings({
  rows,
  settings,
  mapped,
}: {
  rows: readonly DraftRow[];
  settings: RosterSettings;
  mapped: MappedFields;
}): void {
  if (!fields.some((field) => mapped.has(field))) return;
  for (const row of rows) {
    if (isContradictory(row.values)) row.issues.push(contradiction(row));
    row.openings = isHeld(row) ? [] : openingsOf({ values: row.values, settings });
  }
}

export function openingsOf({ values, settings }: Facts): OpeningEntry[] {
  const { today } = settings;
  const method = values.payment_method ?? null;
  const balance = values.balance_cents ?? 0;
  const credit = values.credit_cents ?? 0;
  const paid = values.last_payment_cents ?? 0;
  const dated = values.last_payment_on ?? values.last_billed;
  const paidOn = earlier(dated ?? today, today);
  const entries: OpeningEntry[] = [
    { kind: "owed", amountMinor: balance, on: today, method: null, mark: "owed" },
    { kind: "credit", amountMinor: Math.max(-balance, credit), on: today, method, mark: "credit" },
    {
      kind: settings.payments_are === "on_account" ? "credit" : "paid_before",
      amountMinor: paid,
      on: paidOn,
      method,
      mark: `payment ${dated ?? "undated"} ${paid}`,
    },
  ];
  return entries.filter(({ amountMinor }) => amountMinor > 0);
}

function earlier(one: PlainDate, other: PlainDate): PlainDate {
  return one < other ? one : other;
}

/** A balance in credit and a credit beside it are the same money, so they must be the same amount. */
function isContradictory({ balance_cents: balance, credit_cents: credit }: RosterValues): boolean {
  return isGiven(balance) && isGiven(credit) && balance < 0 && credit > 0 && balance !== -credit;
}

function contradiction({ values }: DraftRow) {
  return issue({
    code: "balance_unparsed",
    field: "balance_cents",
    level: "error",
    found: String(values.balance_cents ?? ""),
    wanted: `the credit of the other column, ${values.credit_cents ?? 0} minor units`,
    message: `The balance is ${-(values.balance_cents ?? 0)} minor units in credit, and the credit column says ${values.credit_cents ?? 0}. Correct one of the two.`,
  });
}

export type OpeningTotals = Record<
  OpeningEntry["kind"],
  { entries: number; people: number; totalMinor: number }
>;

type Bringing = { openings: readonly OpeningEntry[]; personId?: string | null; record: number };

/** How many entries, of how many people, over how much, by kind. */
export function totalOpenings(rows: readonly Bringing[]): OpeningTotals {
  const none = () => ({ entries: 0, people: 0, totalMinor: 0 });
  const totals: OpeningTotals = { owed: none(), credit: none(), paid_before: none() };
  const seen = new Set<string>();
  for (const { openings, personId, record } of rows) {
    for (const { kind, amountMinor } of openings) {
      const total = totals[kind];
      const person = `${kind} ${personId ?? record}`;
      if (!seen.has(person)) total.people += 1;
      seen.add(person);
      total.entries += 1;
      total.totalMinor += amountMinor;
    }
  }
  return totals;
}
