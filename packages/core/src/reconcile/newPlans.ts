import type { Interval } from "../calendar/index.ts";
import type { RosterRow } from "../roster/index.ts";
import type { KnownPlan } from "./syncState.ts";

/** The plans a new practice's roster names, each with the roster's commonest price per interval (SYN-3). */
export function plansOfRoster(rows: readonly RosterRow[]): KnownPlan[] {
  const counts = new Map<string, Map<Interval, Map<number, number>>>();
  for (const row of rows) {
    const name = row.values.plan_name ?? null;
    if (name === null || !row.hasMembership) continue;
    const intervals = counts.get(name) ?? new Map<Interval, Map<number, number>>();
    counts.set(name, intervals);
    const price = row.values.price_cents ?? null;
    const interval = row.values.interval ?? null;
    if (price === null || interval === null) continue;
    const prices = intervals.get(interval) ?? new Map<number, number>();
    intervals.set(interval, prices);
    prices.set(price, (prices.get(price) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, intervals]) => ({
      name,
      prices: [...intervals]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([interval, prices]) => ({ interval, priceMinor: commonest(prices) })),
    }));
}

/** The price most rows have; of equally common ones the lower. */
function commonest(prices: ReadonlyMap<number, number>): number {
  const [first] = [...prices].sort(
    ([priceA, countA], [priceB, countB]) => countB - countA || priceA - priceB,
  );
  return first?.[0] ?? 0;
}
