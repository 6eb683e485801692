import { z } from "@hono/zod-openapi";
import { readPrintedInvoice } from "@rollbook/services/invoicePrint";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { idParams } from "../../wire/common.ts";

const getInvoicePdf = defineOperation({
  id: "getInvoicePdf",
  method: "get",
  path: "/v1/invoices/{invoice_id}/pdf",
  tag: "Invoices",
  summary: "An invoice or credit note as PDF, with its lines, tax, payments and balance",
  description: "Dates and amounts are written as the practice's locale writes them.",
  access: "invoice.read",
  fileContentType: "application/pdf",
  params: idParams("invoice_id", "inv_01jy0000000000000000000000"),
  answer: z.string(),
  run: async (request) => {
    const { result } = await callVerb(request, readPrintedInvoice, {
      id: request.params.invoice_id,
    });
    // Large to import: only where a PDF is asked for.
    const { invoicePdf } = await import("../../pdf/index.ts");
    const { number, kind, id } = result.invoice;
    const name =
      number === null ? id : `${kind === "credit_note" ? "credit-note" : "invoice"}-${number}`;
    return { body: "", file: { bytes: await invoicePdf(result), name: `${name}.pdf` } };
  },
});

export const invoicePdfOperations: readonly Operation[] = [getInvoicePdf];
