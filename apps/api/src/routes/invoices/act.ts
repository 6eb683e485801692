import { z } from "@hono/zod-openapi";
import {
  creditInvoice as creditVerb,
  markInvoiceBadDebt as badDebtVerb,
  markInvoiceSent as sentVerb,
  reopenInvoice as reopenVerb,
  voidInvoice as voidVerb,
  type InvoiceDetail,
} from "@rollbook/services/invoice";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { fromWire } from "../../wire/case.ts";
import { dryRunQuery } from "../../wire/dryRun.ts";
import { StoredDateField, StoredPriceField } from "../../wire/fields.ts";
import { InvoiceField } from "../../wire/invoice.ts";
import { invoiceOnWire } from "./onWire.ts";
import { params } from "./read.ts";

const act = {
  method: "post" as const,
  tag: "Invoices",
  hasEtag: true,
  params,
  query: z.strictObject(dryRunQuery),
  answer: InvoiceField,
};

const ReasonField = z.string().trim().min(1).max(500);

function answerOf({ result, isReplay }: { result: InvoiceDetail; isReplay: boolean }) {
  return { body: invoiceOnWire(result), version: result.version, isReplay };
}

type Request = { params: { invoice_id: string }; query: { dry_run?: boolean | undefined } };
const idOf = ({ params: { invoice_id: id } }: Request) => ({ id });
const dryRunOf = ({ query }: Request) => ({ isDryRun: query.dry_run });

const datedQuery = z.strictObject({
  ...dryRunQuery,
  on: StoredDateField.optional().openapi({
    description: "The day in the books, no later than today; today when left out",
  }),
});

export const sendInvoice = defineOperation({
  ...act,
  id: "sendInvoice",
  path: "/v1/invoices/{invoice_id}/send",
  summary: "Mark an invoice as sent, and to whom",
  access: "invoice.send",
  body: z
    .strictObject({ sent_to: z.string().trim().min(1).max(320).default("patient") })
    .openapi("SendInvoiceBody"),
  bodyExample: { sent_to: "patient" },
  run: async (request) =>
    answerOf(
      await callVerb(
        request,
        sentVerb,
        { ...idOf(request), ...fromWire(request.body) },
        dryRunOf(request),
      ),
    ),
});

export const voidInvoice = defineOperation({
  ...act,
  id: "voidInvoice",
  path: "/v1/invoices/{invoice_id}/void",
  summary: "Void an unpaid invoice; its number stays",
  access: "invoice.write",
  idempotency: "required",
  body: z
    .strictObject({
      reason: ReasonField,
      is_billed_again: z
        .boolean()
        .openapi({ description: "False leaves a waiver that the billing run obeys" }),
    })
    .openapi("VoidInvoiceBody"),
  bodyExample: { reason: "Billed to the wrong payer", is_billed_again: true },
  run: async (request) =>
    answerOf(
      await callVerb(
        request,
        voidVerb,
        { ...idOf(request), ...fromWire(request.body) },
        dryRunOf(request),
      ),
    ),
});

export const creditInvoice = defineOperation({
  ...act,
  id: "creditInvoice",
  path: "/v1/invoices/{invoice_id}/credit",
  summary: "Credit unused days, or an amount of one line, in a credit note of its own",
  description: "Answers the credit note.",
  access: "invoice.write",
  idempotency: "required",
  body: z
    .strictObject({
      reason: ReasonField,
      unused: z.strictObject({ start: StoredDateField, end: StoredDateField }).optional(),
      amount: z
        .strictObject({ line_id: z.string().min(1).max(200), gross_minor: StoredPriceField.min(1) })
        .optional(),
      is_billed_again: z.boolean().default(false),
    })
    .openapi("CreditInvoiceBody"),
  bodyExample: { reason: "Moved away", unused: { start: "2026-05-20", end: "2026-05-31" } },
  run: async (request) =>
    answerOf(
      await callVerb(
        request,
        creditVerb,
        { ...idOf(request), ...fromWire(request.body) },
        dryRunOf(request),
      ),
    ),
});

export const markInvoiceBadDebt = defineOperation({
  ...act,
  id: "markInvoiceBadDebt",
  path: "/v1/invoices/{invoice_id}/mark-bad-debt",
  summary: "Nobody expects it to be paid any more; it stays owed",
  access: "invoice.write",
  query: datedQuery,
  run: async (request) => {
    const input = { ...idOf(request), on: request.query.on };
    return answerOf(await callVerb(request, badDebtVerb, input, dryRunOf(request)));
  },
});

export const reopenInvoice = defineOperation({
  ...act,
  id: "reopenInvoice",
  path: "/v1/invoices/{invoice_id}/reopen",
  summary: "Take a bad debt back into what is asked for",
  access: "invoice.write",
  query: datedQuery,
  run: async (request) => {
    const input = { ...idOf(request), on: request.query.on };
    return answerOf(await callVerb(request, reopenVerb, input, dryRunOf(request)));
  },
});
