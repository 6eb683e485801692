import type { Explanation } from "@rollbook/core/explain";
import {
  explainMembershipStart,
  explainStatus,
  nextStatusChange,
  termsOn,
  type EmployerCalendar,
  type Membership,
  type MembershipEvent,
} from "@rollbook/core/membership";
import { explainPrice, priceOf } from "@rollbook/core/plan";
import { computeStart, type StartInput } from "@rollbook/core/start";
import type { PlainDate } from "@rollbook/core/calendar";
import { listMembershipEvents, type MembershipRecord } from "@rollbook/db/membership";
import { employerTable, patientTable } from "@rollbook/db/patient";
import * as z from "zod";
import { membershipKind, membershipOf } from "../membershipState/index.ts";
import { planKind, planOf } from "../plan/index.ts";
import { defineVerb, getRecord, type Given } from "../run/index.ts";

export interface MembershipExplanation {
  readonly id: string;
  readonly start: Explanation;
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
      start: await startExplanation(given, record),
      status: explainStatus({ membership, today }),
      price: await priceExplanation(given, record),
      nextStatusChange: nextStatusChange({ membership, today }),
      parkedReason: record.parkedReason,
    };
  },
});

/** The dates computed again from the very inputs, with the today of then. */
async function startExplanation(given: Given, record: MembershipRecord): Promise<Explanation> {
  const membership = membershipOf(record);
  const { startInput } = record;
  const rows = await listMembershipEvents(given.tx, { membershipId: record.id });
  return explainMembershipStart({
    membership,
    start: startInput === null ? null : computeStart(startInput as StartInput),
    calendar: await calendarOf(given, membership),
    events: rows.map((row) => row.event as MembershipEvent),
  });
}

async function calendarOf({ tx }: Given, membership: Membership): Promise<EmployerCalendar | null> {
  const { payer } = termsOn(membership.terms, membership.billFrom);
  if (payer.kind !== "employer") return null;
  const employer = await employerTable.get(tx, payer.id);
  return (employer?.calendar ?? null) as EmployerCalendar | null;
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
