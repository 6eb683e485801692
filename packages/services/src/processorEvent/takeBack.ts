import { postProcessorPayment } from "@rollbook/core/payment";
import { findPayment } from "@rollbook/db/payment";
import { saveProcessorRefund, type ProcessorRefundRow } from "@rollbook/db/processorRefund";
import { refuseWhileFrozen } from "../migrationState/index.ts";
import { postPlanned, readBook, returnedReference } from "../payment/index.ts";
import { notFound, type Given } from "../run/index.ts";

/** By which the money that came in again is found. */
export function returnOf(
  row: Pick<ProcessorRefundRow, "processorReference" | "counterEntryId">,
): string {
  return returnedReference(row.processorReference ?? row.counterEntryId);
}

/** Nothing is deleted: the money comes in again, from the processor. @throws ServiceError while payments move */
export async function takeBack(given: Given, row: ProcessorRefundRow): Promise<void> {
  await refuseWhileFrozen(given, "record_payment");
  const found = await findPayment(given.tx, { id: row.paymentId });
  if (found === undefined) throw notFound("payment", row.paymentId);
  const { payer, currency, method } = found;
  const book = await readBook(given, payer);
  const planned = postProcessorPayment({
    book,
    payment: {
      id: given.newId("pay"),
      kind: "received",
      payer,
      currency,
      method,
      amountMinor: row.amountMinor,
      receivedOn: given.today,
      tiedInvoiceId: null,
      processorReference: returnOf(row),
    },
  });
  if (planned !== null) await postPlanned(given, { book, planned });
  await saveProcessorRefund(given.tx, { ...row, state: "returned" });
}
