import { expect, test } from "vitest";
import { autopaySetupOf } from "./index.ts";
import { day } from "./testing/factories.ts";

const card = {
  method: "card",
  isAutopay: true,
  mandateOn: day("2026-01-01"),
  consentOn: null,
} as const;
const younger = { ...card, mandateOn: day("2026-03-01") };

test.each([
  ["one membership with a mandate", [card], card],
  ["two by the same method: the youngest mandate", [younger, card], younger],
  ["one of two without autopay", [card, { ...card, isAutopay: false }], null],
  ["one of two without a mandate", [card, { ...card, mandateOn: null }], null],
  ["two methods", [card, { ...card, method: "ach" as const }], null],
  ["no membership: a service by hand", [], null],
])("AUTO-1: %s", (_name, setups, expected) => {
  const setup = autopaySetupOf(setups);
  if (expected === null) expect(setup).toMatchObject({ isAutopay: false, mandateOn: null });
  else expect(setup).toEqual(expected);
});
