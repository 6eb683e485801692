import type { Interval } from "../calendar/index.ts";
import type { RosterRow } from "../roster/index.ts";
import type { KnownPlan } from "./syncState.ts";

/** A membership without a named plan belongs to this one. */
export const defaultPlanName = "Membership";

export type RosterPlan = KnownPlan & { isFamily: boolean };

type Tally = { isFamily: boolean; intervals: Map<Interval, Map<number, number>> };

/** The plans a new practice's roster names, each with the roster's commonest price per interval (SYN-3). */
export function plansOfRoster(rows: readonly RosterRow[]): RosterPlan[] {
  const byRecord = new Map(rows.map((row) => [row.record, row]));
  const tallies = new Map<string, Tally>();
  for (const row of rows) {
    if (!row.hasMembership) continue;
    const payer = row.payerRecord === undefined ? undefined : byRecord.get(row.payerRecord);
    const name = planNameOf({ row, payer });
    const tally: Tally = tallies.get(name) ?? { isFamily: false, intervals: new Map() };
    tallies.set(name, tally);
    const price = row.values.price_cents ?? null;
    if (payer !== undefined && price === null) tally.isFamily = true;
    const interval = row.values.interval ?? null;
    if (interval === null) continue;
    const prices = tally.intervals.get(interval) ?? new Map<number, number>();
    tally.intervals.set(interval, prices);
    if (price !== null) prices.set(price, (prices.get(price) ?? 0) + 1);
  }
  return [...tallies]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { isFamily, intervals }]) => ({ name, isFamily, prices: pricesOf(intervals) }));
}

export function planNameOf(input: { row: RosterRow; payer: RosterRow | undefined }): string {
  return input.row.values.plan_name ?? input.payer?.values.plan_name ?? defaultPlanName;
}

function pricesOf(intervals: Tally["intervals"]): KnownPlan["prices"] {
  return [...(intervals.size === 0 ? unpriced : intervals)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([interval, prices]) => ({ interval, priceMinor: commonest(prices) }));
}

const unpriced = new Map([["P1M" as Interval, new Map<number, number>()]]);

/** The price most rows have; of equally common ones the lower; zero, which bills nothing, where no row has one. */
function commonest(prices: ReadonlyMap<number, number>): number {
  const [first] = [...prices].sort(
    ([priceA, countA], [priceB, countB]) => countB - countA || priceA - priceB,
  );
  return first?.[0] ?? 0;
}
