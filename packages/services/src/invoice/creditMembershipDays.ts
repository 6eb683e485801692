import type { Period } from "@rollbook/core/calendar";
import { creditUnusedDays } from "@rollbook/core/invoice";
import { findInvoicesTouching } from "@rollbook/db/invoice";
import type { Given } from "../run/index.ts";
import { freeDays, issueCredit } from "./creditInvoice.ts";
import { holdInvoice } from "./invoice.ts";
import { issuedLines } from "./issuedLines.ts";

/**
 * Credits a membership's billed days in the act that takes them back: one credit note for each invoice they are on.
 * The act's own events tell the membership. Answers the credit notes' ids.
 */
export async function creditMembershipDays(
  given: Given,
  { membershipId, days }: { membershipId: string; days: Period },
): Promise<readonly string[]> {
  const invoiceIds = await findInvoicesTouching(given.tx, { membershipId, ...days });
  const creditNoteIds: string[] = [];
  for (const invoiceId of invoiceIds) {
    const invoice = await holdInvoice(given, invoiceId);
    const issued = (await issuedLines(given, invoice)).filter(
      (line) => line.membershipId === membershipId,
    );
    const lines = creditUnusedDays({ lines: issued, unused: days });
    if (lines.length === 0) continue;
    const note = await issueCredit(given, { invoice, lines });
    await freeDays(given, lines, [], { areMembershipsTold: false });
    creditNoteIds.push(note.id);
  }
  return creditNoteIds;
}
