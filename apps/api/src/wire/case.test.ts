import { expect, expectTypeOf, test } from "vitest";
import { fromWire, toWire } from "./case.ts";

const inside = { priceMinor: 5, contractPrices: [{ fromAge: 1, payer: null }], id: "x" };
const outside = { price_minor: 5, contract_prices: [{ from_age: 1, payer: null }], id: "x" };

test("keys are snake_case on the wire and camelCase inside, at every depth", () => {
  expect(toWire(inside)).toEqual(outside);
  expect(fromWire(outside)).toEqual(inside);
});

test("the types follow", () => {
  expectTypeOf(toWire({ ...inside }).price_minor).toExtend<number>();
  expectTypeOf(fromWire({ ...outside }).contractPrices).toExtend<{ fromAge: number }[]>();
});
