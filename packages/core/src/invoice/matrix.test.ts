import { expect, test } from "vitest";
import {
  addDays,
  anchorDay,
  countDays,
  firstAnchorDate,
  interval,
  periodAt,
} from "../calendar/index.ts";
import { day, price } from "../membership/testMembership.ts";
import { coming, someScene } from "./testBilling.ts";

const pricesMinor: Record<string, number> = {
  P1M: 24_995,
  P3M: 69_900,
  P6M: 130_000,
  P1Y: 240_000,
  P2W: 12_000,
  P30D: 23_000,
};
const intervals = Object.keys(pricesMinor);
const anchors = [1, 15, 28, 29, 30, 31];
const years = [2026, 2028];
const starts = ["02-01", "02-28", "12-31"];
const billings = ["advance", "arrears"] as const;

const cases = intervals.flatMap((every) =>
  anchors.flatMap((anchor) =>
    years.flatMap((year) =>
      starts.flatMap((start) =>
        billings.map((billing) => ({ every, anchor, year, start, billing })),
      ),
    ),
  ),
);

function sceneOf({ every, anchor, year, start, billing }: (typeof cases)[number]) {
  const billFrom = day(`${year}-${start}`);
  const prices = intervals.map((one) => price(pricesMinor[one] ?? 0, one));
  const isByMonth = /[MY]$/.test(every);
  const anchorDate = isByMonth
    ? firstAnchorDate({ from: billFrom, day: anchorDay(anchor) })
    : billFrom;
  const scene = someScene({ plan: { pricing: { kind: "per_person", prices } } });
  const [terms] = scene.row.terms;
  if (terms === undefined) throw new Error("no terms");
  const changed = {
    ...terms,
    from: billFrom,
    interval: interval(every),
    billing,
    anchorDate,
    anchorDay: anchorDay(anchor),
  };
  return {
    billFrom,
    scene: { ...scene, row: { ...scene.row, billFrom, careFrom: billFrom, terms: [changed] } },
  };
}

test.each(cases)("INV-4: $every on day $anchor from $year-$start in $billing", (one) => {
  const { billFrom, scene } = sceneOf(one);
  const through = addDays(billFrom, 1200);
  const { invoices, parked } = coming(scene, { through });
  expect(parked).toEqual([]);
  let expectedStart = billFrom;
  invoices.forEach((invoice, index) => {
    const [line] = invoice.lines;
    if (line === undefined) throw new Error("an invoice without a line");
    const expected = periodAt({
      anchorDate: billFrom,
      anchorDay: anchorDay(one.anchor),
      interval: interval(one.every),
      index,
    });
    expect(line.period).toEqual(expected);
    expect(line.period.start).toBe(expectedStart);
    expectedStart = addDays(line.period.end, 1);
    expect(invoice.chargeOn).toBe(one.billing === "advance" ? line.period.start : expectedStart);
    const priceMinor = pricesMinor[one.every] ?? 0;
    const days = countDays(line.period);
    const cycleDays = countDays(line.cycle);
    const share = Math.floor((2 * priceMinor * days + cycleDays) / (2 * cycleDays));
    expect(invoice.totalMinor).toBe(days === cycleDays ? priceMinor : share);
    if (index > 0) expect(days).toBe(cycleDays);
  });
  const next = periodAt({
    anchorDate: billFrom,
    anchorDay: anchorDay(one.anchor),
    interval: interval(one.every),
    index: invoices.length,
  });
  const nextChargeOn = one.billing === "advance" ? next.start : addDays(next.end, 1);
  expect(nextChargeOn > through).toBe(true);
});
