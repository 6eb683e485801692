import type { Membership } from "@rollbook/core/membership";
import { membershipTable, type MembershipRecord } from "@rollbook/db/membership";
import type { EntityKind } from "../run/index.ts";

export const membershipKind: EntityKind<MembershipRecord> = {
  name: "membership",
  prefix: "mem",
  table: membershipTable,
};

/** The stored columns as core's membership. They were checked when they were written. */
export function membershipOf(record: MembershipRecord): Membership {
  const { enrollmentFeeState, enrollmentFeeMinor, paymentMethod, isAutopay, mandateOn, consentOn } =
    record;
  const plain = {
    id: record.id,
    patientId: record.patientId,
    coveredBy: record.coveredBy,
    alsoCovers: record.alsoCovers,
    attachedOn: record.attachedOn,
    careFrom: record.careFrom,
    billFrom: record.billFrom,
    coveredThrough: record.coveredThrough,
    openQuestions: record.openQuestions,
    holds: record.holds,
    terms: record.terms,
    pauses: record.pauses,
    endDate: record.endDate,
    endReason: record.endReason,
    isLastInvoiceAdjusted: record.isLastInvoiceAdjusted,
    archivedOn: record.archivedOn,
    waivers: record.waivers,
    claimed: record.claimed,
    enrollmentFee: { state: enrollmentFeeState, feeMinor: enrollmentFeeMinor },
    payment: { method: paymentMethod, isAutopay, mandateOn, consentOn },
  };
  return plain as Membership;
}

/** core's membership as columns. */
export function stateOf(membership: Membership) {
  const { enrollmentFee, payment, ...same } = membership;
  return {
    ...same,
    enrollmentFeeState: enrollmentFee.state,
    enrollmentFeeMinor: enrollmentFee.feeMinor,
    paymentMethod: payment.method,
    isAutopay: payment.isAutopay,
    mandateOn: payment.mandateOn,
    consentOn: payment.consentOn,
    invoicedThrough: membership.claimed.at(-1)?.end ?? null,
  };
}
