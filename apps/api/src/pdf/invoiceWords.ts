import { plainDate } from "@rollbook/core/calendar";
import { periodInWords } from "@rollbook/core/explain";
import { formatMoney } from "@rollbook/core/money";
import { datesIn } from "./dates.ts";
import { labelsOf, type Labels } from "./labels.ts";
import type { PrintedInvoice } from "@rollbook/services/invoicePrint";

/** What is written where, every date and amount in the practice's locale. */
export interface InvoiceWords {
  readonly title: string;
  readonly practiceName: string;
  readonly stamp: string | null;
  readonly payer: readonly string[];
  /** Label and value. */
  readonly facts: readonly (readonly [string, string])[];
  readonly lines: readonly {
    readonly description: string;
    readonly days: string;
    readonly amount: string;
  }[];
  readonly sums: readonly (readonly [string, string])[];
  readonly balance: readonly [string, string];
}

type Line = PrintedInvoice["invoice"]["lines"][number];

export function invoiceWords(printed: PrintedInvoice): InvoiceWords {
  const { practice, payer, invoice, payments, balanceMinor } = printed;
  const { locale } = practice;
  const money = (minor: number): string =>
    formatMoney({ minor, currency: invoice.currency, locale });
  const { date, days } = datesIn(locale);
  const labels = labelsOf(locale);
  return {
    title: titleOf(printed, labels),
    practiceName: practice.name,
    stamp: stampOf(printed, labels),
    payer,
    facts: factsOf(printed, { date, labels }),
    lines: invoice.lines.map((line) => ({
      description: described(line),
      days:
        line.periodStart === null || line.periodEnd === null
          ? ""
          : days(line.periodStart, line.periodEnd),
      amount: money(line.netMinor),
    })),
    sums: [
      [labels.net, money(invoice.netMinor)],
      ...taxesOf(invoice.lines, { locale, money, labels }),
      [labels.total, money(invoice.totalMinor)],
      ...payments.map(({ on, method, amountMinor }): [string, string] => [
        `${methodOf(method, labels)}, ${date(on)}`,
        money(-amountMinor),
      ]),
      ...(invoice.creditedMinor === 0
        ? []
        : [[labels.creditNotes, money(-invoice.creditedMinor)] as [string, string]]),
    ],
    balance: [labels.balanceDue, money(balanceMinor)],
  };
}

/** The line's own words without its days, which stand beside it as the practice's locale writes them. */
function described({ description, quantity, periodStart: start, periodEnd: end }: Line): string {
  const words =
    start === null || end === null
      ? description
      : description.replace(
          `, ${periodInWords({ start: plainDate(start), end: plainDate(end) })}`,
          "",
        );
  return quantity > 1 ? `${quantity} × ${words}` : words;
}

function titleOf({ invoice, creditsNumber }: PrintedInvoice, labels: Labels): string {
  const kind = invoice.kind === "credit_note" ? labels.creditNote : labels.invoice;
  const number = invoice.number === null ? "" : ` ${invoice.number}`;
  const about = creditsNumber === null ? "" : ` ${labels.forInvoice(creditsNumber)}`;
  return `${kind}${number}${about}`;
}

function stampOf({ invoice }: PrintedInvoice, labels: Labels): string | null {
  if (invoice.status === "voided") return labels.voided;
  return invoice.status === "draft" ? labels.draft : null;
}

function methodOf(method: string, { methods }: Labels): string {
  return Object.hasOwn(methods, method) ? methods[method as keyof typeof methods] : methods.other;
}

type Fact = [string, string];

function factsOf(
  { invoice }: PrintedInvoice,
  { date, labels }: { date: (text: string) => string; labels: Labels },
): Fact[] {
  const { issuedOn, dueOn, voidedOn, kind } = invoice;
  return [
    ...(issuedOn === null ? [] : [[labels.issued, date(issuedOn)] as Fact]),
    ...(dueOn === null || kind === "credit_note" ? [] : [[labels.due, date(dueOn)] as Fact]),
    ...(voidedOn === null ? [] : [[labels.voidedOn, date(voidedOn)] as Fact]),
  ];
}

/** One line for each rate. */
function taxesOf(
  lines: readonly Line[],
  { locale, money, labels }: { locale: string; money: (minor: number) => string; labels: Labels },
): [string, string][] {
  const byRate = new Map<number, number>();
  for (const { tax, taxMinor } of lines) {
    if (tax === null || tax === undefined) continue;
    const { ratePerMillion } = tax as { ratePerMillion: number };
    byRate.set(ratePerMillion, (byRate.get(ratePerMillion) ?? 0) + taxMinor);
  }
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 4 });
  return [...byRate].map(([rate, taxMinor]) => [
    `${labels.tax} ${percent.format(rate / 1_000_000)}`,
    money(taxMinor),
  ]);
}
