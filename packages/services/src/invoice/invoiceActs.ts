import { invoiceRefusal, statusAfterPayments, type InvoiceAction } from "@rollbook/core/invoice";
import type { InvoiceRecord } from "@rollbook/db/invoice";
import * as z from "zod";
import { PlainDate } from "@rollbook/core/calendar";
import { postBadDebt } from "./postBadDebt.ts";
import { changeRecords, defineVerb, refused, type Given } from "../run/index.ts";
import { holdInvoice, invoiceKind, readInvoice, type InvoiceDetail } from "./invoice.ts";

const Target = z.strictObject({ id: z.string(), version: z.int().optional() });

async function act(
  given: Given,
  target: z.infer<typeof Target>,
  {
    action,
    changes,
  }: { action: InvoiceAction; changes: (invoice: InvoiceDetail) => Partial<InvoiceRecord> },
): Promise<InvoiceDetail> {
  const invoice = await holdInvoice(given, target.id);
  const refusal = invoiceRefusal({ action, status: invoice.status });
  if (refusal !== null) throw refused(refusal);
  const { id, version = invoice.version } = target;
  await changeRecords(given, invoiceKind, [{ id, version, changes: changes(invoice) }]);
  return readInvoice(given, id);
}

/** Issued is not sent: who sent it, when and to whom is an act of its own (INV-4). */
export const markInvoiceSent = defineVerb({
  name: "invoice.mark_sent",
  permission: "invoice.send",
  input: Target.extend({
    /** "patient", or the external contact it went to. */
    sentTo: z.string().trim().min(1).default("patient"),
  }),
  run: ({ input: { sentTo, ...target }, ...given }) =>
    act(given, target, {
      action: "send",
      changes: () => ({ sentAt: given.instant, sentBy: given.context.actor.id, sentTo }),
    }),
});

const DatedTarget = Target.extend({
  /** The day in the books; today without it. */
  on: PlainDate.optional(),
});

/** What nobody expects to be paid any more; the journal keeps the day (PAY-14). */
export const markInvoiceBadDebt = defineVerb({
  name: "invoice.mark_bad_debt",
  permission: "invoice.write",
  input: DatedTarget,
  run: async ({ input: { on, ...target }, ...given }) => {
    const day = on ?? given.today;
    const marked = await act(given, target, {
      action: "mark_bad_debt",
      changes: () => ({ status: "bad_debt", badDebtOn: day }),
    });
    await postBadDebt(given, marked, { action: "write_off", on: day });
    return marked;
  },
});

export const reopenInvoice = defineVerb({
  name: "invoice.reopen",
  permission: "invoice.write",
  input: DatedTarget,
  run: async ({ input: { on, ...target }, ...given }) => {
    const reopened = await act(given, target, {
      action: "reopen",
      changes: (invoice) => ({ status: statusAfterPayments(invoice), badDebtOn: null }),
    });
    await postBadDebt(given, reopened, { action: "reopen", on: on ?? given.today });
    return reopened;
  },
});
