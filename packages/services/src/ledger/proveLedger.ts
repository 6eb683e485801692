import {
  actsOfPostings,
  balancesOf,
  entryOf,
  receivable,
  unallocated,
  type LedgerBalances,
} from "@rollbook/core/ledger";
import { listBadDebtActs } from "@rollbook/db/badDebt";
import {
  countLedgerEntries,
  listAccountSums,
  listLedgerInvoices,
  listOwedSums,
} from "@rollbook/db/ledger";
import { totalUnallocatedOn } from "@rollbook/core/payment";
import { plainDate } from "@rollbook/core/calendar";
import * as z from "zod";
import { readBook } from "../payment/index.ts";
import { defineVerb, type Given } from "../run/index.ts";
import { actsOfBadDebt } from "./badDebtActs.ts";
import { actsOfInvoices } from "./invoiceActs.ts";
import { balancesFrom } from "./readLedger.ts";

export interface LedgerCheck {
  readonly account: string;
  readonly currency: string;
  readonly postedMinor: number;
  /** What the rows that the entries were posted for say. */
  readonly expectedMinor: number;
  readonly isEqual: boolean;
}

export interface LedgerProof {
  readonly isProven: boolean;
  readonly entryCount: number;
  readonly checks: readonly LedgerCheck[];
}

const endOfTime = plainDate("9999-12-31");

/**
 * Holds the posted entries against what follows from invoices, credit notes and payments anew: every account, what
 * invoices ask for, and what payments have left (LED-6).
 */
export const proveLedger = defineVerb({
  name: "ledger.prove",
  permission: "payment.read",
  input: z.strictObject({}),
  isSnapshot: true,
  run: async ({ input: _input, ...given }): Promise<LedgerProof> => {
    const posted = balancesFrom(await listAccountSums(given.tx));
    const expected = await expectedBalances(given);
    const keys = new Set(
      [posted, expected].flatMap((balances) =>
        Object.entries(balances).flatMap(([account, sums]) =>
          Object.keys(sums).map((currency) => `${account} ${currency}`),
        ),
      ),
    );
    const checks = [...keys].toSorted().map((key) => checkOf(key, { posted, expected }));
    return {
      isProven: checks.every(({ isEqual }) => isEqual),
      entryCount: await countLedgerEntries(given.tx),
      checks,
    };
  },
  audit: ({ result }) => ({ entityId: null, detail: { isProven: result.isProven } }),
});

function checkOf(
  key: string,
  { posted, expected }: { posted: LedgerBalances; expected: LedgerBalances },
): LedgerCheck {
  const [account = "", currency = ""] = key.split(" ");
  const postedMinor = posted[account]?.[currency] ?? 0;
  const expectedMinor = expected[account]?.[currency] ?? 0;
  return { account, currency, postedMinor, expectedMinor, isEqual: postedMinor === expectedMinor };
}

async function expectedBalances(given: Given): Promise<LedgerBalances> {
  const invoices = await listLedgerInvoices(given.tx);
  const writtenOff = await listBadDebtActs(given.tx);
  const book = await readBook(given);
  const { payments, allocations, counterEntries } = book;
  const empty = { ...book, payments: [], allocations: [], counterEntries: [] };
  const planned = {
    kind: "planned" as const,
    payments: [...payments],
    allocations: [...allocations],
    counterEntries: [...counterEntries],
  };
  const derived = balancesOf(
    [
      ...actsOfInvoices(invoices),
      ...actsOfBadDebt({ invoices, acts: writtenOff }),
      ...actsOfPostings({ book: empty, planned }),
    ].map(entryOf),
  );
  const left = totalUnallocatedOn({ book, date: endOfTime });
  const owed = await listOwedSums(given.tx);
  const asked = owed.map(({ currency, askedMinor }) => [currency, askedMinor] as const);
  const beyond = new Map(owed.map(({ currency, beyondMinor }) => [currency, beyondMinor]));
  const currencies = new Set([...Object.keys(left), ...beyond.keys()]);
  const held = [...currencies].map((currency) => {
    return [currency, 0 - (left[currency] ?? 0) - (beyond.get(currency) ?? 0)] as const;
  });
  return {
    ...derived,
    [receivable]: Object.fromEntries(asked),
    [unallocated]: Object.fromEntries(held),
  };
}
