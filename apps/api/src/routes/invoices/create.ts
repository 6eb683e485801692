import { z } from "@hono/zod-openapi";
import { createManualInvoice } from "@rollbook/services/invoice";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { fromWire } from "../../wire/case.ts";
import { ExternalIdField, PayerField } from "../../wire/common.ts";
import { dryRunQuery } from "../../wire/dryRun.ts";
import { StoredDateField, StoredPriceField } from "../../wire/fields.ts";
import { InvoiceField } from "../../wire/invoice.ts";
import { orNull } from "../../wire/orNull.ts";
import { invoiceOnWire } from "./onWire.ts";

const idField = z.string().min(1).max(200);

const LineBody = z
  .strictObject({
    product_id: idField.openapi({ description: "A plan, service or fee" }),
    patient_id: idField,
    period: orNull(
      z.strictObject({ start: StoredDateField, end: StoredDateField }).openapi("StoredPeriod"),
    )
      .optional()
      .openapi({ description: "The days that a membership line covers and claims" }),
    membership_id: idField.nullable().optional(),
    quantity: z.int().min(1).max(1000).optional(),
    price_minor: StoredPriceField.nullable()
      .optional()
      .openapi({ description: "Null: the product's" }),
  })
  .openapi("ManualInvoiceLineBody");

export const createInvoice = defineOperation({
  id: "createInvoice",
  method: "post",
  path: "/v1/invoices",
  tag: "Invoices",
  summary: "Write an invoice by hand; it is issued at once with the next number",
  access: "invoice.write",
  idempotency: "required",
  status: 201,
  hasEtag: true,
  query: z.strictObject(dryRunQuery),
  body: z
    .strictObject({
      external_id: ExternalIdField.nullable().optional(),
      payer: PayerField,
      lines: z.array(LineBody).min(1).max(100),
    })
    .openapi("CreateInvoiceBody"),
  bodyExample: {
    payer: { kind: "patient", id: "pat_01jy0000000000000000000000" },
    lines: [
      {
        product_id: "pln_01jy0000000000000000000001",
        patient_id: "pat_01jy0000000000000000000000",
      },
    ],
  },
  answer: InvoiceField,
  run: async (request) => {
    const { result, isReplay } = await callVerb(
      request,
      createManualInvoice,
      fromWire(request.body),
      {
        isDryRun: request.query.dry_run,
      },
    );
    return {
      body: invoiceOnWire(result),
      version: result.version,
      isReplay,
      location: `/v1/invoices/${result.id}`,
    };
  },
});
