import { z } from "@hono/zod-openapi";
import { explainInvoice as explainVerb } from "@rollbook/services/invoice";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { ExplanationField } from "../../wire/explanation.ts";
import { params } from "./read.ts";

export const explainInvoice = defineOperation({
  id: "explainInvoice",
  method: "get",
  path: "/v1/invoices/{invoice_id}/explain",
  tag: "Invoices",
  summary: "Why each line costs what it costs",
  access: "invoice.read",
  params,
  answer: z
    .object({
      id: z.string(),
      lines: z.array(z.object({ line_id: z.string(), explain: ExplanationField })),
    })
    .openapi("InvoiceExplanation"),
  run: async (request) => {
    const { result } = await callVerb(request, explainVerb, { id: request.params.invoice_id });
    const lines = result.lines.map(({ lineId, explain }) => ({ line_id: lineId, explain }));
    return { body: { id: result.id, lines } };
  },
});
