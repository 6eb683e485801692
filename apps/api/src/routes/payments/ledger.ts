import { z } from "@hono/zod-openapi";
import { ledgerBalances, proveLedger } from "@rollbook/services/ledger";
import { openBalance as openVerb } from "@rollbook/services/payment";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { fromWire } from "../../wire/case.ts";
import { PayerField } from "../../wire/common.ts";
import { dryRunQuery } from "../../wire/dryRun.ts";
import { CurrencyField, DateField, StoredDateField, StoredPriceField } from "../../wire/fields.ts";

const tag = "Payments";

const getLedgerBalances = defineOperation({
  id: "getLedgerBalances",
  method: "get",
  path: "/v1/ledger/balances",
  tag,
  summary: "Sums by account and currency; all of them together are zero",
  access: "payment.read",
  query: z.strictObject({
    on: StoredDateField.optional().openapi({
      description: "At the end of a day; of all when left out",
    }),
  }),
  answer: z
    .object({ balances: z.record(z.string(), z.record(z.string(), z.int())) })
    .openapi("LedgerBalances"),
  run: async (request) => {
    const { result } = await callVerb(request, ledgerBalances, request.query);
    return { body: { balances: result } };
  },
});

const getLedgerProof = defineOperation({
  id: "getLedgerProof",
  method: "get",
  path: "/v1/ledger/proof",
  tag,
  summary: "Holds the posted entries against invoices, credit notes and payments",
  description:
    "assets:receivable must be what issued, unpaid invoices ask for; liabilities:unallocated what payments have left.",
  access: "payment.read",
  answer: z
    .object({
      is_proven: z.boolean(),
      entry_count: z.int(),
      checks: z.array(
        z.object({
          account: z.string(),
          currency: CurrencyField,
          posted_minor: z.int(),
          expected_minor: z.int(),
          is_equal: z.boolean(),
        }),
      ),
    })
    .openapi("LedgerProof"),
  run: async (request) => {
    const { result } = await callVerb(request, proveLedger, {});
    const checks = result.checks.map(
      ({ account, currency, postedMinor, expectedMinor, isEqual }) => ({
        account,
        currency,
        posted_minor: postedMinor,
        expected_minor: expectedMinor,
        is_equal: isEqual,
      }),
    );
    return {
      body: { is_proven: result.isProven, entry_count: result.entryCount, checks },
    };
  },
});

const openBalance = defineOperation({
  id: "openBalance",
  method: "post",
  path: "/v1/opening-balances",
  tag,
  summary: "Take over what a payer owed before",
  description: "It becomes an invoice that earns nothing here; autopay leaves it alone.",
  access: "payment.write",
  idempotency: "required",
  status: 201,
  query: z.strictObject(dryRunQuery),
  body: z
    .strictObject({
      payer: PayerField,
      amount_minor: StoredPriceField.min(1),
      on: StoredDateField.optional().openapi({ description: "Today when left out" }),
      description: z.string().trim().min(1).max(200).optional(),
    })
    .openapi("OpenBalanceBody"),
  bodyExample: {
    payer: { kind: "patient", id: "pat_01jy0000000000000000000000" },
    amount_minor: 5000,
  },
  answer: z
    .object({
      invoice_id: z.string(),
      number: z.int(),
      payer: PayerField,
      currency: CurrencyField,
      amount_minor: z.int(),
      on: DateField,
    })
    .openapi("OpeningBalance"),
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, openVerb, fromWire(request.body), {
      isDryRun: request.query.dry_run,
    });
    const { id, number, payer, currency, amountMinor, on } = result;
    return {
      body: { invoice_id: id, number, payer, currency, amount_minor: amountMinor, on },
      isReplay,
      location: `/v1/invoices/${id}`,
    };
  },
});

export const ledgerOperations: readonly Operation[] = [
  getLedgerBalances,
  getLedgerProof,
  openBalance,
];
