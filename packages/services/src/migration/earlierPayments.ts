import {
  accountsByPatient,
  convertBatch,
  EarlierPayment,
  type ConversionBatch,
} from "@rollbook/core/migration";
import {
  findMigration,
  insertEarlierPayments,
  listEarlierInvoices,
  listEarlierPayments,
} from "@rollbook/db/paymentsMigration";
import * as z from "zod";
import { storeMigration } from "../migrationState/index.ts";
import { defineVerb, type Given } from "../run/index.ts";

/** Keeps what the earlier payments system holds; from the first row on the practice has something to move. */
export const importEarlierPayments = defineVerb({
  name: "migration.import_earlier",
  permission: "migration.write",
  input: z.strictObject({ payments: z.array(EarlierPayment) }),
  run: async ({ input, ...given }) => {
    const isFirst = (await findMigration(given.tx, { isLocked: true })) === undefined;
    if (isFirst) await storeMigration(given, { state: "migrate" });
    const added = await insertEarlierPayments(given.tx, given.practice.practiceId, input.payments);
    return { added, known: input.payments.length - added };
  },
  audit: ({ result }) => ({ entityId: null, detail: result }),
});

/** The conversion of everything, as a plan (MIG-7). */
export async function planConversion(
  given: Given,
): Promise<ConversionBatch & { paymentCount: number }> {
  const payments = await listEarlierPayments(given.tx);
  const invoices = await listEarlierInvoices(given.tx);
  const accounts = accountsByPatient({ payments, invoices });
  const batch = convertBatch({ accounts, after: null, size: accounts.size });
  return { ...batch, paymentCount: payments.length };
}
