import type { Interval, PlainDate } from "@rollbook/core/calendar";
import { acceptCutOver, proveCutOver, signOffCutOver } from "../cutOver/index.ts";
import { attachPlan, type AttachPlanInput, type MembershipView } from "../membership/index.ts";
import { createPatient, type NewPatient } from "../patient/index.ts";
import { createPlan, type CreatePlanInput } from "../plan/index.ts";
import { previewFirstCharges } from "../practice/index.ts";
import { ServiceError } from "../run/index.ts";
import type { TestPractice } from "./testPractice.ts";

export const day = (text: string) => text as PlainDate;
export const interval = (text: string) => text as Interval;

type MembershipPlanInput = Extract<CreatePlanInput, { type: "membership" }>;

export async function addPlan(
  practice: TestPractice,
  input: Partial<MembershipPlanInput> = {},
): Promise<string> {
  const plan = await practice.run(createPlan, {
    type: "membership",
    name: "Gold",
    pricing: {
      kind: "per_person",
      prices: [{ interval: interval("P1M"), priceMinor: 10_000, from: null }],
    },
    ...input,
  });
  return plan.id;
}

export async function addMember(
  practice: TestPractice,
  input: Partial<AttachPlanInput> & { planId: string; patient?: NewPatient },
): Promise<MembershipView> {
  const { patient, ...attach } = input;
  const patientId =
    attach.patientId ??
    (await practice.run(createPatient, (patient ?? { lastName: "Nowak" }) as never)).id;
  const { membership } = await practice.run(attachPlan, {
    interval: interval("P1M"),
    ...attach,
    patientId,
  });
  return membership;
}

/** Signs what is open in the cut-over proof, and accepts it with the first charges as they stand. */
export async function acceptFirstCharges(practice: TestPractice): Promise<void> {
  const { members } = await practice.run(proveCutOver, {});
  for (const { membershipId, gapDays, overlapDays, mustBeSignedOff } of members) {
    if (!mustBeSignedOff) continue;
    await practice.run(signOffCutOver, { membershipId, gapDays, overlapDays, reason: "seen" });
  }
  const { invoiceCount, totalMinor } = await practice.run(previewFirstCharges, {});
  await practice.run(acceptCutOver, { accepted: { invoiceCount, totalMinor } });
}

/** The refusal of a verb, or what it answered if it was not refused. */
export function refusalOf(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) =>
    error instanceof ServiceError
      ? { code: error.code, message: error.message, ...error.detail }
      : error,
  );
}
