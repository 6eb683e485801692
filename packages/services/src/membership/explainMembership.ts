import type { Explanation } from "@rollbook/core/explain";
import { explainStatus, nextStatusChange, termsOn } from "@rollbook/core/membership";
import { explainPrice, priceOf } from "@rollbook/core/plan";
import { computeStart, type StartInput } from "@rollbook/core/start";
import type { PlainDate } from "@rollbook/core/calendar";
import type { MembershipRecord } from "@rollbook/db/membership";
import { patientTable } from "@rollbook/db/patient";
import * as z from "zod";
import { membershipKind, membershipOf } from "../membershipState/index.ts";
import { planKind, planOf } from "../plan/index.ts";
import { defineVerb, getRecord, type Given } from "../run/index.ts";

export interface MembershipExplanation {
  readonly id: string;
  /** Null where the start was set without dates of an old platform. */
  readonly start: Explanation | null;
  readonly status: Explanation;
  readonly price: Explanation | null;
  readonly nextStatusChange: ReturnType<typeof nextStatusChange>;
  /** Why the last billing run left it out. */
  readonly parkedReason: string | null;
}

/** Why the start date, the status and the price are what they are: rule, inputs, arithmetic, one sentence (WHY-1). */
export const explainMembership = defineVerb({
  name: "membership.explain",
  permission: "membership.read",
  input: z.strictObject({ id: z.string() }),
  run: async ({ input, ...given }): Promise<MembershipExplanation> => {
    const record = await getRecord(given, membershipKind, input.id);
    const membership = membershipOf(record);
    const { today } = given;
    return {
      id: record.id,
      start: startOf(record),
      status: explainStatus({ membership, today }),
      price: await priceExplanation(given, record),
      nextStatusChange: nextStatusChange({ membership, today }),
      parkedReason: record.parkedReason,
    };
  },
});

/** Computed again from the very inputs, with the today of then. */
function startOf({ startInput }: MembershipRecord): Explanation | null {
  return startInput === null ? null : computeStart(startInput as StartInput).explain;
}

async function priceExplanation(
  given: Given,
  record: MembershipRecord,
): Promise<Explanation | null> {
  const membership = membershipOf(record);
  const { planId, interval, payer, ownPriceMinor } = termsOn(membership.terms, given.today);
  const plan = planOf(await getRecord(given, planKind, planId));
  const patient = await getRecord(
    given,
    { name: "patient", prefix: "pat", table: patientTable },
    record.patientId,
  );
  const birthDate = patient.birthDate as PlainDate | null;
  const priceInput = { plan, interval, payer, ownPriceMinor, birthDate, on: given.today };
  const price = priceOf(priceInput);
  return price.kind === "price" ? explainPrice(priceInput, price) : null;
}
