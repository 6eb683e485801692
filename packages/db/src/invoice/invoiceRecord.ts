import type { Transaction } from "../connection/openDatabase.ts";
import { entityTable, mine, type EntityRecord } from "../entity/entityTable.ts";

export interface InvoiceRecord extends EntityRecord {
  readonly externalId: string | null;
  readonly kind: "membership" | "employer" | "manual" | "credit_note";
  readonly status: "draft" | "issued" | "partially_paid" | "paid" | "bad_debt" | "voided";
  /** Given at issue, gapless in the practice. */
  readonly number: number | null;
  readonly payerKind: string;
  readonly payerId: string;
  readonly currency: string;
  readonly issuedOn: string | null;
  readonly dueOn: string | null;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly creditedMinor: number;
  readonly creditsInvoiceId: string | null;
  readonly sentAt: string | null;
  readonly sentBy: string | null;
  readonly sentTo: string | null;
  readonly voidedOn: string | null;
  readonly voidReason: string | null;
  readonly isBilledAgain: boolean | null;
  readonly badDebtOn: string | null;
  readonly runId: string | null;
}

export const invoiceTable = entityTable<InvoiceRecord>("invoice", [
  "id",
  "externalId",
  "kind",
  "status",
  "number",
  "payerKind",
  "payerId",
  "currency",
  "issuedOn",
  "dueOn",
  "netMinor",
  "taxMinor",
  "totalMinor",
  "paidMinor",
  "creditedMinor",
  "creditsInvoiceId",
  "sentAt",
  "sentBy",
  "sentTo",
  "voidedOn",
  "voidReason",
  "isBilledAgain",
  "badDebtOn",
  "runId",
  "version",
  "createdAt",
  "updatedAt",
]);

/** Takes the next numbers of the practice; others wait until this transaction ends, so that none is left out. */
export async function takeInvoiceNumbers(
  tx: Transaction,
  { count }: { count: number },
): Promise<number> {
  const [row] = await tx<{ first: number }[]>`
    update invoice_counter set last_number = last_number + ${count} where ${mine(tx)}
    returning last_number - ${count} + 1 as first`;
  if (row === undefined) throw new Error("the practice has no invoice counter");
  return row.first;
}
