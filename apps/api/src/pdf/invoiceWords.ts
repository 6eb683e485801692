import { formatMoney } from "@rollbook/core/money";
import type { PrintedInvoice } from "@rollbook/services/invoicePrint";

/** What is written where, every date and amount in the practice's locale. */
export interface InvoiceWords {
  readonly title: string;
  readonly practiceName: string;
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

const methodInWords: Readonly<Record<string, string>> = {
  cash: "Cash",
  check: "Check",
  ach: "ACH",
  direct_debit: "Direct Debit",
  card: "Card",
  other: "Payment",
};

const statusInWords: Readonly<Record<string, string>> = {
  draft: "Draft",
  voided: "Voided",
};

export function invoiceWords(printed: PrintedInvoice): InvoiceWords {
  const { practice, payer, invoice, payments, balanceMinor } = printed;
  const { locale } = practice;
  const money = (minor: number): string =>
    formatMoney({ minor, currency: invoice.currency, locale });
  const { date, days } = datesIn(locale);
  return {
    title: titleOf(printed),
    practiceName: practice.name,
    payer,
    facts: factsOf(printed, date),
    lines: invoice.lines.map(({ periodStart: start, periodEnd: end, ...line }) => ({
      description: line.quantity > 1 ? `${line.quantity} × ${line.description}` : line.description,
      days: start === null || end === null ? "" : days(start, end),
      amount: money(line.netMinor),
    })),
    sums: [
      ["Net", money(invoice.netMinor)],
      ...taxesOf(invoice.lines, { locale, money }),
      ["Total", money(invoice.totalMinor)],
      ...payments.map(({ on, method, amountMinor }): [string, string] => [
        `${methodInWords[method] ?? "Payment"}, ${date(on)}`,
        money(-amountMinor),
      ]),
      ...(invoice.creditedMinor === 0
        ? []
        : [["Credit notes", money(-invoice.creditedMinor)] as [string, string]]),
    ],
    balance: ["Balance due", money(balanceMinor)],
  };
}

function titleOf({ invoice, creditsNumber }: PrintedInvoice): string {
  const kind = invoice.kind === "credit_note" ? "Credit note" : "Invoice";
  const number = invoice.number === null ? "" : ` ${invoice.number}`;
  const about = creditsNumber === null ? "" : ` for invoice ${creditsNumber}`;
  const status = statusInWords[invoice.status];
  return `${kind}${number}${about}${status === undefined ? "" : ` (${status.toLowerCase()})`}`;
}

function factsOf({ invoice }: PrintedInvoice, date: (text: string) => string): [string, string][] {
  const { issuedOn, dueOn, voidedOn, kind } = invoice;
  return [
    ...(issuedOn === null ? [] : [["Issued", date(issuedOn)] as [string, string]]),
    ...(dueOn === null || kind === "credit_note" ? [] : [["Due", date(dueOn)] as [string, string]]),
    ...(voidedOn === null ? [] : [["Voided", date(voidedOn)] as [string, string]]),
  ];
}

const midnightOf = (text: string): Date => new Date(`${text}T00:00:00Z`);

function datesIn(locale: string) {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  return {
    date: (text: string): string => format.format(midnightOf(text)),
    days: (start: string, end: string): string =>
      format.formatRange(midnightOf(start), midnightOf(end)),
  };
}

/** One line for each rate. */
function taxesOf(
  lines: readonly Line[],
  { locale, money }: { locale: string; money: (minor: number) => string },
): [string, string][] {
  const byRate = new Map<number, number>();
  for (const { tax, taxMinor } of lines) {
    if (tax === null || tax === undefined) continue;
    const { ratePerMillion } = tax as { ratePerMillion: number };
    byRate.set(ratePerMillion, (byRate.get(ratePerMillion) ?? 0) + taxMinor);
  }
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 4 });
  return [...byRate].map(([rate, taxMinor]) => [
    `Tax ${percent.format(rate / 1_000_000)}`,
    money(taxMinor),
  ]);
}
