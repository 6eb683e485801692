import { postProcessorRefund } from "@rollbook/core/payment";
import { Payer } from "@rollbook/core/plan";
import { listPayersOfCustomer } from "@rollbook/db/autopay";
import { invoiceTable } from "@rollbook/db/invoice";
import { employerTable, patientTable } from "@rollbook/db/patient";
import { findPaymentByReference } from "@rollbook/db/payment";
import {
  listWaitingProcessorEvents,
  setProcessorEventState,
  type ProcessorEventRow,
} from "@rollbook/db/processorEvent";
import { setWorkDue } from "@rollbook/db/workDue";
import { freezeOf } from "../migrationState/index.ts";
import { postPlanned, readBook } from "../payment/index.ts";
import type { Given } from "../run/index.ts";
import { ProcessorEffect } from "./effect.ts";
import { dayOf, receiveAndPay } from "./receiveAndPay.ts";

export type Outcome = Pick<ProcessorEventRow, "state" | "reason">;

type Succeeded = Extract<ProcessorEffect, { kind: "payment_succeeded" }>;
type Refunded = Extract<ProcessorEffect, { kind: "payment_refunded" }>;

export async function applyEffect(given: Given, effect: ProcessorEffect): Promise<Outcome> {
  switch (effect.kind) {
    case "payment_succeeded":
      return applySucceeded(given, effect);
    case "payment_refunded":
      return applyRefunded(given, effect);
    case "charge_moved":
      await lookNow(given);
      return { state: "applied", reason: null };
    case "for_a_person":
      return { state: "for_a_person", reason: effect.reason };
    case "none":
      return { state: "ignored", reason: null };
  }
}

async function applySucceeded(given: Given, effect: Succeeded): Promise<Outcome> {
  const { at, invoiceId, kind: _kind, customerId: _customerId, ...payment } = effect;
  const payer = await payerOf(given, effect);
  if (typeof payer === "string") return { state: "for_a_person", reason: payer };
  const invoice = invoiceId === null ? undefined : await invoiceTable.get(given.tx, invoiceId);
  await receiveAndPay(given, {
    ...payment,
    payer,
    invoiceId: invoice?.id ?? null,
    receivedOn: dayOf(given, at),
  });
  await lookNow(given);
  return { state: "applied", reason: null };
}

/** Whose money it is: who is named, else whose mandate has the customer; or why a person must say. */
async function payerOf(
  { tx }: Given,
  { payer, customerId, reference }: Succeeded,
): Promise<Payer | string> {
  const ask = "say whose it is, or dismiss it (PAY-16).";
  if (payer === null) {
    const payers = customerId === null ? [] : await listPayersOfCustomer(tx, { customerId });
    const [known, another] = payers;
    if (known !== undefined && another === undefined) return Payer.parse(known);
    if (known !== undefined)
      return `The payment ${reference} is of ${customerId}, who pays for several here: ${ask}`;
    const nobody = customerId === null ? "names no payer" : `is of ${customerId}, unknown here`;
    return `The payment ${reference} ${nobody}: ${ask}`;
  }
  const isKnown =
    (payer.kind !== "patient" || (await patientTable.get(tx, payer.id)) !== undefined) &&
    (payer.kind !== "employer" || (await employerTable.get(tx, payer.id)) !== undefined);
  if (isKnown) return payer;
  return `The payment ${reference} names the ${payer.kind} ${payer.id}, unknown here: ${ask}`;
}

/** Autopay may be waiting for just this. */
async function lookNow({ tx, practice, instant }: Given): Promise<void> {
  if (practice.clockInstant !== null) return;
  await setWorkDue(tx, practice.practiceId, { kind: "autopay", dueAt: instant });
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
    refundedOn: dayOf(given, effect.at),
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
