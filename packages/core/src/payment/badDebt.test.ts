import { expect, test } from "vitest";
import { planBadDebt } from "./index.ts";
import { day } from "./testing/factories.ts";

const given = {
  askedMinor: 7_000,
  issuedOn: day("2026-05-01"),
  lastActOn: null,
  on: day("2026-06-10"),
  today: day("2026-06-10"),
  lockedMonths: [],
};

test("PAY-14: what is still asked for is written off, and taken back, on the day of the act", () => {
  expect(planBadDebt({ ...given, action: "write_off" })).toEqual({
    kind: "planned",
    on: "2026-06-10",
    amountMinor: 7_000,
  });
  expect(planBadDebt({ ...given, action: "reopen" })).toMatchObject({ amountMinor: -7_000 });
});

test.each([
  ["before the invoice", { on: day("2026-04-30") }, "PAY-14"],
  ["after today", { on: day("2026-06-11") }, "PAY-14"],
  ["before the act it answers", { lastActOn: day("2026-06-02"), on: day("2026-06-01") }, "PAY-14"],
  ["inside a locked month", { lockedMonths: ["2026-06"] }, "PAY-9"],
])("PAY-14: a day %s is refused", (_name, changes, rule) => {
  expect(planBadDebt({ ...given, ...changes, action: "reopen" })).toMatchObject({
    kind: "refused",
    rule,
  });
});
