import { Payer } from "@rollbook/core/plan";
import { listPayersOfCustomer } from "@rollbook/db/autopay";
import { invoiceTable } from "@rollbook/db/invoice";
import { employerTable, patientTable } from "@rollbook/db/patient";
import { listWaitingProcessorEvents, setProcessorEventState } from "@rollbook/db/processorEvent";
import { setWorkDue } from "@rollbook/db/workDue";
import type { Given } from "../run/index.ts";
import { applyDisputeWon, applyRefunded, applyRefundFailed } from "./applyRefund.ts";
import { ProcessorEffect } from "./effect.ts";
import type { Outcome } from "./outcome.ts";
import { dayOf, receiveAndPay } from "./receiveAndPay.ts";

type Succeeded = Extract<ProcessorEffect, { kind: "payment_succeeded" }>;

export async function applyEffect(given: Given, effect: ProcessorEffect): Promise<Outcome> {
  switch (effect.kind) {
    case "payment_succeeded":
      return applySucceeded(given, effect);
    case "payment_refunded":
      return applyRefunded(given, effect);
    case "refund_failed":
      return applyRefundFailed(given, effect);
    case "dispute_won":
      return applyDisputeWon(given, effect);
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

/** Applies what waited for something that has come by now. */
export async function applyWaiting(given: Given): Promise<void> {
  for (const event of await listWaitingProcessorEvents(given.tx)) {
    const outcome = await applyEffect(given, ProcessorEffect.parse(event.effect));
    if (outcome.state !== "waits")
      await setProcessorEventState(given.tx, { id: event.id, ...outcome });
  }
}
