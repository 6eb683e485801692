import type { PlainDate } from "@rollbook/core/calendar";
import { invoiceActionsAllowed, isOverdue, type InvoiceAction } from "@rollbook/core/invoice";
import {
  invoiceTable,
  listInvoiceClaims,
  listInvoiceLines,
  type InvoiceClaimRecord,
  type InvoiceLineRecord,
  type InvoiceRecord,
} from "@rollbook/db/invoice";
import { lockPayer } from "@rollbook/db/payment";
import { getRecord, type EntityKind, type Given } from "../run/index.ts";

export const invoiceKind: EntityKind<InvoiceRecord> = {
  name: "invoice",
  prefix: "inv",
  table: invoiceTable,
};

/** An invoice as people and programs read it. */
export interface InvoiceView extends InvoiceRecord {
  /** What is still owed. */
  readonly openMinor: number;
  readonly isOverdue: boolean;
  readonly actions: readonly InvoiceAction[];
}

export interface InvoiceDetail extends InvoiceView {
  readonly lines: readonly InvoiceLineRecord[];
  readonly claims: readonly InvoiceClaimRecord[];
}

export function viewOfInvoice(record: InvoiceRecord, today: PlainDate): InvoiceView {
  const { status, dueOn, totalMinor, paidMinor, creditedMinor } = record;
  const isOpen = status === "issued" || status === "partially_paid" || status === "bad_debt";
  return {
    ...record,
    openMinor: isOpen ? totalMinor - paidMinor - creditedMinor : 0,
    isOverdue: isOverdue({ status, dueOn: dueOn as PlainDate | null, today }),
    actions: invoiceActionsAllowed(status),
  };
}

export async function readInvoice(given: Given, id: string): Promise<InvoiceDetail> {
  return detailOf(given, await getRecord(given, invoiceKind, id));
}

/** The invoice while nobody else moves its payer's money: what an act plans from it still holds when it is written. */
export async function holdInvoice(given: Given, id: string): Promise<InvoiceDetail> {
  const { payerKind, payerId } = await getRecord(given, invoiceKind, id);
  const { practiceId } = given.practice;
  await lockPayer(given.tx, { practiceId, payer: { kind: payerKind, id: payerId } });
  return readInvoice(given, id);
}

export async function detailOf(given: Given, record: InvoiceRecord): Promise<InvoiceDetail> {
  const lines = await listInvoiceLines(given.tx, { invoiceIds: [record.id] });
  const claims = await listInvoiceClaims(given.tx, { lineIds: lines.map((line) => line.id) });
  return { ...viewOfInvoice(record, given.today), lines, claims };
}
