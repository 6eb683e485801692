import { canAutopay, PaymentMethod, type Membership } from "@rollbook/core/membership";
import type { Payer, Plan } from "@rollbook/core/plan";
import type { NewMembership } from "@rollbook/core/reconcile";
import type { MembershipRecord } from "@rollbook/db/membership";
import { membershipKind, stateOf } from "../membershipState/index.ts";
import type { Given } from "../run/index.ts";

/** Core's membership from what the plan of a sync says of it. */
export function draftMembership(input: {
  given: Given;
  id: string;
  asked: NewMembership;
  patientId: string;
  payer: Payer;
  plan: Plan;
  coveredBy: string | null;
  alsoCovers: string[];
}): Membership {
  const { given, asked, plan } = input;
  const { facts } = asked;
  const { billFrom, careFrom, coveredThrough, endDate, archivedOn } = facts;
  return {
    id: input.id,
    patientId: input.patientId,
    coveredBy: input.coveredBy,
    alsoCovers: input.alsoCovers,
    attachedOn: given.today,
    careFrom,
    billFrom,
    coveredThrough,
    openQuestions: [...facts.openQuestions],
    holds: [...facts.holds],
    terms: [termsOf({ asked, payer: input.payer, plan })],
    pauses: [...facts.pauses],
    endDate,
    endReason: endDate === null ? null : "End date of the roster",
    isLastInvoiceAdjusted: true,
    archivedOn,
    waivers: [],
    claimed: [],
    enrollmentFee:
      asked.enrolmentFeeMinor === null
        ? { state: "none", feeMinor: 0 }
        : { state: "charged_before", feeMinor: asked.enrolmentFeeMinor },
    payment: paymentOf(asked),
  };
}

export function termsOf(input: {
  asked: NewMembership;
  payer: Payer;
  plan: Plan;
}): Membership["terms"][number] {
  const { facts } = input.asked;
  return {
    from: facts.billFrom,
    planId: input.plan.id,
    payer: input.payer,
    interval: facts.interval,
    billing: facts.billing,
    anchorDate: facts.anchorDate,
    anchorDay: facts.anchorDay,
    ownPriceMinor: ownPrice({ asked: input.asked, plan: input.plan }),
  };
}

/** A roster price that equals the plan's follows the plan; another one stays the member's own (PLAN-3). */
function ownPrice(input: { asked: NewMembership; plan: Plan }): number | null {
  const { facts } = input.asked;
  if (facts.priceMinor === null || input.plan.pricing.kind === "per_seat") return facts.priceMinor;
  const price = input.plan.pricing.prices.find((one) => one.interval === facts.interval);
  return price?.priceMinor === facts.priceMinor ? null : facts.priceMinor;
}

export function paymentOf(asked: NewMembership): Membership["payment"] {
  const method = PaymentMethod.safeParse(asked.paymentMethod).data ?? null;
  return {
    method,
    isAutopay: asked.isAutopay && method !== null && canAutopay(method),
    mandateOn: null,
    consentOn: null,
  };
}

export function recordOfNew(input: {
  given: Given;
  membership: Membership;
  asked: NewMembership;
  isApproved: boolean;
}): MembershipRecord {
  const { given, membership, asked } = input;
  return {
    ...stateOf(membership),
    externalId: null,
    startInput: asked.startInput,
    firstInvoiceOn: asked.facts.firstInvoiceOn,
    isEnrollmentNotified: false,
    evidence: input.isApproved
      ? { kind: "approved" }
      : { kind: "equal_reads", firstReadAt: given.instant, lastReadAt: given.instant },
    chosenPeriods: [],
    nextInvoiceOn: membership.coveredBy === null ? given.today : null,
    parkedReason: null,
    version: 1,
    createdAt: given.instant,
    updatedAt: given.instant,
  };
}

export const newMembershipId = (given: Given) => given.newId(membershipKind.prefix);
