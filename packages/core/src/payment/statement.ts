import type { PlainDate } from "../calendar/index.ts";
import type { Payer } from "../plan/index.ts";
import type { PaymentBook } from "./schema.ts";

export type StatementLine = {
  on: PlainDate;
  kind: "invoice" | "credit" | "payment" | "refund" | "correction";
  /** The invoice's number, or the id of the payment. */
  reference: string;
  /** Raises what is owed when positive. */
  amountMinor: number;
  /** What the payer owes after this line; negative is credit. */
  balanceMinor: number;
};

export type Statement = {
  currency: string;
  openingMinor: number;
  lines: StatementLine[];
  closingMinor: number;
};

type Move = Omit<StatementLine, "balanceMinor">;

function invoiceMoves({
  book,
  payer,
  currency,
}: {
  book: PaymentBook;
  payer: Payer;
  currency: string;
}): Move[] {
  return book.invoices
    .filter(
      (invoice) =>
        invoice.currency === currency && invoice.status !== "draft" && invoice.status !== "voided",
    )
    .filter((invoice) => invoice.payer.id === payer.id && invoice.payer.kind === payer.kind)
    .flatMap(({ id, number, issuedOn, totalMinor, creditedMinor }) => {
      const reference = number ?? id;
      const issued: Move = { on: issuedOn, kind: "invoice", reference, amountMinor: totalMinor };
      if (creditedMinor === 0) return [issued];
      return [
        issued,
        { on: issuedOn, kind: "credit", reference, amountMinor: -creditedMinor } satisfies Move,
      ];
    });
}

function moneyMoves({
  book,
  payer,
  currency,
}: {
  book: PaymentBook;
  payer: Payer;
  currency: string;
}): Move[] {
  const own = book.payments.filter(
    (payment) =>
      payment.currency === currency &&
      payment.payer.id === payer.id &&
      payment.payer.kind === payer.kind,
  );
  const ids = new Set(own.map(({ id }) => id));
  const received = own.map(({ id, receivedOn, amountMinor }): Move => {
    return { on: receivedOn, kind: "payment", reference: id, amountMinor: -amountMinor };
  });
  const back = book.counterEntries
    .filter(({ paymentId }) => ids.has(paymentId))
    .map(({ paymentId, on, kind, amountMinor }): Move => ({
      on,
      kind,
      reference: paymentId,
      amountMinor,
    }));
  return [...received, ...back];
}

/** What a payer was asked for and paid, in one currency, with the balance after each line (PAY-13). */
export function statementOf({
  book,
  payer,
  currency,
  from,
  through,
}: {
  book: PaymentBook;
  payer: Payer;
  currency: string;
  from: PlainDate;
  through: PlainDate;
}): Statement {
  const moves = [
    ...invoiceMoves({ book, payer, currency }),
    ...moneyMoves({ book, payer, currency }),
  ].toSorted((one, other) => (one.on === other.on ? 0 : one.on < other.on ? -1 : 1));
  let balanceMinor = 0;
  const lines: StatementLine[] = [];
  let openingMinor = 0;
  for (const move of moves) {
    if (move.on > through) break;
    balanceMinor += move.amountMinor;
    if (move.on < from) openingMinor = balanceMinor;
    else lines.push({ ...move, balanceMinor });
  }
  return { currency, openingMinor, lines, closingMinor: balanceMinor };
}
