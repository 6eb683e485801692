import {
  checkBooking as check,
  type BookingAnswer,
  type BookingMembership,
} from "@rollbook/core/booking";
import { statusOn, termsOn } from "@rollbook/core/membership";
import type { PlainDate } from "@rollbook/core/calendar";
import type { MembershipRecord } from "@rollbook/db/membership";
import { patientTable } from "@rollbook/db/patient";
import { planTable } from "@rollbook/db/plan";
import * as z from "zod";
import { membershipKind, membershipOf } from "../membershipState/index.ts";
import { defineVerb, getRecord, type Given } from "../run/index.ts";
import { appointmentTypeKind, appointmentTypeOf } from "./appointmentType.ts";

/** Whether a patient may book an appointment type today, and always why (BOOK-1, BOOK-2). */
export const checkBooking = defineVerb({
  name: "booking.check",
  permission: "booking.read",
  input: z.strictObject({ appointmentTypeId: z.string(), patientId: z.string() }),
  run: async ({ input, ...given }): Promise<BookingAnswer> => {
    const type = await getRecord(given, appointmentTypeKind, input.appointmentTypeId);
    const patient = await getRecord(
      given,
      { name: "patient", prefix: "pat", table: patientTable },
      input.patientId,
    );
    const memberships = await membershipsOf(given, patient.id);
    return check({ appointmentType: appointmentTypeOf(type), memberships, today: given.today });
  },
  audit: ({ input, result }) => ({
    entityId: input.patientId,
    detail: { appointmentTypeId: input.appointmentTypeId, isAllowed: result.isAllowed },
  }),
});

async function membershipsOf(given: Given, patientId: string): Promise<BookingMembership[]> {
  const { tx } = given;
  const where = tx`and (patient_id = ${patientId} or ${patientId} = any(also_covers))`;
  const records = await membershipKind.table.list(tx, { limit: 100 }, where);
  const names = await planNames(given, records);
  return records.map((record) => bookingMembershipOf(record, { today: given.today, names }));
}

export async function planNames(
  given: Given,
  records: readonly MembershipRecord[],
): Promise<ReadonlyMap<string, string>> {
  const ids = records.flatMap((record) => membershipOf(record).terms.map((terms) => terms.planId));
  const plans = await planTable.getMany(given.tx, [...new Set(ids)]);
  return new Map(plans.map((plan) => [plan.id, plan.name]));
}

function bookingMembershipOf(
  record: MembershipRecord,
  { today, names }: { today: PlainDate; names: ReadonlyMap<string, string> },
): BookingMembership {
  const membership = membershipOf(record);
  const { planId } = termsOn(membership.terms, today);
  return {
    status: statusOn({ membership, today }),
    planId,
    planName: names.get(planId) ?? planId,
    careFrom: membership.careFrom,
  };
}
