import * as z from "zod";
import { AnchorDay, Interval, PlainDate } from "../calendar/index.ts";
import { refuse, type Refusal } from "../explain/index.ts";
import { Payer, type Plan } from "../plan/index.ts";
import {
  computeStart,
  PastStartChoice,
  Billing,
  type StartChoose,
  type StartDecided,
  type StartHeld,
} from "../start/index.ts";
import type { EmployerCalendar } from "./employer.ts";
import type { MembershipEvent } from "./events.ts";
import { openingOf } from "./opening.ts";
import { PaymentMethod, type Membership } from "./schema.ts";

/** What attaching a plan to a patient asks for (MEM-1). */
export const AttachInput = z.strictObject({
  patientId: z.string().min(1),
  payer: Payer,
  interval: Interval,
  /** How the old platform billed, and how this one goes on unless an employer's calendar says. Null: as the plan says. */
  billing: Billing.nullable(),
  ownPriceMinor: z.int().min(0).nullable(),
  paymentMethod: PaymentMethod.nullable(),
  isAutopay: z.boolean(),
  mandateOn: PlainDate.nullable(),
  consentOn: PlainDate.nullable(),
  isEnrollmentFeeCharged: z.boolean(),
  /** What the old platform charged; recorded and never billed again (MEM-2). */
  enrollmentFeeChargedBeforeMinor: z.int().min(0).nullable(),
  isNotified: z.boolean(),
  lastBilled: PlainDate.nullable(),
  coveredThrough: PlainDate.nullable(),
  nextBill: PlainDate.nullable(),
  statedStart: PlainDate.nullable(),
  anchorDay: AnchorDay.nullable(),
  pastStart: PastStartChoice.nullable(),
  coveredBy: z.string().nullable(),
  alsoCovers: z.array(z.string()),
});
export type AttachInput = z.infer<typeof AttachInput>;

export type AttachSetting = {
  membershipId: string;
  plan: Plan;
  employerCalendar: EmployerCalendar | null;
  isImport: boolean;
  isCareDuringOldCoverage: boolean;
  today: PlainDate;
};

export type AttachPlan = {
  kind: "planned";
  event: Extract<MembershipEvent, { kind: "attached" }>;
  membership: Membership;
  start: StartDecided | StartChoose;
  warnings: { rule: string; message: string }[];
  /** Whether the patient hears of the enrollment. */
  isNotified: boolean;
  /** Autopay is wished but charges nothing yet: no mandate on record. */
  isAutopayWaiting: boolean;
};

/** Plans a membership from a form or a roster row; `held` when its dates contradict each other or none is known. */
export function attachMembership(
  input: AttachInput,
  setting: AttachSetting,
): AttachPlan | StartHeld | Refusal {
  const refusal = refuseAttach(input, setting);
  if (refusal !== null) return refusal;
  const billing = input.billing ?? setting.plan.billing;
  const start = computeStart({ ...input, billing, today: setting.today });
  if (start.kind === "held") return start;
  const membership = membershipFrom(input, setting, start);
  return {
    kind: "planned",
    event: { kind: "attached", membership },
    membership,
    start,
    warnings: warningsOf(input, setting, start),
    isNotified: isNotified(input, setting),
    isAutopayWaiting: membership.payment.isAutopay && input.mandateOn === null,
  };
}

function refuseAttach(input: AttachInput, { plan, isImport }: AttachSetting): Refusal | null {
  if (plan.isArchived) {
    return refuse("PLAN-1", `${plan.name} is archived and takes no new members (PLAN-1).`, [
      "another plan",
    ]);
  }
  if (input.isAutopay && !isImport && !canAutopay(input.paymentMethod)) {
    const reason = "Autopay works only with ACH, Direct Debit or card (MEM-1).";
    return refuse("MEM-1", reason, ["ach", "direct_debit", "card", "autopay off"]);
  }
  if (input.coveredBy !== null && plan.pricing.kind !== "per_family") {
    return refuse(
      "PLAN-2",
      `${plan.name} is not priced per family: each member has a line (PLAN-2).`,
      ["covered_by empty"],
    );
  }
  return null;
}

export function canAutopay(method: PaymentMethod | null): boolean {
  return method === "ach" || method === "direct_debit" || method === "card";
}

function membershipFrom(
  input: AttachInput,
  setting: AttachSetting,
  start: StartDecided | StartChoose,
): Membership {
  const { plan, today } = setting;
  const opening = openingOf({ ...setting, start, attachedOn: today });
  return {
    id: setting.membershipId,
    patientId: input.patientId,
    coveredBy: input.coveredBy,
    alsoCovers: input.alsoCovers,
    attachedOn: today,
    ...opening.dates,
    openQuestions: opening.openQuestions,
    holds: opening.holds,
    terms: [
      {
        from: opening.dates.billFrom,
        planId: plan.id,
        payer: input.payer,
        interval: input.interval,
        billing: setting.employerCalendar?.billing ?? start.billing,
        ...opening.cycle,
        ownPriceMinor: input.ownPriceMinor,
      },
    ],
    pauses: [],
    endDate: null,
    endReason: null,
    isLastInvoiceAdjusted: true,
    archivedOn: null,
    waivers: [],
    claimed: [],
    enrollmentFee: enrollmentFeeOf(input, setting),
    payment: {
      method: input.paymentMethod,
      isAutopay: input.isAutopay && canAutopay(input.paymentMethod),
      mandateOn: input.mandateOn,
      consentOn: input.consentOn,
    },
  };
}

function enrollmentFeeOf(
  { isEnrollmentFeeCharged, enrollmentFeeChargedBeforeMinor }: AttachInput,
  { isImport, plan }: AttachSetting,
): Membership["enrollmentFee"] {
  if (enrollmentFeeChargedBeforeMinor !== null) {
    return { state: "charged_before", feeMinor: enrollmentFeeChargedBeforeMinor };
  }
  const feeMinor = plan.enrollmentFeeMinor ?? 0;
  const isDue = isEnrollmentFeeCharged && !isImport && feeMinor > 0;
  return isDue ? { state: "due", feeMinor } : { state: "none", feeMinor: 0 };
}

/** Imports tell nobody who already consented (MEM-2). */
function isNotified({ isNotified, consentOn }: AttachInput, { isImport }: AttachSetting): boolean {
  return isNotified && !(isImport && consentOn !== null);
}

function warningsOf(
  input: AttachInput,
  { isImport }: AttachSetting,
  start: StartDecided | StartChoose,
): { rule: string; message: string }[] {
  const warnings = start.warnings.map(({ rule, message }) => ({ rule, message }));
  if (isImport && input.isAutopay && !canAutopay(input.paymentMethod)) {
    const message = "Autopay was dropped: it works only with ACH, Direct Debit or card (MEM-1).";
    warnings.push({ rule: "MEM-1", message });
  } else if (input.isAutopay && input.mandateOn === null) {
    const message =
      "Autopay waits for a mandate and charges nothing until one is on record (MEM-1).";
    warnings.push({ rule: "MEM-1", message });
  }
  return warnings;
}
