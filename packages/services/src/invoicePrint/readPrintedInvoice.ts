import { invoiceTable, type InvoiceRecord } from "@rollbook/db/invoice";
import { employerTable, patientTable, type PatientRecord } from "@rollbook/db/patient";
import { readPostings } from "@rollbook/db/payment";
import * as z from "zod";
import { readInvoice, type InvoiceDetail } from "../invoice/index.ts";
import { defineVerb, type Given } from "../run/index.ts";

/** Everything that stands on an invoice on paper. */
export interface PrintedInvoice {
  readonly practice: { readonly name: string; readonly locale: string };
  /** The name first, then the lines of the address. */
  readonly payer: readonly string[];
  readonly invoice: InvoiceDetail;
  /** The number of the invoice that a credit note corrects. */
  readonly creditsNumber: number | null;
  /** What pays it, taken-back allocations left out. */
  readonly payments: readonly {
    readonly on: string;
    readonly method: string;
    readonly amountMinor: number;
  }[];
  readonly balanceMinor: number;
}

export const readPrintedInvoice = defineVerb({
  name: "invoice.print",
  permission: "invoice.read",
  input: z.strictObject({ id: z.string() }),
  run: async ({ input, ...given }): Promise<PrintedInvoice> => {
    const invoice = await readInvoice(given, input.id);
    const { name, locale } = given.practice;
    const credited =
      invoice.creditsInvoiceId === null
        ? undefined
        : await invoiceTable.get(given.tx, invoice.creditsInvoiceId);
    return {
      practice: { name, locale },
      payer: await payerLines(given, invoice),
      invoice,
      creditsNumber: credited?.number ?? null,
      payments: await paymentsOf(given, invoice),
      balanceMinor: invoice.openMinor,
    };
  },
});

export async function payerLines(
  { tx }: Given,
  { payerKind, payerId }: Pick<InvoiceRecord, "payerKind" | "payerId">,
): Promise<readonly string[]> {
  if (payerKind === "employer") return [(await employerTable.get(tx, payerId))?.name ?? payerId];
  const patient = payerKind === "patient" ? await patientTable.get(tx, payerId) : undefined;
  return patient === undefined ? [payerId] : linesOf(patient);
}

function linesOf(patient: PatientRecord): string[] {
  const { firstName, middleName, lastName, addressLine1, city, state, zip, country } = patient;
  const inOneLine = (parts: readonly (string | null)[]): string => parts.filter(Boolean).join(" ");
  const lines = [
    inOneLine([firstName, middleName, lastName]),
    addressLine1 ?? "",
    inOneLine([city, state, zip]),
    country ?? "",
  ];
  return lines.filter((line) => line !== "");
}

async function paymentsOf({ tx }: Given, invoice: InvoiceRecord) {
  const payer = { kind: invoice.payerKind, id: invoice.payerId };
  const { payments, allocations } = await readPostings(tx, { payer });
  const methods = new Map(payments.map(({ id, method }) => [id, method]));
  const reversed = new Set(allocations.map(({ reverses }) => reverses));
  return allocations
    .filter(({ id, invoiceId, reverses }) => {
      return invoiceId === invoice.id && reverses === null && !reversed.has(id);
    })
    .map(({ paymentId, on, amountMinor }) => ({
      on,
      amountMinor,
      method: methods.get(paymentId) ?? "other",
    }))
    .toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
}
