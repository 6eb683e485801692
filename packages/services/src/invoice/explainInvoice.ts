import type { Explanation } from "@rollbook/core/explain";
import { explainLine, type PlannedLine } from "@rollbook/core/invoice";
import type { InvoiceLineRecord } from "@rollbook/db/invoice";
import * as z from "zod";
import { defineVerb } from "../run/index.ts";
import { readInvoice, type InvoiceDetail } from "./invoice.ts";

export interface InvoiceExplanation {
  readonly id: string;
  readonly lines: readonly { readonly lineId: string; readonly explain: Explanation }[];
}

/** Why each line costs what it costs: rule, inputs, arithmetic, one sentence (WHY-1). */
export const explainInvoice = defineVerb({
  name: "invoice.explain",
  permission: "invoice.read",
  input: z.strictObject({ id: z.string() }),
  run: async ({ input, ...given }): Promise<InvoiceExplanation> => {
    const invoice = await readInvoice(given, input.id);
    return {
      id: invoice.id,
      lines: invoice.lines.map((line) => ({ lineId: line.id, explain: explain(line, invoice) })),
    };
  },
});

function explain(line: InvoiceLineRecord, { currency, claims }: InvoiceDetail): Explanation {
  const { priceBasis, chargeKind } = line;
  if (
    line.creditsLineId !== null ||
    chargeKind === "other" ||
    priceBasis === null ||
    priceBasis === "manual"
  ) {
    return writtenByHand(line);
  }
  const patientIds = claims
    .filter((claim) => claim.lineId === line.id)
    .map((claim) => claim.patientId);
  const planned = {
    ...line,
    chargeKind,
    priceBasis,
    patientIds,
    period: { start: line.periodStart, end: line.periodEnd },
    cycle: { start: line.cycleStart, end: line.cycleEnd },
    grossMinor: line.totalMinor,
  };
  return explainLine({ line: planned as unknown as PlannedLine, currency });
}

function writtenByHand(line: InvoiceLineRecord): Explanation {
  const isCredit = line.creditsLineId !== null;
  const rule = isCredit ? "INV-8" : "INV-13";
  return {
    rule,
    inputs: {
      price_minor: line.priceMinor,
      quantity: line.quantity,
      credits_line: line.creditsLineId,
    },
    arithmetic: `${line.quantity} x ${line.priceMinor} + tax ${line.taxMinor} = ${line.totalMinor}`,
    sentence: `${line.description}: ${isCredit ? "credited" : "written by hand"} (${rule}).`,
  };
}
