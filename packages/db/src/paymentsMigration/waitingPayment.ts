import type { Payment } from "@rollbook/core/payment";
import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** What a processor reported while payments moved; once by its reference. */
export async function insertWaitingPayment(
  tx: Transaction,
  practiceId: string,
  { payment, at }: { payment: Payment & { processorReference: string }; at: string },
): Promise<void> {
  await tx`
    insert into waiting_payment (practice_id, processor_reference, payment, received_at)
    values (${practiceId}, ${payment.processorReference}, ${JSON.stringify(payment)}::text::jsonb, ${at})
    on conflict do nothing`;
}

/** Takes all that wait, oldest first: they are in the caller's hands now. */
export async function takeWaitingPayments(tx: Transaction): Promise<readonly Payment[]> {
  const rows = await tx<{ payment: Payment; at: string }[]>`
    delete from waiting_payment where ${mine(tx)} returning payment, received_at as at`;
  return rows.toSorted((one, other) => (one.at < other.at ? -1 : 1)).map(({ payment }) => payment);
}
