import {
  accountsByPayer,
  convertAccounts,
  type ConvertedAccounts,
  type EarlierInvoice,
  type EarlierPayment,
} from "@rollbook/core/migration";
import { statusAfterPayments } from "@rollbook/core/invoice";
import { listLockedMonths } from "@rollbook/db/payment";
import {
  listPayerRanges,
  readEarlierAccounts,
  type TiedPaymentRow,
} from "@rollbook/db/paymentsMigration";
import type { Given } from "../run/index.ts";

export interface ConversionChunk extends ConvertedAccounts {
  /** Of the invoices that the chunk pays. */
  readonly statuses: readonly { id: string; status: string }[];
}

/** Payments of a chunk: enough that a statement costs little beside its rows, few enough that memory stays flat. */
const usualSize = 2500;

/** A promise whose failure is kept until it is asked for. */
export function settle<Value>(promise: Promise<Value>): Promise<() => Value> {
  return promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
}

/** The conversion of everything, chunk by chunk (MIG-7): the next chunk is read while one is converted and written. */
export async function* conversionChunks(
  given: Given,
  { size = usualSize }: { size?: number | undefined } = {},
): AsyncGenerator<ConversionChunk> {
  const lockedMonths = await listLockedMonths(given.tx);
  const ranges = await listPayerRanges(given.tx, { size });
  const read = (at: number) => {
    const range = ranges[at];
    return settle(range === undefined ? Promise.resolve([]) : readEarlierAccounts(given.tx, range));
  };
  let upcoming = read(0);
  for (let at = 0; at < ranges.length; at += 1) {
    const rows = (await upcoming)();
    upcoming = read(at + 1);
    yield chunkOf(rows, lockedMonths);
  }
  (await upcoming)();
}

function chunkOf(
  rows: readonly TiedPaymentRow[],
  lockedMonths: readonly string[],
): ConversionChunk {
  const invoices = new Map(rows.flatMap((row) => tiedInvoiceOf(row)));
  const accounts = accountsByPayer({
    payments: rows.map(earlierPaymentOf),
    invoices: [...invoices.values()].map(({ earlier }) => earlier),
  });
  const planned = convertAccounts({ accounts, lockedMonths });
  const paid = new Map<string, number>();
  for (const { invoiceId, amountMinor } of planned.converted.allocations)
    paid.set(invoiceId, (paid.get(invoiceId) ?? 0) + amountMinor);
  const statuses = [...paid].flatMap(([id, newMinor]) => {
    const amounts = invoices.get(id)?.amounts;
    if (amounts === undefined) return [];
    return [
      { id, status: statusAfterPayments({ ...amounts, paidMinor: amounts.paidMinor + newMinor }) },
    ];
  });
  return { ...planned, statuses };
}

function earlierPaymentOf({
  issuedOn: _issuedOn,
  status: _status,
  totalMinor: _totalMinor,
  creditedMinor: _creditedMinor,
  paidMinor: _paidMinor,
  ...payment
}: TiedPaymentRow): EarlierPayment {
  return payment;
}

type Amounts = Parameters<typeof statusAfterPayments>[0];

/** The invoice of a row, where it takes money: a voided one and a bad debt do not. */
function tiedInvoiceOf(
  row: TiedPaymentRow,
): [string, { earlier: EarlierInvoice; amounts: Amounts }][] {
  const { invoiceId, issuedOn, totalMinor, creditedMinor, paidMinor } = row;
  const isOpen = row.status === "issued" || row.status === "partially_paid";
  if (invoiceId === null || !isOpen) return [];
  if (issuedOn === null || totalMinor === null || creditedMinor === null || paidMinor === null)
    return [];
  const earlier = {
    id: invoiceId,
    patientId: row.patientId,
    payerKind: row.payerKind,
    currency: row.currency,
    issuedOn: issuedOn as EarlierInvoice["issuedOn"],
    totalMinor: Math.max(0, totalMinor - creditedMinor - paidMinor),
    isVoided: false,
  };
  return [[invoiceId, { earlier, amounts: { totalMinor, creditedMinor, paidMinor } }]];
}
