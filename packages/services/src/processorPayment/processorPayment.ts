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
import { payTiedInvoice } from "./payTiedInvoice.ts";

const Reported = Payment.omit({ id: true, kind: true }).extend({
  processorReference: z.string().min(1),
});

type Received = Payment & { processorReference: string };

/**
 * A processor's payment goes where the practice's payments are: here, where it pays the invoice it was for, to the earlier
 * system, or it waits (MIG-6).
 */
export const receiveProcessorPayment = defineVerb({
  name: "migration.receive_payment",
  permission: "payment.write",
  input: Reported,
  run: async ({ input, ...given }) => {
    const payment = { ...input, id: given.newId("pay"), kind: "received" as const };
    // Shared: a run begins, or ends, only after this payment is where it belongs.
    const migration = await readMigration(given, { lock: "shared" });
    const fate = fateOfProcessorPayment(migration);
    switch (fate) {
      case "post_here":
        await postHere(given, payment);
        break;
      case "wait":
        await insertWaitingPayment(given.tx, given.practice.practiceId, {
          payment,
          at: given.instant,
        });
        break;
      case "post_to_earlier_system":
        await postToEarlierSystem(given, payment);
        break;
    }
    return { fate };
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { reference: input.processorReference, ...result },
  }),
});

async function postHere(given: Given, payment: Received): Promise<void> {
  const { payer, tiedInvoiceId, processorReference } = payment;
  const book = await readBook(given, payer);
  const planned = postProcessorPayment({ book, payment });
  if (planned !== null) await postPlanned(given, { book, planned });
  if (tiedInvoiceId !== null)
    await payTiedInvoice(given, { payer, invoiceId: tiedInvoiceId, reference: processorReference });
}

async function postToEarlierSystem(given: Given, payment: Received): Promise<void> {
  const { currency, amountMinor, receivedOn, method, processorReference, payer } = payment;
  const row = { currency, amountMinor, receivedOn, method, processorReference };
  const id = `processor_${processorReference}`;
  await insertEarlierPayments(given.tx, given.practice.practiceId, [
    { id, ...row, patientId: payer.id, payerKind: payer.kind, invoiceId: payment.tiedInvoiceId },
  ]);
}

async function takeWaiting(given: Given): Promise<Received[]> {
  return (await takeWaitingPayments(given.tx)).flatMap((payment) => {
    const { processorReference } = payment;
    return processorReference === null ? [] : [{ ...payment, processorReference }];
  });
}

/** Posts what waited during the run, each once. */
export async function postWaitingPayments(given: Given): Promise<number> {
  const waiting = await takeWaiting(given);
  for (const payment of waiting) await postHere(given, payment);
  return waiting.length;
}

/** After Error the earlier system takes what waited (MIG-6). */
export async function returnWaitingPayments(given: Given): Promise<void> {
  for (const payment of await takeWaiting(given)) await postToEarlierSystem(given, payment);
}
