import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  Currency,
  currency,
  decimalOf,
  exponentOf,
  formatMoney,
  minorFromDecimal,
  minorUnits,
  MinorUnits,
  multiplyAndRound,
  prorate,
  splitByLargestRemainder,
  sumMoney,
  taxAmount,
} from "./index.ts";

const usd = currency("USD");

describe("CAL-6: proration", () => {
  test.each([
    [24_995, 27, 30, 22_496, "249.95 x 27/30 = 224.96"],
    [59_995, 1, 29, 2069, "599.95 x 1/29 = 20.69"],
    [24_995, 28, 28, 24_995, "a short February keeps the full price"],
    [10_000, 0, 31, 0, "no day costs nothing"],
    [1, 1, 2, 1, "half a unit is rounded up"],
    [-24_995, 27, 30, -22_496, "a credit takes back what was billed"],
  ])("CAL-6: %d x %d/%d = %d (%s)", (priceMinor, daysUsed, daysInPeriod, expected) => {
    expect(prorate({ priceMinor, daysUsed, daysInPeriod })).toBe(expected);
  });

  test("CAL-6: days outside the period are an error", () => {
    expect(() => prorate({ priceMinor: 1, daysUsed: 31, daysInPeriod: 30 })).toThrow(RangeError);
    expect(() => prorate({ priceMinor: 1, daysUsed: -1, daysInPeriod: 30 })).toThrow(RangeError);
  });

  test("CAL-6: rounding is exact for any size, against whole-number arithmetic", () => {
    const amount = fc.integer({ min: -(2 ** 50), max: 2 ** 50 });
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 400 }), (amountMinor, denominator) => {
        const numerator = Math.max(1, denominator - 3);
        const actual = BigInt(multiplyAndRound({ amountMinor, numerator, denominator }));
        const exact = BigInt(Math.abs(amountMinor)) * BigInt(numerator);
        const distance = (actual < 0n ? -actual : actual) * BigInt(denominator) - exact;
        expect(distance * 2n <= BigInt(denominator) && distance * 2n > -BigInt(denominator)).toBe(
          true,
        );
      }),
    );
  });
});

describe("MONEY-1: whole minor units", () => {
  test("MONEY-1: 249.95 USD is 24995, and back", () => {
    expect(minorFromDecimal({ decimal: "249.95", currency: usd })).toBe(24_995);
    expect(decimalOf({ minor: 24_995, currency: "USD" })).toBe("249.95");
    expect(decimalOf({ minor: -5, currency: "USD" })).toBe("-0.05");
  });

  test("MONEY-1: nothing is rounded on the way in", () => {
    expect(minorFromDecimal({ decimal: "1.005", currency: usd })).toBeUndefined();
    expect(minorFromDecimal({ decimal: "1.50", currency: currency("JPY") })).toBeUndefined();
    expect(minorFromDecimal({ decimal: "1.500", currency: usd })).toBe(150);
    expect(minorFromDecimal({ decimal: "1,5", currency: usd })).toBeUndefined();
    expect(minorFromDecimal({ decimal: "99999999999999999", currency: usd })).toBeUndefined();
  });

  test("MONEY-1: fractions of a unit and unsafe numbers are refused", () => {
    expect(MinorUnits.safeParse(1.5).success).toBe(false);
    expect(() => minorUnits(2 ** 53)).toThrow(RangeError);
  });
});

describe("MONEY-2: currencies", () => {
  test("MONEY-2: exponents are those of ISO 4217: JPY 0, USD 2, KWD 3", () => {
    expect(["JPY", "USD", "KWD", "CLF", "IQD", "HUF"].map(exponentOf)).toEqual([0, 2, 3, 4, 3, 2]);
  });

  test("MONEY-2: only currencies that exist", () => {
    expect(Currency.safeParse("USD").success).toBe(true);
    expect(Currency.safeParse("usd").success).toBe(false);
    expect(Currency.safeParse("ABC").success).toBe(false);
  });

  test("MONEY-2: amounts of two currencies have no sum", () => {
    expect(
      sumMoney([
        { minor: 1, currency: "USD" },
        { minor: 2, currency: "USD" },
      ]).minor,
    ).toBe(3);
    expect(() =>
      sumMoney([
        { minor: 1, currency: "USD" },
        { minor: 2, currency: "EUR" },
      ]),
    ).toThrow(RangeError);
  });

  test("MONEY-2: shown with the currency's own digits", () => {
    const shown = (minor: number, code: string, locale: string) =>
      formatMoney({ minor, currency: code, locale }).replaceAll(/\s/g, " ");
    expect(shown(24_995, "USD", "en-US")).toBe("$249.95");
    expect(shown(24_995, "EUR", "de-DE")).toBe("249,95 €");
    expect(shown(24_995, "JPY", "en-US")).toBe("¥24,995");
    expect(shown(24_995, "KWD", "en-US")).toBe("KWD 24.995");
  });
});

describe("MONEY-3: splits add up", () => {
  test("MONEY-3: 100 in three equal parts is 34, 33, 33", () => {
    expect(splitByLargestRemainder({ totalMinor: 100, weights: [1, 1, 1] })).toEqual([34, 33, 33]);
    expect(splitByLargestRemainder({ totalMinor: -100, weights: [1, 1, 1] })).toEqual([
      -34, -33, -33,
    ]);
  });

  test("MONEY-3: parts add up exactly, and none is off by a whole unit", () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 20 })
      .filter((some) => some.some((weight) => weight > 0));
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        weights,
        (totalMinor, some) => {
          const parts = splitByLargestRemainder({ totalMinor, weights: some });
          const sum = some.reduce((total, weight) => total + weight, 0);
          expect(parts.reduce((total, part) => total + part, 0)).toBe(totalMinor);
          parts.forEach((part, index) => {
            expect(Math.abs(part - (totalMinor * (some[index] ?? 0)) / sum)).toBeLessThan(1.000001);
          });
        },
      ),
    );
  });

  test("MONEY-3: a split needs something to go by", () => {
    expect(() => splitByLargestRemainder({ totalMinor: 1, weights: [0, 0] })).toThrow(RangeError);
    expect(() => splitByLargestRemainder({ totalMinor: 1, weights: [2, -1] })).toThrow(RangeError);
  });
});

describe("PLAN-5: tax is rounded per line", () => {
  test.each([
    [10_000, 88_750, "exclusive", { netMinor: 10_000, taxMinor: 888, grossMinor: 10_888 }],
    [11_900, 190_000, "inclusive", { netMinor: 10_000, taxMinor: 1900, grossMinor: 11_900 }],
    [9_999, 200_000, "inclusive", { netMinor: 8332, taxMinor: 1667, grossMinor: 9999 }],
  ] as const)("PLAN-5: %d at %d per million, %s", (priceMinor, ratePerMillion, mode, expected) => {
    expect(taxAmount({ priceMinor, tax: { ratePerMillion, mode } })).toEqual(expected);
  });

  test("PLAN-5: net and tax always add up to gross", () => {
    const rate = fc.integer({ min: 0, max: 1_000_000 });
    const mode = fc.constantFrom("inclusive", "exclusive");
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000, max: 10_000_000 }),
        rate,
        mode,
        (priceMinor, ratePerMillion, how) => {
          const taxed = taxAmount({ priceMinor, tax: { ratePerMillion, mode: how } });
          expect(taxed.netMinor + taxed.taxMinor).toBe(taxed.grossMinor);
          expect(how === "inclusive" ? taxed.grossMinor : taxed.netMinor).toBe(priceMinor);
        },
      ),
    );
  });
});
