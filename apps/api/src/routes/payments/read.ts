import { z } from "@hono/zod-openapi";
import { statementLineKinds } from "@rollbook/core/ledger";
import {
  getPayment as getVerb,
  listPayments as listVerb,
  paymentStatement as statementVerb,
  unallocatedMoney as unallocatedVerb,
} from "@rollbook/services/payment";
import { readPrintedStatement as printedStatement } from "@rollbook/services/invoicePrint";
import { callVerb } from "../../callVerb.ts";
import { defineFileOperation, defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { fromWire } from "../../wire/case.ts";
import { idParams, PayerField } from "../../wire/common.ts";
import { CurrencyField, DateField, StoredDateField } from "../../wire/fields.ts";
import { BooleanFilter, TextFilter } from "../../wire/filters.ts";
import { listOf, orderedListQuery } from "../../wire/lists.ts";
import { PaymentField, PaymentSummary } from "../../wire/payment.ts";
import { allocationOnWire, counterEntryOnWire, summaryOnWire } from "./onWire.ts";

export const params = idParams("payment_id", "pay_01jy0000000000000000000000");

export const listPayments = defineOperation({
  id: "listPayments",
  method: "get",
  path: "/v1/payments",
  tag: "Payments",
  summary: "The payments of the practice",
  access: "payment.read",
  query: z.strictObject({
    ...orderedListQuery,
    payer_id: TextFilter,
    is_unallocated: BooleanFilter.openapi({ description: "Some of it pays nothing yet" }),
    received_from: StoredDateField.optional(),
    received_through: StoredDateField.optional(),
  }),
  answer: listOf(PaymentSummary, "PaymentsList"),
  run: async (request) => {
    const { limit: _limit, cursor: _cursor, ...filters } = request.query;
    const { result } = await callVerb(request, listVerb, {
      ...pageInput(request),
      ...fromWire(filters),
    });
    return { body: pageAnswer(request, result, summaryOnWire) };
  },
});

export const getPayment = defineOperation({
  id: "getPayment",
  method: "get",
  path: "/v1/payments/{payment_id}",
  tag: "Payments",
  summary: "One payment with what happened to it",
  access: "payment.read",
  params,
  answer: PaymentField,
  run: async (request) => {
    const { result } = await callVerb(request, getVerb, { id: request.params.payment_id });
    return {
      body: {
        ...summaryOnWire(result),
        allocations: result.allocations.map(allocationOnWire),
        counter_entries: result.counterEntries.map(counterEntryOnWire),
      },
    };
  },
});

const payerQuery = {
  payer_kind: z.enum(["patient", "employer", "insurer", "account"]),
  payer_id: z.string().min(1).max(200),
};

export const getStatement = defineOperation({
  id: "getStatement",
  method: "get",
  path: "/v1/statements",
  tag: "Payments",
  summary: "What a payer was asked for and paid, with the balance after each line",
  access: "payment.read",
  query: z.strictObject({ ...payerQuery, from: StoredDateField, through: StoredDateField }),
  answer: z
    .object({
      currency: CurrencyField,
      opening_minor: z.int(),
      closing_minor: z.int(),
      lines: z.array(
        z.object({
          on: DateField,
          kind: z.enum(statementLineKinds),
          reference: z.string(),
          amount_minor: z.int(),
          balance_minor: z.int(),
        }),
      ),
    })
    .openapi("Statement"),
  run: async (request) => {
    const { payer_kind: kind, payer_id: id, from, through } = request.query;
    const { result } = await callVerb(request, statementVerb, {
      payer: { kind, id },
      from,
      through,
    });
    return {
      body: {
        currency: result.currency,
        opening_minor: result.openingMinor,
        closing_minor: result.closingMinor,
        lines: result.lines.map(({ on, kind: lineKind, reference, amountMinor, balanceMinor }) => ({
          on,
          kind: lineKind,
          reference,
          amount_minor: amountMinor,
          balance_minor: balanceMinor,
        })),
      },
    };
  },
});

export const getStatementPdf = defineFileOperation({
  id: "getStatementPdf",
  path: "/v1/statements.pdf",
  tag: "Payments",
  summary: "A payer's statement as PDF",
  access: "payment.read",
  contentType: "application/pdf",
  query: z.strictObject({ ...payerQuery, from: StoredDateField, through: StoredDateField }),
  run: async (request) => {
    const { payer_kind: kind, payer_id: id, from, through } = request.query;
    const { result } = await callVerb(request, printedStatement, {
      payer: { kind, id },
      from,
      through,
    });
    // Large to import: only where a PDF is asked for.
    const { statementPdf } = await import("../../pdf/index.ts");
    return { bytes: await statementPdf(result), name: `statement-${from}-${through}.pdf` };
  },
});

export const getUnallocated = defineOperation({
  id: "getUnallocated",
  method: "get",
  path: "/v1/unallocated",
  tag: "Payments",
  summary: "Money that pays nothing yet at the end of a day, by currency",
  access: "payment.read",
  query: z.strictObject({
    on: StoredDateField.optional().openapi({ description: "Today when left out" }),
    payer_kind: payerQuery.payer_kind.optional(),
    payer_id: payerQuery.payer_id.optional(),
  }),
  answer: z
    .object({
      on: DateField,
      by_currency: z.record(z.string(), z.int()),
      payments: z
        .array(
          z.object({
            payment_id: z.string(),
            payer: PayerField,
            received_on: DateField,
            currency: CurrencyField,
            amount_minor: z.int(),
            unallocated_minor: z.int(),
          }),
        )
        .openapi({ description: "What had something left on that day" }),
    })
    .openapi("Unallocated"),
  run: async (request) => {
    const { on, payer_kind: kind, payer_id: id } = request.query;
    const payer = kind === undefined || id === undefined ? undefined : { kind, id };
    const { result } = await callVerb(request, unallocatedVerb, { on, payer });
    const payments = result.payments.map(({ payment, leftMinor }) => ({
      payment_id: payment.id,
      payer: payment.payer,
      received_on: payment.receivedOn,
      currency: payment.currency,
      amount_minor: payment.amountMinor,
      unallocated_minor: leftMinor,
    }));
    return { body: { on: result.on, by_currency: { ...result.byCurrency }, payments } };
  },
});
