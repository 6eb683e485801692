import { describe, expect, test } from "vitest";
import { interval, plainDate } from "../calendar/index.ts";
import { currency } from "../money/index.ts";
import {
  ageOn,
  explainPrice,
  ownPriceOfRoster,
  type Plan,
  priceOf,
  Product,
  type PriceInput,
} from "./index.ts";

const monthly = interval("P1M");
const patient = { kind: "patient", id: "pat_1" } as const;
const insurer = { kind: "insurer", id: "pay_1" } as const;

const plan: Plan = {
  type: "membership",
  id: "pln_1",
  name: "Gold",
  currency: currency("USD"),
  tax: null,
  healthcode: "A123",
  isArchived: false,
  audience: "retail",
  billing: "advance",
  pricing: {
    kind: "per_person",
    prices: [
      { interval: monthly, priceMinor: 9900, from: null },
      { interval: monthly, priceMinor: 10_900, from: plainDate("2026-07-15") },
      { interval: interval("P1Y"), priceMinor: 99_000, from: null },
    ],
  },
  enrollmentFeeMinor: null,
  contractPrices: [{ payer: insurer, interval: monthly, priceMinor: 8000, from: null }],
};

const input: PriceInput = {
  plan,
  interval: monthly,
  payer: patient,
  ownPriceMinor: null,
  birthDate: null,
  on: plainDate("2026-06-01"),
};

describe("PLAN-1: a plan has its own price for each interval", () => {
  test("PLAN-1: several intervals", () => {
    expect(priceOf(input)).toMatchObject({ priceMinor: 9900, basis: "plan" });
    expect(priceOf({ ...input, interval: interval("P1Y") })).toMatchObject({ priceMinor: 99_000 });
  });

  test("PLAN-1: no price for an interval is said, not guessed", () => {
    expect(priceOf({ ...input, interval: interval("P6M") })).toMatchObject({
      kind: "no_price",
      rule: "PLAN-1",
    });
  });

  test("PLAN-1: products are parsed with every field known", () => {
    expect(Product.parse(plan)).toEqual(plan);
    expect(Product.safeParse({ ...plan, colour: "blue" }).success).toBe(false);
    const service = {
      type: "service",
      id: "prd_1",
      name: "Blood test",
      currency: "USD",
      tax: null,
      healthcode: null,
      isArchived: false,
      priceMinor: 4500,
    };
    expect(Product.safeParse(service).success).toBe(true);
  });
});

describe("PLAN-2: seats by age", () => {
  const seats: Plan = {
    ...plan,
    pricing: {
      kind: "per_seat",
      bands: [
        {
          name: "child",
          fromAge: 0,
          throughAge: 17,
          prices: [{ interval: monthly, priceMinor: 3000, from: null }],
        },
        {
          name: "adult",
          fromAge: 18,
          throughAge: 64,
          prices: [{ interval: monthly, priceMinor: 9000, from: null }],
        },
      ],
    },
  };
  const born = (birthDate: string | null) => ({
    ...input,
    plan: seats,
    birthDate: birthDate === null ? null : plainDate(birthDate),
  });

  test.each([
    ["2008-06-02", 3000],
    ["2008-06-01", 9000],
    ["1961-06-02", 9000],
  ])("PLAN-2: born %s pays %d on 1 June 2026", (birthDate, priceMinor) => {
    expect(priceOf(born(birthDate))).toMatchObject({ priceMinor });
  });

  test("PLAN-2: no band or no birth date is said", () => {
    expect(priceOf(born("1961-06-01"))).toMatchObject({ kind: "no_price", rule: "PLAN-2" });
    expect(priceOf(born(null))).toMatchObject({ kind: "no_price", rule: "PLAN-2" });
  });

  test("PLAN-2: born on 29 February, the birthday is 1 March in other years", () => {
    const birthDate = plainDate("2008-02-29");
    expect(ageOn({ birthDate, on: plainDate("2026-02-28") })).toBe(17);
    expect(ageOn({ birthDate, on: plainDate("2026-03-01") })).toBe(18);
  });
});

describe("PLAN-3: own price, else contract, else plan", () => {
  test("PLAN-3: the payer decides the contract price", () => {
    expect(priceOf({ ...input, payer: insurer })).toMatchObject({
      priceMinor: 8000,
      basis: "contract",
    });
    expect(priceOf({ ...input, payer: { ...insurer, id: "pay_2" } })).toMatchObject({
      basis: "plan",
    });
  });

  test("PLAN-3: the member's own price stands above both, even at nothing", () => {
    expect(priceOf({ ...input, payer: insurer, ownPriceMinor: 0 })).toMatchObject({
      priceMinor: 0,
      basis: "own",
    });
  });

  test("PLAN-3: a roster price that differs is kept as own, with a warning", () => {
    expect(ownPriceOfRoster({ ...input, rosterPriceMinor: 9900 })).toEqual({
      ownPriceMinor: null,
      warning: null,
    });
    expect(ownPriceOfRoster({ ...input, rosterPriceMinor: null })).toEqual({
      ownPriceMinor: null,
      warning: null,
    });
    const own = ownPriceOfRoster({ ...input, rosterPriceMinor: 8500 });
    expect(own.ownPriceMinor).toBe(8500);
    expect(own.warning).toBe(
      "Gold costs 99.00; the roster's 85.00 USD is kept as the member's own price (PLAN-3).",
    );
  });

  test("WHY-1: a price says why", () => {
    const price = priceOf(input);
    if (price.kind !== "price") throw new Error(price.reason);
    expect(explainPrice(input, price).sentence).toBe(
      "Gold costs 99.00 USD on 1 June 2026: the plan's price (PLAN-3).",
    );
  });
});

describe("PLAN-4: a change of price", () => {
  test.each([
    ["2026-07-01", 9900, "the period that runs keeps the old price"],
    ["2026-07-15", 10_900, "a period that begins on the day has the new one"],
    ["2026-08-01", 10_900, "so has the next period"],
  ])("PLAN-4: on %s: %d (%s)", (on, priceMinor) => {
    expect(priceOf({ ...input, on: plainDate(on) })).toMatchObject({ priceMinor });
  });

  test("PLAN-4: own prices stay", () => {
    expect(priceOf({ ...input, ownPriceMinor: 9000, on: plainDate("2026-09-01") })).toMatchObject({
      priceMinor: 9000,
    });
  });
});
