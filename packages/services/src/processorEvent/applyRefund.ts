import {
  postProcessorRefund,
  type Payment,
  type PaymentBook,
  type PlannedPostings,
} from "@rollbook/core/payment";
import { findPaymentByReference } from "@rollbook/db/payment";
import { findProcessorEvent } from "@rollbook/db/processorEvent";
import {
  findProcessorRefund,
  insertProcessorRefund,
  listRefundsOfPayment,
  type ProcessorRefundRow,
} from "@rollbook/db/processorRefund";
import { freezeOf } from "../migrationState/index.ts";
import { postPlanned, readBook } from "../payment/index.ts";
import { answerRefund, failedRefundKey, refundKeyOf } from "../processorRefund/index.ts";
import type { Given } from "../run/index.ts";
import type { ProcessorEffect } from "./effect.ts";
import type { Outcome } from "./outcome.ts";
import { dayOf } from "./receiveAndPay.ts";
import { returnOf, takeBack } from "./takeBack.ts";

type Refunded = Extract<ProcessorEffect, { kind: "payment_refunded" }>;
type Failed = Extract<ProcessorEffect, { kind: "refund_failed" }>;
type Won = Extract<ProcessorEffect, { kind: "dispute_won" }>;

const applied: Outcome = { state: "applied", reason: null };

/** What was asked for from here is recorded already; what the processor did by itself is posted (PAY-15, PAY-17). */
export async function applyRefunded(given: Given, effect: Refunded): Promise<Outcome> {
  const { reference } = effect;
  const isFailed = { id: "", effectKey: failedRefundKey(reference) };
  if ((await findProcessorEvent(given.tx, isFailed)) !== undefined) {
    const reason = `The refund ${reference} came to nothing at the processor (PAY-17).`;
    return { state: "ignored", reason };
  }
  const row = await refundOf(given, effect);
  if (row?.state === "accepted" && row.processorReference === reference) return applied;
  if (row !== undefined && isUnsettled(row)) {
    await answerRefund(given, { row, answer: { kind: "accepted", reference } });
    return applied;
  }
  return postRefund(given, effect);
}

function isUnsettled({ state }: ProcessorRefundRow): boolean {
  return state === "asked" || state === "pending" || state === "declined";
}

/** By the processor's number, else by the key of its last attempt. */
async function refundOf(
  { tx }: Given,
  { reference, refundKey }: { reference: string; refundKey: string | null },
): Promise<ProcessorRefundRow | undefined> {
  const known = await findProcessorRefund(tx, { processorReference: reference });
  if (known !== undefined || refundKey === null) return known;
  const [, counterEntryId = ""] = refundKey.split(":");
  const row = await findProcessorRefund(tx, { counterEntryId });
  return row !== undefined && refundKeyOf(row) === refundKey ? row : undefined;
}

async function postRefund(given: Given, effect: Refunded): Promise<Outcome> {
  const frozen = await freezeOf(given, "refund");
  if (frozen !== null) return { state: "waits", reason: frozen.reason };
  const { paymentReference, amountMinor, reference, cause } = effect;
  const found = await findPaymentByReference(given.tx, { reference: paymentReference });
  if (found === undefined) {
    const reason = `The refund came before its payment ${paymentReference} (PAY-16).`;
    return { state: "waits", reason };
  }
  if (found.currency !== effect.currency)
    return { state: "for_a_person", reason: "The refund is in another currency (PAY-16)." };
  const book = await readBook(given, found.payer);
  const refunds = await listRefundsOfPayment(given.tx, { paymentId: found.id });
  const payment = sourceOf({ book, paymentId: found.id, refunds, amountMinor });
  if (payment === undefined) {
    const reason = `More was refunded of ${paymentReference} (${reference}) than it has left here (PAY-17).`;
    return { state: refunds.some(isUnsettled) ? "waits" : "for_a_person", reason };
  }
  const who = cause === "refund" ? "Refunded at the processor" : "Disputed by the payer";
  const planned = postProcessorRefund({
    book,
    payment,
    amountMinor,
    refundedOn: dayOf(given, effect.at),
    reason: `${who}, ${reference}`,
    idOf: given.newId,
  });
  if (planned.kind === "refused") return { state: "for_a_person", reason: planned.reason };
  await postPlanned(given, { book, planned });
  await keepRefunds(given, { effect, planned });
  return applied;
}

/** The payment, or else what of it was taken back after a refund that was not made. */
function sourceOf({
  book: { payments, counterEntries },
  paymentId,
  refunds,
  amountMinor,
}: {
  book: PaymentBook;
  paymentId: string;
  refunds: readonly ProcessorRefundRow[];
  amountMinor: number;
}): Payment | undefined {
  const returned = new Set(refunds.filter(({ state }) => state === "returned").map(returnOf));
  const leftOf = (payment: Payment): number =>
    counterEntries
      .filter((entry) => entry.paymentId === payment.id)
      .reduce((left, entry) => left - entry.amountMinor, payment.amountMinor);
  const sources = payments.filter(
    ({ id, processorReference }) => id === paymentId || returned.has(processorReference ?? ""),
  );
  return sources
    .toSorted((one, other) => Number(other.id === paymentId) - Number(one.id === paymentId))
    .find((payment) => leftOf(payment) >= amountMinor);
}

/** So that a refund that fails later, or a dispute that is won, finds what was posted for it. */
async function keepRefunds(
  given: Given,
  { effect, planned }: { effect: Refunded; planned: PlannedPostings },
): Promise<void> {
  const { paymentReference, currency, reference } = effect;
  const at = given.instant;
  for (const { id: counterEntryId, paymentId, amountMinor } of planned.counterEntries)
    await insertProcessorRefund(given.tx, given.practice.practiceId, {
      counterEntryId,
      paymentId,
      paymentReference,
      amountMinor,
      currency,
      state: "accepted",
      askedAt: at,
      answeredAt: at,
      processorReference: reference,
    });
}

/** A person decides what becomes of the money, which is still the practice's (PAY-17). */
export async function applyRefundFailed(given: Given, effect: Failed): Promise<Outcome> {
  const { reference, reason } = effect;
  const row = await refundOf(given, effect);
  if (row === undefined) return { state: "ignored", reason };
  if (row.state !== "accepted" && !isUnsettled(row)) return { state: "ignored", reason };
  await answerRefund(given, { row, answer: { kind: "declined", reference, reason } });
  return applied;
}

/** What the dispute took comes in again (PAY-18). */
export async function applyDisputeWon(given: Given, { reference }: Won): Promise<Outcome> {
  const row = await findProcessorRefund(given.tx, { processorReference: reference });
  if (row === undefined) {
    const reason = `It came before the dispute ${reference} had taken anything (PAY-18).`;
    return { state: "waits", reason };
  }
  if (row.state !== "accepted") return { state: "ignored", reason: null };
  const frozen = await freezeOf(given, "record_payment");
  if (frozen !== null) return { state: "waits", reason: frozen.reason };
  await takeBack(given, row);
  return applied;
}
