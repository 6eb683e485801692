import * as fc from "fast-check";
import { expect, test } from "vitest";
import { day } from "../payment/testing/factories.ts";
import { balancesOf, entryOf, receivable, statementOf, unallocated } from "./index.ts";
import { act, anyAct } from "./testing/acts.ts";

const through = day("2026-05-31");

test("PAY-13: shows each act with the balance after it, from the balance before", () => {
  const income = [{ kind: "base" as const, netMinor: 10_000 }];
  const acts = [
    act({ kind: "invoice_issued", on: day("2026-04-01"), reference: "INV-1", income, taxMinor: 0 }),
    act({ kind: "invoice_issued", on: day("2026-05-01"), reference: "INV-2", income, taxMinor: 0 }),
    act({
      kind: "credit_note_issued",
      on: day("2026-05-02"),
      reference: "INV-3",
      income: [{ kind: "base", netMinor: 1_000 }],
      taxMinor: 0,
      toUnallocatedMinor: 0,
    }),
    act({ kind: "payment_received", on: day("2026-05-03"), amountMinor: 12_000, method: "card" }),
    act({ kind: "payment_allocated", on: day("2026-05-03"), amountMinor: 12_000 }),
    act({ kind: "payment_refunded", on: day("2026-05-09"), amountMinor: 500, method: "card" }),
    act({
      kind: "invoice_written_off",
      on: day("2026-05-20"),
      reference: "INV-2",
      amountMinor: 700,
    }),
    act({ kind: "invoice_issued", on: day("2026-07-01"), reference: "INV-4", income, taxMinor: 0 }),
  ];
  const entries = acts.map(entryOf);
  const statement = statementOf({ entries, currency: "USD", from: day("2026-05-01"), through });
  expect(statement.openingMinor).toBe(10_000);
  expect(
    statement.lines.map(({ kind, reference, balanceMinor }) => [kind, reference, balanceMinor]),
  ).toEqual([
    ["invoice", "2", 20_000],
    ["credit", "3", 19_000],
    ["payment", "ref_1", 7_000],
    ["refund", "ref_1", 7_500],
    ["bad_debt", "2", 6_800],
  ]);
  expect(statement.closingMinor).toBe(6_800);
});

test("PAY-13: closes with what invoices ask for less what pays nothing yet, whatever the acts", () => {
  fc.assert(
    fc.property(
      fc.array(anyAct, { maxLength: 30 }),
      fc.constantFrom("USD", "JPY"),
      (acts, currency) => {
        const entries = acts.map(entryOf).toSorted((one, other) => (one.on < other.on ? -1 : 1));
        const whole = { currency, from: day("2026-01-01"), through: day("2099-12-31") };
        const { closingMinor, lines } = statementOf({ entries, ...whole });
        const balances = balancesOf(entries);
        const owed = [receivable, unallocated].map((account) => balances[account]?.[currency] ?? 0);
        expect(closingMinor).toBe(owed.reduce((sum, minor) => sum + minor, 0));
        expect(lines.at(-1)?.balanceMinor ?? 0).toBe(closingMinor);
      },
    ),
  );
});
