import type { Membership } from "@rollbook/core/membership";
import type { Plan } from "@rollbook/core/plan";
import {
  sameValue,
  type ComputedValues,
  type FieldValue,
  type IntendedInputs,
  type KnownMembership,
  type KnownRow,
  type MembershipFacts,
} from "@rollbook/core/reconcile";
import type { RosterFieldKey, RosterValues } from "@rollbook/core/roster";
import type { PatientRecord } from "@rollbook/db/patient";
import type { RosterConflictRecord, RosterRowRecord } from "@rollbook/db/roster";
import { billedPrice } from "./storedValues.ts";

type Values = Partial<Record<string, FieldValue>>;

/** A row as planSync wants it: the base, and on top of it what changed in the database since. */
export function knownRowOf(input: {
  row: RosterRowRecord;
  stored: RosterValues;
  membership: KnownMembership | null;
  conflicts: readonly RosterConflictRecord[];
}): KnownRow {
  const { row } = input;
  return {
    rowId: row.rowId,
    isConfirmed: row.isConfirmed,
    lastRecord: row.lastRecord,
    base: row.base as RosterValues,
    stored: storedNow({ base: row.base, storedBase: row.storedBase, stored: input.stored }),
    computedBase: row.computedBase as Partial<ComputedValues>,
    intended: row.intended as Partial<ComputedValues> | null,
    intendedInputs: row.intendedInputs as IntendedInputs | null,
    absentReads: row.absentReads,
    absentSince: row.absentSince,
    heldReason: row.heldReason,
    notice: row.notice,
    openConflicts: input.conflicts.map((conflict) => ({
      field: conflict.field as RosterFieldKey,
      sheetValue: (conflict.sheetValue ?? null) as FieldValue,
      storedValue: (conflict.storedValue ?? null) as FieldValue,
      keep: conflict.keep,
    })),
    membership: input.membership,
  };
}

/** The base, with the database's value in every field that changed there since; the base itself where none did. */
function storedNow(input: { base: object; storedBase: object; stored: object }): RosterValues {
  let isChanged = false;
  const result: Values = { ...input.base };
  const storedBase = input.storedBase as Values;
  for (const [field, value] of Object.entries(input.stored as Values)) {
    const before = storedBase[field] ?? null;
    if (sameValue(before, value ?? null)) continue;
    isChanged = true;
    result[field] = value ?? null;
  }
  return (isChanged ? result : input.base) as RosterValues;
}

export function knownMembershipOf(input: {
  membership: Membership;
  firstInvoiceOn: string | null;
  invoicedThrough: string | null;
  plan: Plan | null;
  patient: PatientRecord;
  issuedInvoices: number;
  balanceMinor: number;
}): KnownMembership | null {
  const { membership } = input;
  const terms = membership.terms.at(-1);
  if (terms === undefined) return null;
  const facts: MembershipFacts = {
    planName: input.plan?.name ?? null,
    priceMinor: membership.coveredBy === null ? billedPrice(input) : null,
    interval: terms.interval,
    billing: terms.billing,
    billFrom: membership.billFrom,
    careFrom: membership.careFrom,
    coveredThrough: membership.coveredThrough,
    anchorDate: terms.anchorDate,
    anchorDay: terms.anchorDay,
    firstInvoiceOn: (input.firstInvoiceOn ??
      membership.billFrom) as MembershipFacts["firstInvoiceOn"],
    invoicedThrough: input.invoicedThrough as MembershipFacts["invoicedThrough"],
    endDate: membership.endDate,
    archivedOn: membership.archivedOn,
    pauses: membership.pauses,
    openQuestions: membership.openQuestions,
    holds: membership.holds,
  };
  return {
    membershipId: membership.id,
    facts,
    issuedInvoices: input.issuedInvoices,
    balanceMinor: input.balanceMinor,
  };
}
