import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface NewAttempt {
  readonly invoiceId: string;
  readonly attempt: number;
  readonly idempotencyKey: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly method: "ach" | "direct_debit" | "card";
  readonly mandateOn: string;
  readonly startedAt: string;
}

export interface AttemptRow extends NewAttempt {
  /** Null: no answer came yet. */
  readonly outcome: "accepted" | "declined" | null;
  readonly answeredAt: string | null;
  readonly processorReference: string | null;
  readonly reason: string | null;
  /** Someone said to begin anew; it counts no more. */
  readonly isClosed: boolean;
  /** The bank has it since then, and has not said. */
  readonly pendingAt: string | null;
}

/** Every attempt at one invoice, or at all that have one, in their order. */
export async function listAttempts(
  tx: Transaction,
  { invoiceIds }: { invoiceIds: readonly string[] },
): Promise<readonly AttemptRow[]> {
  return tx<AttemptRow[]>`
    select invoice_id as "invoiceId", attempt, idempotency_key as "idempotencyKey", amount_minor as "amountMinor",
      currency, method, mandate_on as "mandateOn", started_at as "startedAt", outcome, answered_at as "answeredAt",
      processor_reference as "processorReference", reason, is_closed as "isClosed",
      pending_at as "pendingAt"
    from autopay_attempt where ${mine(tx)} and invoice_id = any(${[...invoiceIds]}::text[])
    order by invoice_id, attempt`;
}

export async function insertAttempt(
  tx: Transaction,
  practiceId: string,
  given: NewAttempt,
): Promise<void> {
  const { invoiceId, attempt, idempotencyKey, amountMinor } = given;
  const { currency, method, mandateOn, startedAt } = given;
  await tx`
    insert into autopay_attempt (practice_id, invoice_id, attempt, idempotency_key, amount_minor, currency, method,
      mandate_on, started_at)
    values (${practiceId}, ${invoiceId}, ${attempt}, ${idempotencyKey}, ${amountMinor}, ${currency}, ${method},
      ${mandateOn}, ${startedAt})`;
}

export async function answerAttempt(
  tx: Transaction,
  given: {
    invoiceId: string;
    attempt: number;
    outcome: "accepted" | "declined";
    answeredAt: string;
    processorReference: string | null;
    reason: string | null;
  },
): Promise<void> {
  await tx`
    update autopay_attempt set outcome = ${given.outcome}, answered_at = ${given.answeredAt},
      processor_reference = ${given.processorReference}, reason = ${given.reason}
    where ${mine(tx)} and invoice_id = ${given.invoiceId} and attempt = ${given.attempt} and outcome is null`;
}

export async function closeAttempts(
  tx: Transaction,
  { invoiceId }: { invoiceId: string },
): Promise<void> {
  await tx`update autopay_attempt set is_closed = true where ${mine(tx)} and invoice_id = ${invoiceId}`;
}

export async function markPending(
  tx: Transaction,
  given: { invoiceId: string; attempt: number; at: string; processorReference: string },
): Promise<void> {
  await tx`
    update autopay_attempt set pending_at = ${given.at}, processor_reference = ${given.processorReference}
    where ${mine(tx)} and invoice_id = ${given.invoiceId} and attempt = ${given.attempt} and outcome is null
      and pending_at is null`;
}
