import type { PlainDate } from "@rollbook/core/calendar";
import {
  actionsAllowed,
  statusOn,
  termsOn,
  type MembershipAction,
  type MembershipTerms,
  type Status,
} from "@rollbook/core/membership";
import type { MembershipRecord } from "@rollbook/db/membership";
import { membershipOf } from "./membership.ts";

/** A membership as people and programs read it: the record, its status today, and the terms of today. */
export interface MembershipView extends MembershipRecord {
  readonly status: Status;
  readonly actions: readonly MembershipAction[];
  readonly presentTerms: MembershipTerms;
}

export function viewOf(record: MembershipRecord, today: PlainDate): MembershipView {
  const membership = membershipOf(record);
  return {
    ...record,
    status: statusOn({ membership, today }),
    actions: actionsAllowed({ membership, today }),
    presentTerms: termsOn(membership.terms, today),
  };
}
