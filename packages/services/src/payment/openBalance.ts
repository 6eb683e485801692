import { PlainDate } from "@rollbook/core/calendar";
import { openingBalanceRefusal } from "@rollbook/core/payment";
import { Payer } from "@rollbook/core/plan";
import { takeInvoiceNumbers } from "@rollbook/db/invoice";
import { insertOpeningInvoice, listLockedMonths } from "@rollbook/db/payment";
import * as z from "zod";
import { refuseWhileFrozen } from "../migrationState/index.ts";
import { refuseUnknownPayers } from "../patient/index.ts";
import { defineVerb, refused } from "../run/index.ts";
import { postingOf } from "./paymentBook.ts";

/** Takes over what a payer owed before: an invoice that earns nothing here and that autopay leaves alone (PAY-11). */
export const openBalance = defineVerb({
  name: "payment.open_balance",
  permission: "payment.write",
  input: z.strictObject({
    payer: Payer,
    amountMinor: z.int().positive(),
    /** The day of the balance; today without it. */
    on: PlainDate.optional(),
    description: z.string().trim().min(1).max(200).default("Balance from before"),
  }),
  run: async ({ input, ...given }) => {
    await refuseWhileFrozen(given, "record_payment");
    const { tx, today, newId, practice } = given;
    const on = input.on ?? today;
    const lockedMonths = await listLockedMonths(tx);
    const { payer, amountMinor, description } = input;
    await refuseUnknownPayers(given, [payer]);
    const refusal = openingBalanceRefusal({ on, amountMinor, today, lockedMonths });
    if (refusal !== null) throw refused(refusal);
    const number = await takeInvoiceNumbers(tx, { count: 1 });
    const invoice = {
      id: newId("inv"),
      lineId: newId("lin"),
      number,
      payerKind: payer.kind,
      payerId: payer.id,
      patientId: payer.kind === "patient" ? payer.id : null,
      currency: practice.currency,
      amountMinor,
      on,
      description,
    };
    await insertOpeningInvoice(tx, postingOf(given), invoice);
    return { id: invoice.id, number, payer, currency: practice.currency, amountMinor, on };
  },
});
