import type { BillingHold } from "../membership/index.ts";
import { givenHolds, hasOpenStart, sortedHolds, startHolds } from "./billingHolds.ts";
import { membershipOfRow, type RowContext } from "./facts.ts";
import { billingFields, startFields } from "./fieldValue.ts";
import type { RowMerge } from "./merge.ts";
import type { NewMembership } from "./operation.ts";
import type { KnownRow, MembershipFacts, SheetRow } from "./syncState.ts";

export type MembershipContext = RowContext & {
  /** Whether this sync accepts a new start for the payer in a row. */
  isStartEditedAt: (record: number) => boolean;
};

/** New facts, where an accepted edit or answer changes them; null where the membership stays as it is. */
export function membershipAfter(input: {
  sheet: SheetRow;
  known: KnownRow;
  merge: RowMerge;
  context: MembershipContext;
}): NewMembership | null {
  const { sheet, known, merge, context } = input;
  const present = known.membership;
  const isQuiet = merge.toDatabase.length === 0;
  const isFollowing = followsPayer({ sheet, context });
  if (isQuiet && !isFollowing && (present === null || !hasOpenStart(present.facts))) return null;
  const edited = new Set(merge.toDatabase.map((change) => change.field));
  const asked = membershipOfRow({ row: sheet.row, context });
  if (asked === null) return null;
  if (present === null) return asked;
  const isBillingEdited = [...edited].some((field) => billingFields.has(field));
  const isAnswered =
    hasOpenStart(present.facts) && !hasOpenStart(asked.facts) && present.issuedInvoices === 0;
  if (!isBillingEdited && !isAnswered && !isFollowing) return null;
  const { pauses, archivedOn } = present.facts;
  const holdsAfter = (holds: readonly BillingHold[]) =>
    sortedHolds([...givenHolds(present.facts), ...holds]);
  if (present.issuedInvoices === 0) {
    const isStartEdited =
      isAnswered ||
      isFollowing ||
      [...edited].some((field) => startFields.has(field) || field === "interval");
    return isStartEdited
      ? {
          ...asked,
          facts: { ...asked.facts, pauses, archivedOn, holds: holdsAfter(asked.facts.holds) },
        }
      : {
          ...asked,
          startInput: null,
          facts: {
            ...present.facts,
            ...termsOf(asked.facts),
            holds: holdsAfter(startHolds(asked.facts)),
          },
        };
  }
  return {
    ...asked,
    startInput: null,
    facts: {
      ...present.facts,
      ...termsOf(asked.facts),
      holds: holdsAfter(startHolds(present.facts)),
    },
  };
}

/** Whoever has no dates of their own starts with their payer, also when the payer's dates are edited (ROS-22). */
export function followsPayer({
  sheet,
  context,
}: {
  sheet: SheetRow;
  context: MembershipContext;
}): boolean {
  const { payerRecord, values } = sheet.row;
  if (payerRecord === undefined || payerRecord === sheet.record) return false;
  for (const field of startFields) if ((values[field] ?? null) !== null) return false;
  return context.isStartEditedAt(payerRecord);
}

const termsOf = (facts: MembershipFacts) => ({
  planName: facts.planName,
  priceMinor: facts.priceMinor,
  interval: facts.interval,
  endDate: facts.endDate,
});
