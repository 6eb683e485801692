import { describe, expect, test } from "vitest";
import { decideAutopay } from "./index.ts";
import { day, makeInvoice } from "./testing/factories.ts";

const hourMs = 3_600_000;
const invoice = makeInvoice({ id: "inv_1", dueOn: day("2026-05-15") });
const usual = {
  invoice,
  balanceMinor: 10_000,
  setup: {
    method: "card",
    isAutopay: true,
    mandateOn: day("2026-01-01"),
    consentOn: day("2026-01-01"),
  },
  attempts: [],
  isSent: true,
  chargesUnsent: false,
  isOpeningEntry: false,
  now: "2026-05-15T09:00:00-05:00",
  timeZone: "America/Chicago",
} as const satisfies Parameters<typeof decideAutopay>[0];

describe("opening entries", () => {
  test("PAY-11: what was taken over from before is never charged", () => {
    expect(decideAutopay({ ...usual, isOpeningEntry: true })).toEqual({ kind: "nothing" });
  });
});

describe("autopay", () => {
  test("PAY-12: charges on the due date in the practice's zone, with a key of its own", () => {
    expect(decideAutopay(usual)).toEqual({
      kind: "charge",
      idempotencyKey: "autopay:inv_1:1",
      amountMinor: 10_000,
      attempt: 1,
    });
    expect(decideAutopay({ ...usual, now: "2026-05-14T23:00:00-05:00" })).toEqual({
      kind: "wait",
      forMs: hourMs,
    });
  });

  test.each([
    { name: "PAY-12: unsent", change: { isSent: false } },
    { name: "PAY-12: paid", change: { balanceMinor: 0 } },
    { name: "PAY-12: voided", change: { invoice: makeInvoice({ id: "inv_1", status: "voided" }) } },
    { name: "PAY-12: without a mandate", change: { setup: { ...usual.setup, mandateOn: null } } },
    { name: "PAY-12: paid by check", change: { setup: { ...usual.setup, method: "check" } } },
  ] as const)("$name: nothing is charged", ({ change }) => {
    expect(decideAutopay({ ...usual, ...change })).toEqual({ kind: "nothing" });
  });

  test("PAY-12: unsent invoices are charged where the practice says so", () => {
    expect(decideAutopay({ ...usual, isSent: false, chargesUnsent: true })).toMatchObject({
      kind: "charge",
    });
  });

  test.each([
    { attempts: 1, waitHours: 24 },
    { attempts: 2, waitHours: 48 },
    { attempts: 3, waitHours: 168 },
  ])("PAY-12: after $attempts refusals it waits $waitHours hours", ({ attempts, waitHours }) => {
    const declined = Array.from({ length: attempts }, () => ({
      at: usual.now,
      outcome: "declined" as const,
    }));
    expect(decideAutopay({ ...usual, attempts: declined })).toEqual({
      kind: "wait",
      forMs: waitHours * hourMs,
    });
    const last = { at: "2026-05-01T09:00:00-05:00", outcome: "declined" as const };
    const waited = decideAutopay({ ...usual, attempts: [...declined.slice(1), last] });
    expect(waited).toMatchObject({ kind: "charge", attempt: attempts + 1 });
  });

  test("PAY-12: after the last refusal a person decides", () => {
    const declined = Array.from({ length: 4 }, () => ({
      at: "2026-01-01T00:00:00Z",
      outcome: "declined" as const,
    }));
    expect(decideAutopay({ ...usual, attempts: declined })).toMatchObject({ kind: "for_a_person" });
  });

  test("PAY-12: when the answer got lost it asks again with the same key, and charges nothing new", () => {
    const attempts = [{ at: usual.now, outcome: "unknown" as const }];
    expect(decideAutopay({ ...usual, attempts })).toEqual({
      kind: "ask_again",
      idempotencyKey: "autopay:inv_1:1",
    });
  });

  test("PAY-12: an accepted charge is not repeated", () => {
    const attempts = [{ at: usual.now, outcome: "accepted" as const }];
    expect(decideAutopay({ ...usual, attempts })).toEqual({ kind: "nothing" });
  });
});
