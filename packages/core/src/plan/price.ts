import { dayOfMonth, monthOf, yearOf, type Interval, type PlainDate } from "../calendar/index.ts";
import { dateInWords, type Explanation } from "../explain/index.ts";
import { decimalOf } from "../money/index.ts";
import type { Payer, Plan, PlanPrice, SeatBand } from "./schema.ts";

export type PriceBasis = "own" | "contract" | "plan";

export type BilledPrice = {
  kind: "price";
  priceMinor: number;
  basis: PriceBasis;
  band: string | null;
};
export type NoPrice = { kind: "no_price"; rule: string; reason: string };

export type PriceInput = {
  plan: Plan;
  interval: Interval;
  payer: Payer;
  /** The member's own price, which stands above every other. */
  ownPriceMinor: number | null;
  /** Decides the seat's age band. */
  birthDate: PlainDate | null;
  /** The first day of the period, or the day of attaching where that is later (PLAN-4). */
  on: PlainDate;
};

/** The member's own price, else the payer's contract price, else the plan's (PLAN-3). */
export function priceOf(input: PriceInput): BilledPrice | NoPrice {
  const { plan, interval, ownPriceMinor, on } = input;
  if (ownPriceMinor !== null) {
    return { kind: "price", priceMinor: ownPriceMinor, basis: "own", band: null };
  }
  const contract = contractPriceOf(input);
  if (contract !== undefined) {
    return { kind: "price", priceMinor: contract.priceMinor, basis: "contract", band: null };
  }
  const { prices, band, missing } = pricesFor(input);
  if (missing !== null) return { kind: "no_price", rule: "PLAN-2", reason: missing };
  const price = inForce(prices, interval, on);
  if (price === undefined) {
    const reason = `${plan.name} has no price for ${interval} on ${dateInWords(on)} (PLAN-1).`;
    return { kind: "no_price", rule: "PLAN-1", reason };
  }
  return { kind: "price", priceMinor: price.priceMinor, basis: "plan", band };
}

function contractPriceOf({ plan, payer, interval, on }: PriceInput): PlanPrice | undefined {
  if (plan.contractPrices.length === 0) return undefined;
  const ofPayer = plan.contractPrices.filter(
    (price) => price.payer.kind === payer.kind && price.payer.id === payer.id,
  );
  return inForce(ofPayer, interval, on);
}

function inForce<Price extends PlanPrice>(
  prices: readonly Price[],
  interval: Interval,
  on: PlainDate,
): Price | undefined {
  let found: Price | undefined;
  for (const price of prices) {
    if (price.interval !== interval || (price.from !== null && price.from > on)) continue;
    if (found === undefined || (price.from ?? "") >= (found.from ?? "")) found = price;
  }
  return found;
}

type Prices = { prices: readonly PlanPrice[]; band: string | null; missing: string | null };

function pricesFor({ plan, birthDate, on }: PriceInput): Prices {
  if (plan.pricing.kind !== "per_seat") {
    return { prices: plan.pricing.prices, band: null, missing: null };
  }
  if (birthDate === null) {
    const missing = `${plan.name} is priced by age, and the birth date is not known (PLAN-2).`;
    return { prices: [], band: null, missing };
  }
  const age = ageOn({ birthDate, on });
  const band = plan.pricing.bands.find((candidate) => isInBand(candidate, age));
  if (band === undefined) {
    const missing = `${plan.name} has no seat for age ${age} (PLAN-2).`;
    return { prices: [], band: null, missing };
  }
  return { prices: band.prices, band: band.name, missing: null };
}

function isInBand({ fromAge, throughAge }: SeatBand, age: number): boolean {
  return age >= fromAge && (throughAge === null || age <= throughAge);
}

/** Whole years of age; someone born on 29 February has the birthday on 1 March in other years (PLAN-2). */
export function ageOn({ birthDate, on }: { birthDate: PlainDate; on: PlainDate }): number {
  const years = yearOf(on) - yearOf(birthDate);
  const isBeforeBirthday =
    monthOf(on) < monthOf(birthDate) ||
    (monthOf(on) === monthOf(birthDate) && dayOfMonth(on) < dayOfMonth(birthDate));
  return isBeforeBirthday ? years - 1 : years;
}

const basisInWords = {
  own: "the member's own price",
  contract: "the payer's contract price",
  plan: "the plan's price",
} as const satisfies Record<PriceBasis, string>;

export function explainPrice(input: PriceInput, price: BilledPrice): Explanation {
  const amount = `${decimalOf({ minor: price.priceMinor, currency: input.plan.currency })} ${input.plan.currency}`;
  const band = price.band === null ? "" : `, seat ${price.band}`;
  return {
    rule: "PLAN-3",
    inputs: {
      plan: input.plan.name,
      interval: input.interval,
      own_price_minor: input.ownPriceMinor,
      payer: `${input.payer.kind} ${input.payer.id}`,
      on: input.on,
      basis: price.basis,
    },
    arithmetic: `${price.basis} price = ${amount}`,
    sentence: `${input.plan.name}${band} costs ${amount} on ${dateInWords(input.on)}: ${basisInWords[price.basis]} (PLAN-3).`,
  };
}

/** A roster price that differs from the plan's is kept as the member's own, with a warning (PLAN-3). */
export function ownPriceOfRoster({
  rosterPriceMinor,
  ...input
}: Omit<PriceInput, "ownPriceMinor"> & { rosterPriceMinor: number | null }): {
  ownPriceMinor: number | null;
  warning: string | null;
} {
  if (rosterPriceMinor === null) return { ownPriceMinor: null, warning: null };
  const listed = priceOf({ ...input, ownPriceMinor: null });
  if (listed.kind === "price" && listed.priceMinor === rosterPriceMinor) {
    return { ownPriceMinor: null, warning: null };
  }
  const { name, currency } = input.plan;
  const own = decimalOf({ minor: rosterPriceMinor, currency });
  const usual =
    listed.kind === "price"
      ? `${name} costs ${decimalOf({ minor: listed.priceMinor, currency })}`
      : `${name} has no such price`;
  return {
    ownPriceMinor: rosterPriceMinor,
    warning: `${usual}; the roster's ${own} ${currency} is kept as the member's own price (PLAN-3).`,
  };
}
