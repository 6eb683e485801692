import { fateOfProcessorPayment } from "@rollbook/core/migration";
import { Payment, postProcessorPayment } from "@rollbook/core/payment";
import {
  insertEarlierPayments,
  insertWaitingPayment,
  takeWaitingPayments,
} from "@rollbook/db/paymentsMigration";
import * as z from "zod";
import { readMigration } from "../migrationState/index.ts";
import { postPlanned, readBook } from "../payment/index.ts";
import { defineVerb, type Given } from "../run/index.ts";

const Reported = Payment.omit({ id: true, kind: true }).extend({
  processorReference: z.string().min(1),
});

type Received = Payment & { processorReference: string };

async function postHere(given: Given, payment: Received): Promise<void> {
  const book = await readBook(given, payment.payer);
  const planned = postProcessorPayment({ book, payment });
  if (planned !== null) await postPlanned(given, { book, planned });
}

/** A processor's payment goes where the practice's payments are: here, to the earlier system, or it waits (MIG-6). */
export const receiveProcessorPayment = defineVerb({
  name: "migration.receive_payment",
  permission: "payment.write",
  input: Reported,
  run: async ({ input, ...given }) => {
    const fate = fateOfProcessorPayment(await readMigration(given));
    const payment = { ...input, id: given.newId("pay"), kind: "received" as const };
    if (fate === "post_here") await postHere(given, payment);
    if (fate === "wait") {
      await insertWaitingPayment(given.tx, given.practice.practiceId, {
        payment,
        at: given.instant,
      });
    }
    if (fate === "post_to_earlier_system") await postToEarlierSystem(given, payment);
    return { fate };
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { reference: input.processorReference, ...result },
  }),
});

async function postToEarlierSystem(given: Given, payment: Received): Promise<void> {
  const { currency, amountMinor, receivedOn, method, processorReference } = payment;
  const row = { currency, amountMinor, receivedOn, method, processorReference };
  const id = `processor_${processorReference}`;
  await insertEarlierPayments(given.tx, given.practice.practiceId, [
    { id, ...row, patientId: payment.payer.id, invoiceId: payment.tiedInvoiceId },
  ]);
}

/** Posts what waited during the run, each once. */
export async function postWaitingPayments(given: Given): Promise<number> {
  const waiting = await takeWaitingPayments(given.tx);
  for (const payment of waiting) {
    const { processorReference } = payment;
    if (processorReference !== null) await postHere(given, { ...payment, processorReference });
  }
  return waiting.length;
}

/** After Error the earlier system takes what waited (MIG-6). */
export async function returnWaitingPayments(given: Given): Promise<void> {
  for (const payment of await takeWaitingPayments(given.tx)) {
    const { processorReference } = payment;
    if (processorReference !== null)
      await postToEarlierSystem(given, { ...payment, processorReference });
  }
}
