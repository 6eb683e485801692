import type { Payer } from "@rollbook/core/plan";
import {
  createManualInvoice,
  creditInvoice,
  getInvoice,
  listInvoices,
  markInvoiceBadDebt,
  markInvoiceSent,
  reopenInvoice,
  voidInvoice,
  type InvoiceView,
} from "@rollbook/services/invoice";
import { changePayment, listMemberships } from "@rollbook/services/membership";
import { listPatients } from "@rollbook/services/patient";
import {
  autoAllocatePayments,
  correctPayment,
  deallocatePayment,
  openBalance,
  recordPayment,
  refundPayment,
} from "@rollbook/services/payment";
import { getPractice } from "@rollbook/services/practice";
import { createPlan } from "@rollbook/services/plan";
import { runVerb, type Services, type Verb } from "@rollbook/services/run";
import type { z } from "zod";
import { commandContext } from "../practice/commandContext.ts";

type Act = <Schema extends z.ZodType, Result>(
  verb: Verb<Schema, Result>,
  input: z.input<Schema>,
) => Promise<Result>;

const visitCount = 30;
const unpaidCount = 9;
const autopaidCount = 15;

/**
 * A day at the sample practice's desk: visits invoiced, payments taken, and one of each thing that goes wrong. Every act
 * has an idempotency key, so that a start that was killed goes on where it stopped.
 */
export async function liveFirstDay(input: {
  services: Services;
  practiceId: string;
}): Promise<void> {
  const { services } = input;
  let acts = 0;
  const act: Act = (verb, given) => {
    acts += 1;
    const idempotencyKey = `first-day-${acts}`;
    return runVerb(services, verb, {
      context: commandContext(input),
      input: given,
      idempotencyKey,
    });
  };
  await invoiceVisits(act);
  const { data: invoices } = await act(listInvoices, { limit: 1000 });
  const [credited, ...issued] = invoices;
  const [voided, badDebt, ...others] = issued.toReversed();
  if (voided === undefined || credited === undefined || badDebt === undefined) return;
  await goWrong(act, { voided, credited, badDebt });
  const autopaid = await prepareAutopay(act, others);
  const byHand = others.slice(unpaidCount).filter(({ id }) => !autopaid.has(id));
  await takePayments(act, byHand);
  await payUnusually(act, payerOf(badDebt));
}

async function invoiceVisits(act: Act): Promise<void> {
  const bloodTest = await act(createPlan, {
    type: "service",
    name: "Blood test",
    priceMinor: 4500,
  });
  const lateFee = await act(createPlan, {
    type: "fee",
    name: "Missed appointment",
    priceMinor: 2500,
  });
  const { data: patients } = await act(listPatients, { limit: visitCount });
  for (const [index, patient] of patients.entries()) {
    const product = index % 5 === 4 ? lateFee : bloodTest;
    await act(createManualInvoice, {
      payer: { kind: "patient", id: patient.id },
      lines: [{ productId: product.id, patientId: patient.id }],
    });
  }
}

interface GoneWrong {
  voided: InvoiceView;
  credited: InvoiceView;
  badDebt: InvoiceView;
}

async function goWrong(act: Act, { voided, credited, badDebt }: GoneWrong): Promise<void> {
  await act(voidInvoice, {
    id: voided.id,
    reason: "Written for the wrong person",
    isBilledAgain: false,
  });
  const { lines } = await act(getInvoice, { id: credited.id });
  for (const line of lines.slice(0, 1)) {
    await act(creditInvoice, {
      id: credited.id,
      reason: "Goodwill",
      amount: { lineId: line.id, grossMinor: 1000 },
    });
  }
  await act(markInvoiceBadDebt, { id: badDebt.id });
  await act(reopenInvoice, { id: badDebt.id });
  await act(markInvoiceBadDebt, { id: badDebt.id });
}

/** Records mandates of those who wish autopay, and sends some of their invoices, which autopay charges then. */
async function prepareAutopay(act: Act, invoices: readonly InvoiceView[]): Promise<Set<string>> {
  const { today: mandateOn } = await act(getPractice, {});
  const { data } = await act(listMemberships, { limit: 1000 });
  const wished = data.filter(({ isAutopay, paymentMethod }) => isAutopay && paymentMethod !== null);
  for (const { id } of wished) await act(changePayment, { id, payment: { mandateOn } });
  const payers = new Set(wished.map(({ presentTerms }) => presentTerms.payer.id));
  const theirs = invoices
    .filter(({ kind, payerId }) => kind === "membership" && payers.has(payerId))
    .slice(0, autopaidCount);
  for (const { id } of theirs) await act(markInvoiceSent, { id });
  return new Set(theirs.map(({ id }) => id));
}

const methods = ["card", "cash", "check", "ach"] as const;

async function takePayments(act: Act, invoices: readonly InvoiceView[]): Promise<void> {
  for (const [index, invoice] of invoices.entries()) {
    if (index % 3 === 0) await act(markInvoiceSent, { id: invoice.id });
    await act(recordPayment, {
      payer: payerOf(invoice),
      amountMinor: invoice.openMinor,
      method: methods[index % methods.length] ?? "card",
      tiedInvoiceId: invoice.id,
    });
  }
  const { allocations } = await act(autoAllocatePayments, {});
  for (const { id } of allocations.slice(0, 1)) await act(deallocatePayment, { allocationId: id });
}

/** Money and a balance from before the move, a refund, and a payment that was typed wrongly. */
async function payUnusually(act: Act, payer: Payer): Promise<void> {
  await act(recordPayment, { kind: "opening", payer, amountMinor: 5000, method: "other" });
  await act(openBalance, { payer, amountMinor: 7500, description: "Balance of the old books" });
  const overpaid = await act(recordPayment, { payer, amountMinor: 9000, method: "card" });
  await act(refundPayment, { paymentId: overpaid.id, amountMinor: 9000, reason: "Paid twice" });
  const mistyped = await act(recordPayment, { payer, amountMinor: 54_000, method: "check" });
  await act(correctPayment, {
    paymentId: mistyped.id,
    reason: "The check was for 45.00",
    replacement: { amountMinor: 4500, method: "check" },
  });
}

function payerOf(invoice: InvoiceView): Payer {
  return { kind: invoice.payerKind as Payer["kind"], id: invoice.payerId };
}
