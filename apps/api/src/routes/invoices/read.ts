import { z } from "@hono/zod-openapi";
import { getInvoice as getVerb, listInvoices as listVerb } from "@rollbook/services/invoice";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { invalidField } from "../../problem/index.ts";
import { fromWire } from "../../wire/case.ts";
import { idParams } from "../../wire/common.ts";
import { StoredDateField } from "../../wire/fields.ts";
import { BooleanFilter, TextFilter } from "../../wire/filters.ts";
import { InvoiceField, InvoiceStatusField, InvoiceSummary } from "../../wire/invoice.ts";
import { listOf, orderedListQuery } from "../../wire/lists.ts";
import { invoiceOnWire, invoiceSummaryOnWire } from "./onWire.ts";

export const params = idParams("invoice_id", "inv_01jy0000000000000000000000");

export const listInvoices = defineOperation({
  id: "listInvoices",
  method: "get",
  path: "/v1/invoices",
  tag: "Invoices",
  summary: "The invoices of the practice",
  access: "invoice.read",
  query: z.strictObject({
    ...orderedListQuery,
    status: InvoiceStatusField.optional(),
    is_active: BooleanFilter.openapi({ description: "Neither a draft nor voided" }),
    is_membership_only: BooleanFilter.openapi({ description: "With a line of a membership" }),
    is_overdue: BooleanFilter,
    is_sent: BooleanFilter,
    patient_id: TextFilter,
    employer_id: TextFilter,
    payer_id: TextFilter,
    membership_id: TextFilter,
    period_start: StoredDateField.optional().openapi({
      description: "With period_end: some line has a day in it",
    }),
    period_end: StoredDateField.optional(),
    issued_from: StoredDateField.optional(),
    number: z.coerce
      .number()
      .int()
      .min(1)
      .max(Number.MAX_SAFE_INTEGER)
      .optional()
      .openapi({ type: "integer" }),
  }),
  answer: listOf(InvoiceSummary, "InvoicesList"),
  run: async (request) => {
    const {
      limit: _limit,
      cursor: _cursor,
      status,
      period_start: start,
      period_end: end,
      ...filters
    } = request.query;
    if ((start === undefined) !== (end === undefined)) {
      throw invalidField({
        in: "query",
        pointer: "/period_end",
        detail: "a period needs its start and its end",
      });
    }
    const { result } = await callVerb(request, listVerb, {
      ...pageInput(request),
      ...fromWire(filters),
      ...(status === undefined ? {} : { status: [status] }),
      ...(start === undefined || end === undefined ? {} : { period: { start, end } }),
    });
    return { body: pageAnswer(request, result, invoiceSummaryOnWire) };
  },
});

export const getInvoice = defineOperation({
  id: "getInvoice",
  method: "get",
  path: "/v1/invoices/{invoice_id}",
  tag: "Invoices",
  summary: "One invoice with its lines",
  access: "invoice.read",
  hasEtag: true,
  params,
  answer: InvoiceField,
  run: async (request) => {
    const { result } = await callVerb(request, getVerb, { id: request.params.invoice_id });
    return { body: invoiceOnWire(result), version: result.version };
  },
});
