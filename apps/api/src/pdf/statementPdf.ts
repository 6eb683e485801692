import { formatMoney } from "@rollbook/core/money";
import type { PrintedStatement } from "@rollbook/services/invoicePrint";
import { datesIn } from "./dates.ts";
import { labelsOf } from "./labels.ts";
import { printTable, type Column } from "./paper.ts";

/** A payer's statement on A4. */
export function statementPdf(
  { practice, payer, statement, from, through, printedAt }: PrintedStatement,
  { isCompressed = true }: { isCompressed?: boolean } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { locale } = practice;
  const labels = labelsOf(locale);
  const { date } = datesIn(locale);
  const money = (minor: number): string =>
    formatMoney({ minor, currency: statement.currency, locale });
  const columns: Column[] = [
    { title: labels.date, x: 56, width: 100 },
    { title: labels.description, x: 160, width: 130 },
    { title: labels.reference, x: 295, width: 70 },
    { title: labels.amount, x: 370, width: 80, align: "right" },
    { title: labels.balance, x: 455, width: 84, align: "right" },
  ];
  return printTable({
    head: {
      practiceName: practice.name,
      title: labels.statement,
      stamp: null,
      payer,
      facts: [
        [labels.from, date(from)],
        [labels.through, date(through)],
      ],
    },
    columns,
    rows: [
      ["", labels.openingBalance, "", "", money(statement.openingMinor)],
      ...statement.lines.map(({ on, kind, reference, amountMinor, balanceMinor }) => [
        date(on),
        labels.lines[kind],
        /^\d+$/.test(reference) ? reference : "",
        money(amountMinor),
        money(balanceMinor),
      ]),
    ],
    sums: [[labels.closingBalance, money(statement.closingMinor)]],
    pageOf: labels.page,
    createdAt: new Date(printedAt),
    isCompressed,
  });
}
