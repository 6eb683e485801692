import type { BillingHold } from "../membership/index.ts";
import { givenHolds, hasOpenStart, sortedHolds, startHolds } from "./billingHolds.ts";
import { membershipOfRow, type RowContext } from "./facts.ts";
import { billingFields, startFields, valueOf } from "./fieldValue.ts";
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
  const isStartElsewhere = hasStartElsewhere({ sheet, known });
  const asked = membershipOfRow({
    row: sheet.row,
    context,
    present: isStartElsewhere ? (present?.facts ?? null) : null,
  });
  if (asked === null) return null;
  if (present === null) return asked;
  const isBillingEdited = [...edited].some((field) => billingFields.has(field));
  const isAnswered =
    hasOpenStart(present.facts) && !hasOpenStart(asked.facts) && present.issuedInvoices === 0;
  if (!isBillingEdited && !isAnswered && !isFollowing) return null;
  const { pauses, archivedOn } = present.facts;
  const endDate = edited.has("end_date") ? asked.facts.endDate : present.facts.endDate;
  const holdsAfter = (holds: readonly BillingHold[]) =>
    sortedHolds([...givenHolds(present.facts), ...holds]);
  const isIssued = present.issuedInvoices > 0;
  const isStartEdited =
    isAnswered ||
    isFollowing ||
    [...edited].some((field) => startFields.has(field) || field === "interval");
  if (isStartEdited && !isIssued) {
    const holds = holdsAfter(asked.facts.holds);
    return { ...asked, facts: { ...asked.facts, pauses, archivedOn, endDate, holds } };
  }
  const holds = holdsAfter(startHolds(isIssued ? present.facts : asked.facts));
  const facts = { ...present.facts, ...termsOf(asked.facts), endDate, holds };
  return { ...asked, startInput: null, facts };
}

/** A member who was made in the database: the row never had a date, and its start is none of the row's business. */
export const hasStartElsewhere = ({ sheet, known }: { sheet: SheetRow; known: KnownRow }) =>
  known.membership !== null &&
  [...startFields].every(
    (field) => valueOf(known.base, field) === null && valueOf(sheet.row.values, field) === null,
  );

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
});
