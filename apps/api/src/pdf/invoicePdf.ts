import type { PrintedInvoice } from "@rollbook/services/invoicePrint";
import { invoiceWords } from "./invoiceWords.ts";
import { labelsOf } from "./labels.ts";
import { printTable, type Column } from "./paper.ts";

/** An invoice or credit note on A4, in any script of Europe. */
export function invoicePdf(
  printed: PrintedInvoice,
  { isCompressed = true }: { isCompressed?: boolean } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const words = invoiceWords(printed);
  const labels = labelsOf(printed.practice.locale);
  const columns: Column[] = [
    { title: labels.description, x: 56, width: 204 },
    { title: labels.days, x: 270, width: 150 },
    { title: labels.amount, x: 430, width: 109, align: "right" },
  ];
  return printTable({
    head: words,
    columns,
    rows: words.lines.map(({ description, days, amount }) => [description, days, amount]),
    sums: [...words.sums, words.balance],
    pageOf: labels.page,
    createdAt: new Date(printed.invoice.updatedAt),
    isCompressed,
  });
}
