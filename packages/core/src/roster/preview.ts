import type { Interval, PlainDate } from "../calendar/index.ts";
import { nameOf } from "./checkRows.ts";
import { isGiven } from "./given.ts";
import { totalOpenings, type OpeningTotals } from "./openings.ts";
import type {
  ColumnBinding,
  OpeningEntry,
  RosterOutcome,
  RosterQuestion,
  RosterReading,
  RosterRow,
  SkipReason,
} from "./reading.ts";

/** One first invoice that would be made: whose, when, and how much per period. */
export type ComingCharge = {
  record: number;
  name: string;
  plan: string | null;
  interval: Interval | null;
  billFrom: PlainDate;
  firstInvoiceOn: PlainDate;
  /** Minor units; null: the plan's price is taken. */
  priceMinor: number | null;
  coveredPeople: number;
  /** Questions open: shown, and billed only when they are answered. */
  isWaiting: boolean;
};

/** What somebody brings along of the old books. */
export type OpeningShown = OpeningEntry & { record: number; name: string };

export type RosterPreview = {
  headerRecord: number | null;
  columns: ColumnBinding[];
  questions: RosterQuestion[];
  counts: Record<RosterOutcome, number>;
  skipped: Partial<Record<SkipReason, number>>;
  firstRows: RosterRow[];
  heldRows: RosterRow[];
  warnedRows: RosterRow[];
  charges: ComingCharge[];
  openings: OpeningShown[];
  openingTotals: OpeningTotals;
  totalsByDate: { date: PlainDate; members: number; totalMinor: number; withoutPrice: number }[];
};

/** What an import would do, before anything is written: mapping, questions, counts, first rows, who pays what when. */
export function previewRoster(
  reading: RosterReading,
  { rowCount = 5 }: { rowCount?: number } = {},
): RosterPreview {
  const members = reading.rows.filter(({ outcome }) => outcome !== "skip");
  const charges = comingCharges(members);
  return {
    headerRecord: reading.headerRecord,
    columns: reading.columns,
    questions: reading.questions,
    counts: reading.counts,
    skipped: reading.skipped,
    firstRows: members.slice(0, rowCount),
    heldRows: members.filter(({ outcome }) => outcome === "error" || outcome === "needs_choice"),
    warnedRows: members.filter(({ outcome }) => outcome === "warn"),
    charges,
    openings: members.flatMap(({ record, values, openings }) =>
      openings.map((entry) => ({ ...entry, record, name: nameOf(values) })),
    ),
    openingTotals: totalOpenings(members),
    totalsByDate: totalsByDate(charges),
  };
}

function comingCharges(members: readonly RosterRow[]): ComingCharge[] {
  const covered = new Map<number, number>();
  for (const { payerRecord, startDate } of members) {
    if (payerRecord !== undefined && startDate !== null)
      covered.set(payerRecord, (covered.get(payerRecord) ?? 0) + 1);
  }
  const charges = members.flatMap((row) => chargeOf(row, covered.get(row.record) ?? 0));
  return charges.sort((left, right) =>
    left.firstInvoiceOn < right.firstInvoiceOn
      ? -1
      : left.firstInvoiceOn > right.firstInvoiceOn
        ? 1
        : left.record - right.record,
  );
}

/** A family price bills once: only rows that pay for themselves are charged. */
function chargeOf(row: RosterRow, dependants: number): ComingCharge[] {
  const { start, startDate, payerRecord, values } = row;
  if (start === null || start.kind === "held" || startDate === null || payerRecord !== undefined)
    return [];
  return [
    {
      record: row.record,
      name: nameOf(values),
      plan: values.plan_name ?? null,
      interval: values.interval ?? null,
      billFrom: startDate,
      firstInvoiceOn: start.firstInvoiceOn,
      priceMinor: values.price_cents ?? null,
      coveredPeople: dependants + 1,
      isWaiting: start.kind === "choose" || row.status === null,
    },
  ];
}

function totalsByDate(charges: readonly ComingCharge[]): RosterPreview["totalsByDate"] {
  const totals = new Map<PlainDate, RosterPreview["totalsByDate"][number]>();
  for (const { firstInvoiceOn: date, priceMinor, isWaiting } of charges) {
    if (isWaiting) continue;
    const total = totals.get(date) ?? { date, members: 0, totalMinor: 0, withoutPrice: 0 };
    total.members += 1;
    if (isGiven(priceMinor)) total.totalMinor += priceMinor;
    else total.withoutPrice += 1;
    totals.set(date, total);
  }
  return [...totals.values()];
}
