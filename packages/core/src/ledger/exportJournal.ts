import { decimalOf, exponentOf } from "../money/index.ts";
import type { LedgerEntry } from "./schema.ts";

const actInWords = {
  invoice_issued: "Invoice issued",
  invoice_voided: "Invoice voided",
  credit_note_issued: "Credit note",
  payment_received: "Payment",
  payment_opened: "Opening payment",
  balance_opened: "Opening balance",
  payment_allocated: "Payment allocated",
  payment_deallocated: "Allocation taken back",
  payment_refunded: "Refund",
  payment_corrected: "Payment taken back",
  invoice_written_off: "Bad debt",
  invoice_reopened: "Bad debt taken back",
} as const satisfies Record<LedgerEntry["act"], string>;

/** Text that cannot end a line, begin a comment or close the code. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp};|()]/gu, " ")
    .replaceAll(/ +/g, " ")
    .trim();
}

/** `commodity 1000.00 USD`: how amounts of the currency are written; the point stands even without digits after it. */
function commodityDirective(currency: string): string {
  return `commodity 1000.${"0".repeat(exponentOf(currency))} ${currency}`;
}

function amountText({ amountMinor, currency }: { amountMinor: number; currency: string }): string {
  return `${decimalOf({ minor: amountMinor, currency })} ${currency}`;
}

function entryText(entry: LedgerEntry): string {
  const { on, act, reference, payer, currency, postings } = entry;
  const width = Math.max(...postings.map(({ account }) => account.length));
  const lines = postings.map(
    ({ account, amountMinor }) =>
      `    ${account.padEnd(width)}  ${amountText({ amountMinor, currency })}`,
  );
  const tags = `act:${act}, payer:${oneLine(payer.kind)} ${oneLine(payer.id).replaceAll(",", " ")}`;
  return [`${on} * (${oneLine(reference)}) ${actInWords[act]}  ; ${tags}`, ...lines].join("\n");
}

function byDayThenOrder(entries: readonly LedgerEntry[]): LedgerEntry[] {
  return entries.toSorted((one, other) => (one.on === other.on ? 0 : one.on < other.on ? -1 : 1));
}

/** The journal as hledger reads it: commodities and accounts declared, entries by date (LED-5). */
export function exportJournal({
  entries,
  title,
}: {
  entries: readonly LedgerEntry[];
  title: string;
}): string {
  const posted = byDayThenOrder(entries.filter(({ postings }) => postings.length > 0));
  const currencies = [...new Set(posted.map(({ currency }) => currency))].toSorted();
  const accounts = [
    ...new Set(posted.flatMap(({ postings }) => postings.map(({ account }) => account))),
  ].toSorted();
  return [
    `; ${oneLine(title)}`,
    currencies.map(commodityDirective).join("\n"),
    accounts.map((account) => `account ${account}`).join("\n"),
    ...posted.map(entryText),
    "",
  ]
    .filter((part, index, parts) => part !== "" || index === parts.length - 1)
    .join("\n\n");
}
