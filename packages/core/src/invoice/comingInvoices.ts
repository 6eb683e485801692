import { toDayNumber, type PlainDate } from "../calendar/index.ts";
import type { BillingRow, BillingRunInput, Parked } from "./billingRow.ts";
import { chargesOf } from "./charges.ts";
import { createInvoiceBook } from "./invoiceBook.ts";
import { parkedBy, parkedByCharges } from "./parked.ts";
import type { PlannedInvoice } from "./schema.ts";
import { segmentsDue } from "./segments.ts";

export type ComingInvoices = {
  invoices: PlannedInvoice[];
  /** What stands in the way of some of them today. */
  parked: Parked[];
};

/**
 * Everything that would be billed with a charge date through `through`, as things stand, whether or not the practice is
 * live: the preview of first charges and the "next charge" of a member (INV-4). Parked memberships are forecast too and
 * listed beside, except those whose price cannot be told and those with an open question: no period of theirs is owed
 * before it is answered.
 */
export function comingInvoices({
  through,
  ...input
}: Omit<BillingRunInput, "rows"> & {
  rows: Iterable<BillingRow>;
  through: PlainDate;
}): ComingInvoices {
  const { employerCalendars, practice } = input;
  const book = createInvoiceBook({ practice, employerCalendars, issueOn: null });
  const parked: Parked[] = [];
  const throughDay = toDayNumber(through);
  for (const row of input.rows) {
    if (row.coveredBy !== null || row.archivedOn !== null) continue;
    const { segments } = segmentsDue({ row, employerCalendars, throughDay });
    const reason = parkedBy({ row, segments });
    if (reason !== null) parked.push(reason);
    if (reason?.code === "pending") continue;
    const charges = chargesOf({ input, row, segments });
    if (!Array.isArray(charges)) {
      parked.push(charges);
      continue;
    }
    const claimed = parkedByCharges({ row, charges });
    if (claimed !== null) parked.push(claimed);
    for (const charge of charges) book.add(charge);
  }
  const invoices = book
    .invoices()
    .sort((one, other) =>
      one.chargeOn < other.chargeOn ? -1 : Number(one.chargeOn > other.chargeOn),
    );
  return { invoices, parked };
}
