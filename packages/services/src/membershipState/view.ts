import type { PlainDate } from "@rollbook/core/calendar";
import {
  actionsAllowed,
  statusOn,
  termsOn,
  type Membership,
  type MembershipAction,
  type MembershipTerms,
  type Status,
  type StatusDates,
} from "@rollbook/core/membership";
import type { MembershipRecord } from "@rollbook/db/membership";

/** A membership as people and programs read it: the record, its status today, and the terms of today. */
export interface MembershipView extends MembershipRecord {
  readonly status: Status;
  readonly actions: readonly MembershipAction[];
  readonly presentTerms: MembershipTerms;
}

export function viewOf(record: MembershipRecord, today: PlainDate): MembershipView {
  const membership = seenBy(record);
  return {
    ...record,
    status: statusOn({ membership, today }),
    actions: actionsAllowed({ membership, today }),
    presentTerms: termsOn(membership.terms, today),
  };
}

// These fields have core's names: a list need not copy each of its records into core's membership.
function seenBy(record: object): StatusDates & Pick<Membership, "claimed" | "terms"> {
  return record as MembershipRecord & ReturnType<typeof seenBy>;
}
