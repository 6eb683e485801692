import { findProcessorEvent } from "@rollbook/db/processorEvent";
import { saveProcessorRefund, type ProcessorRefundRow } from "@rollbook/db/processorRefund";
import type { RefundAnswer } from "../processor/index.ts";
import type { Given } from "../run/index.ts";

/** By which an event that says that a refund failed is kept, and found by one that says otherwise. */
export function failedRefundKey(reference: string): string {
  return `refund_failed:${reference}`;
}

/** What the key in the processor's own data says: whose refund, and which attempt at it. */
export function refundKeyOf(row: Pick<ProcessorRefundRow, "counterEntryId" | "attempt">): string {
  return `refund:${row.counterEntryId}:${row.attempt}`;
}

/** Keeps the processor's answer. A refund that failed stays so, whatever is heard of it later (PAY-17). */
export async function answerRefund(
  given: Given,
  { row, answer }: { row: ProcessorRefundRow; answer: RefundAnswer },
): Promise<void> {
  const { counterEntryId, attempt, startedAt } = row;
  const reference = answer.reference ?? row.processorReference;
  const failed =
    answer.kind !== "declined" &&
    (await findProcessorEvent(given.tx, {
      id: "",
      effectKey: failedRefundKey(answer.reference),
    }));
  const reason = failed
    ? `The refund ${answer.reference} came to nothing at the processor (PAY-17).`
    : "reason" in answer
      ? answer.reason
      : null;
  await saveProcessorRefund(given.tx, {
    counterEntryId,
    attempt,
    startedAt,
    state: failed ? "declined" : answer.kind,
    answeredAt: given.instant,
    processorReference: reference,
    reason,
  });
}
