import { dateInZone } from "@rollbook/core/calendar";
import { postProcessorRefund } from "@rollbook/core/payment";
import { invoiceTable } from "@rollbook/db/invoice";
import { findPaymentByReference } from "@rollbook/db/payment";
import {
  listWaitingProcessorEvents,
  setProcessorEventState,
  type ProcessorEventRow,
} from "@rollbook/db/processorEvent";
import { freezeOf } from "../migrationState/index.ts";
import { postPlanned, readBook } from "../payment/index.ts";
import type { Given } from "../run/index.ts";
import { ProcessorEffect } from "./effect.ts";
import { receiveAndPay } from "./receiveAndPay.ts";

export type Outcome = Pick<ProcessorEventRow, "state" | "reason">;

type Succeeded = Extract<ProcessorEffect, { kind: "payment_succeeded" }>;
type Refunded = Extract<ProcessorEffect, { kind: "payment_refunded" }>;

export async function applyEffect(given: Given, effect: ProcessorEffect): Promise<Outcome> {
  switch (effect.kind) {
    case "payment_succeeded":
      return applySucceeded(given, effect);
    case "payment_refunded":
      return applyRefunded(given, effect);
    case "for_a_person":
      return { state: "for_a_person", reason: effect.reason };
    case "none":
      return { state: "ignored", reason: null };
  }
}

async function applySucceeded(given: Given, effect: Succeeded): Promise<Outcome> {
  const { payer, at, invoiceId, kind: _kind, ...payment } = effect;
  if (payer === null) {
    const reason = `The payment ${effect.reference} names no payer: record it by hand (PAY-16).`;
    return { state: "for_a_person", reason };
  }
  const invoice = invoiceId === null ? undefined : await invoiceTable.get(given.tx, invoiceId);
  await receiveAndPay(given, {
    ...payment,
    payer,
    invoiceId: invoice?.id ?? null,
    receivedOn: dateInZone(at, given.practice.timeZone),
  });
  return { state: "applied", reason: null };
}

async function applyRefunded(given: Given, effect: Refunded): Promise<Outcome> {
  const frozen = await freezeOf(given, "refund");
  if (frozen !== null) return { state: "waits", reason: frozen.reason };
  const { paymentReference: reference, amountMinor } = effect;
  const found = await findPaymentByReference(given.tx, { reference });
  if (found === undefined) {
    const reason = `The refund came before its payment ${reference} (PAY-16).`;
    return { state: "waits", reason };
  }
  const book = await readBook(given, found.payer);
  const payment = book.payments.find(({ id }) => id === found.id);
  if (payment === undefined || payment.currency !== effect.currency)
    return { state: "for_a_person", reason: "The refund is in another currency (PAY-16)." };
  const planned = postProcessorRefund({
    book,
    payment,
    amountMinor,
    refundedOn: dateInZone(effect.at, given.practice.timeZone),
    reason: `Refunded at the processor, ${effect.reference}`,
    idOf: given.newId,
  });
  if (planned.kind === "refused") return { state: "for_a_person", reason: planned.reason };
  await postPlanned(given, { book, planned });
  return { state: "applied", reason: null };
}

/** Applies what waited for something that has come by now. */
export async function applyWaiting(given: Given): Promise<void> {
  for (const event of await listWaitingProcessorEvents(given.tx)) {
    const outcome = await applyEffect(given, ProcessorEffect.parse(event.effect));
    if (outcome.state !== "waits")
      await setProcessorEventState(given.tx, { id: event.id, ...outcome });
  }
}
