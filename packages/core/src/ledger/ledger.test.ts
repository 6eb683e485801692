import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currency } from "../money/index.ts";
import { balanceOf, totalUnallocatedOn } from "../payment/index.ts";
import { day } from "../payment/testing/factories.ts";
import { playActs, randomActs } from "../payment/testing/randomActs.ts";
import {
  actsOfPostings,
  balancesOf,
  entryOf,
  exportJournal,
  receivable,
  unallocated,
} from "./index.ts";
import type { LedgerEntry } from "./index.ts";
import { act, anyAct, invoiceActs } from "./testing/acts.ts";

const on = day("2026-05-01");

function sumOf({ postings }: LedgerEntry): number {
  return postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

describe("entries", () => {
  test("LED-1: every act posts an entry that balances and names each account once", () => {
    fc.assert(
      fc.property(anyAct, (drawn) => {
        const entry = entryOf(drawn);
        expect(sumOf(entry)).toBe(0);
        const accounts = entry.postings.map(({ account }) => account);
        expect(new Set(accounts).size).toBe(accounts.length);
        expect(entry.postings.every(({ amountMinor }) => amountMinor !== 0)).toBe(true);
      }),
    );
  });

  test("LED-1: an invoice with tax posts what is owed, what is earned and what is the state's", () => {
    const issued = act({
      kind: "invoice_issued",
      income: [{ kind: "base", netMinor: 10_000 }],
      taxMinor: 800,
    });
    expect(entryOf(issued).postings).toEqual([
      { account: "assets:receivable", amountMinor: 10_800 },
      { account: "income:membership", amountMinor: -10_000 },
      { account: "liabilities:tax", amountMinor: -800 },
    ]);
  });

  test("LED-2: receivable is the sum over issued, unpaid invoices; LED-3: unallocated is what the payments say", () => {
    fc.assert(
      fc.property(randomActs, (acts) => {
        const entries: LedgerEntry[] = [];
        const book = playActs({
          acts,
          onPlanned: ({ before, planned }) => {
            for (const each of actsOfPostings({ book: before, planned }))
              entries.push(entryOf(each));
          },
        });
        entries.push(...invoiceActs(book.invoices).map(entryOf));
        const balances = balancesOf(entries);
        const owed = book.invoices.reduce((sum, invoice) => sum + balanceOf({ book, invoice }), 0);
        expect(balances[receivable]?.["USD"] ?? 0).toBe(owed);
        const left = totalUnallocatedOn({ book, date: day("2026-12-31") })["USD"] ?? 0;
        expect(-(balances[unallocated]?.["USD"] ?? 0) + 0).toBe(left);
      }),
      { numRuns: 200 },
    );
  });

  test("LED-3: a credit note on a paid invoice becomes the payer's unallocated money", () => {
    const credit = act({
      kind: "credit_note_issued",
      income: [{ kind: "base", netMinor: 3_000 }],
      taxMinor: 0,
      toUnallocatedMinor: 2_000,
    });
    const balances = balancesOf([entryOf(credit)]);
    expect(balances[receivable]).toEqual({ USD: -1_000 });
    expect(balances[unallocated]).toEqual({ USD: -2_000 });
  });

  test.each([
    ["invoice_issued", "invoice_voided"],
    ["payment_allocated", "payment_deallocated"],
    ["payment_received", "payment_refunded"],
    ["payment_received", "payment_corrected"],
    ["invoice_written_off", "invoice_reopened"],
  ] as const)("LED-4: %s and %s together leave every account as it was", (kind, counter) => {
    const rest = {
      income: [{ kind: "base" as const, netMinor: 900 }],
      taxMinor: 100,
      amountMinor: 1_000,
      method: "card" as const,
      isOpening: false,
    };
    const entries = [entryOf(act({ kind, ...rest })), entryOf(act({ kind: counter, ...rest }))];
    const sums = Object.values(balancesOf(entries)).flatMap((of) => Object.values(of));
    expect(sums.every((sum) => sum === 0)).toBe(true);
  });
});

describe("the journal", () => {
  test("LED-5: declares commodities with their own digits and accounts, and orders entries by date", () => {
    const late = act({
      kind: "payment_received",
      amountMinor: 12_345,
      method: "card",
      on: day("2026-06-02"),
    });
    const yen = act({
      kind: "payment_received",
      amountMinor: 500,
      method: "cash",
      currency: currency("JPY"),
    });
    expect(exportJournal({ entries: [late, yen].map(entryOf), title: "Sample practice" })).toBe(
      [
        "; Sample practice",
        "",
        "commodity 1000. JPY",
        "commodity 1000.00 USD",
        "",
        "account assets:cash",
        "account assets:processor:card",
        "account liabilities:unallocated",
        "",
        "2026-05-01 * (ref_1) Payment  ; act:payment_received, payer:patient pat_1",
        "    assets:cash              500 JPY",
        "    liabilities:unallocated  -500 JPY",
        "",
        "2026-06-02 * (ref_1) Payment  ; act:payment_received, payer:patient pat_1",
        "    assets:processor:card    123.45 USD",
        "    liabilities:unallocated  -123.45 USD",
        "",
        "",
      ].join("\n"),
    );
  });

  test("LED-5: no text of ours can break a line or begin a comment", () => {
    const nasty = act({
      kind: "payment_received",
      amountMinor: 1,
      method: "card",
      reference: "a)\n;b|\u2028c",
      on,
    });
    const [heading] = exportJournal({ entries: [entryOf(nasty)], title: "x\ny" })
      .split("\n")
      .filter((line) => /^\d/.test(line));
    expect(heading).toBe(
      "2026-05-01 * (a b c) Payment  ; act:payment_received, payer:patient pat_1",
    );
  });
});
