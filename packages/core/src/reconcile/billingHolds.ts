import type { BillingHold } from "../membership/index.ts";
import type { RosterRow } from "../roster/index.ts";
import { billingFields } from "./fieldValue.ts";
import type { RowMerge } from "./merge.ts";
import type { KnownRow, MembershipFacts } from "./syncState.ts";

export const hasOpenStart = (facts: MembershipFacts) =>
  facts.openQuestions.length > 0 || facts.holds.some(isStartHold);

/** Holds that the membership's own start gave it; the others are found anew by every sync. */
export const startHolds = (facts: MembershipFacts) => facts.holds.filter(isStartHold);

const isStartHold = ({ code }: BillingHold) => code === "anchor_day" || code === "no_price";

/** Holds that somebody gave: no sync takes them away. */
export const givenHolds = (facts: MembershipFacts) =>
  facts.holds.filter(({ code }) => code === "other" || code === "guard" || code === "no_payer");

export function conflictHolds(merge: RowMerge): BillingHold[] {
  const fields = merge.conflicts
    .filter((conflict) => billingFields.has(conflict.field))
    .map((conflict) => conflict.field.replaceAll("_", " "));
  if (fields.length === 0) return [];
  const reason = `The sheet and Rollbook differ in ${fields.sort().join(", ")}.`;
  return [{ code: "conflict", reason }];
}

export function leaverHold(input: { row: RosterRow; known: KnownRow }): BillingHold[] {
  const { row, known } = input;
  const hasEnd = (row.values.end_date ?? null) !== null;
  if (row.hasMembership || known.membership === null || hasEnd) return [];
  if (known.membership.facts.endDate !== null) return [];
  return [
    {
      code: "row_held",
      reason:
        "This row no longer asks for a membership: type the end date. Nothing is billed until then.",
    },
  ];
}

export function factsWithHolds(input: {
  facts: MembershipFacts | null;
  holds: readonly BillingHold[];
}): MembershipFacts | null {
  const { facts } = input;
  if (facts === null) return null;
  if (facts.holds.length === 0 && input.holds.length === 0) return facts;
  const isPriced = (facts.priceMinor ?? 0) > 0;
  const kept = startHolds(facts).filter(({ code }) => code !== "no_price" || !isPriced);
  return { ...facts, holds: [...sortedHolds([...givenHolds(facts), ...kept, ...input.holds])] };
}

/** One hold of each code, in a fixed order. */
export function sortedHolds(holds: readonly BillingHold[]): readonly BillingHold[] {
  if (holds.length < 2) return holds;
  const byCode = new Map(holds.map((hold) => [hold.code, hold]));
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Both in the fixed order. */
export function sameHolds(a: readonly BillingHold[], b: readonly BillingHold[]): boolean {
  return (
    a.length === b.length &&
    a.every((hold, at) => hold.code === b[at]?.code && hold.reason === b[at].reason)
  );
}
