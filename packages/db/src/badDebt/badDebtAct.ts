import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface NewBadDebtAct {
  readonly invoiceId: string;
  readonly on: string;
  /** Above 0: written off; below: taken back. */
  readonly amountMinor: number;
  readonly cause: "written_off" | "reopened" | "paid" | "credited";
}

export interface BadDebtActRow extends NewBadDebtAct {
  /** In the order in which they were written, for each practice. */
  readonly sequence: number;
}

export async function insertBadDebtAct(
  tx: Transaction,
  { practiceId, at, by }: { practiceId: string; at: string; by: string },
  { invoiceId, on, amountMinor, cause }: NewBadDebtAct,
): Promise<void> {
  await tx`
    insert into invoice_bad_debt (practice_id, invoice_id, on_day, amount_minor, cause, created_at, created_by)
    values (${practiceId}, ${invoiceId}, ${on}, ${amountMinor}, ${cause}, ${at}, ${by})`;
}

/** What was written off and taken back, of one invoice or of all, in the order of the acts. */
export async function listBadDebtActs(
  tx: Transaction,
  { invoiceId }: { invoiceId?: string } = {},
): Promise<readonly BadDebtActRow[]> {
  return tx<BadDebtActRow[]>`
    select sequence, invoice_id as "invoiceId", on_day as "on", amount_minor as "amountMinor", cause
    from invoice_bad_debt
    where ${mine(tx)} ${invoiceId === undefined ? tx`` : tx`and invoice_id = ${invoiceId}`}
    order by sequence`;
}
