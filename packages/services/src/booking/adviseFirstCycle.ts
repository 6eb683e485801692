import { firstCycleAdvice, planRelaxation, type DeferredMember } from "@rollbook/core/booking";
import { PlainDate } from "@rollbook/core/calendar";
import { termsOn } from "@rollbook/core/membership";
import type { AppointmentTypeRecord } from "@rollbook/db/booking";
import * as z from "zod";
import { membershipKind, membershipOf } from "../membershipState/index.ts";
import {
  changeRecords,
  defineVerb,
  ListInput,
  pageOfKept,
  refused,
  type Given,
} from "../run/index.ts";
import { appointmentTypeKind, appointmentTypeOf } from "./appointmentType.ts";
import { planNames } from "./checkBooking.ts";

/**
 * Which appointment types would shut which Deferred members out, and until which day (BOOK-3). A page goes over the
 * appointment types in the order in which they were made; who is shut out of one is always told whole.
 */
export const adviseFirstCycle = defineVerb({
  name: "booking.advise_first_cycle",
  permission: "booking.read",
  input: ListInput,
  run: async ({ input, ...given }) => {
    const { tx, today } = given;
    const members = await deferredMembers(given);
    return pageOfKept({
      ...input,
      read: (piece) => appointmentTypeKind.table.list(tx, piece, tx`and not is_archived`),
      keep: (types) =>
        firstCycleAdvice({ appointmentTypes: types.map(appointmentTypeOf), members, today }),
      placeOf: ({ appointmentTypeId }) => appointmentTypeId,
    });
  },
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});

const membersAtMost = 100_000;

async function deferredMembers(given: Given): Promise<readonly DeferredMember[]> {
  const { tx, today } = given;
  const deferred = tx`and membership_status(membership, ${today}::date) = 'Deferred'`;
  const records = await membershipKind.table.list(tx, { limit: membersAtMost }, deferred);
  const names = await planNames(given, records);
  return records.map((record) => {
    const membership = membershipOf(record);
    const { patientId } = membership;
    const { planId } = termsOn(membership.terms, today);
    return { patientId, planId, planName: names.get(planId) ?? planId, membership };
  });
}

/** Until a day, Deferred members book like active ones; then it ends by itself (BOOK-4). Null ends it now. */
export const relaxAppointmentType = defineVerb({
  name: "appointment_type.relax",
  permission: "booking.write",
  input: z.strictObject({
    id: z.string(),
    version: z.int().optional(),
    throughDay: PlainDate.nullable(),
  }),
  run: async ({ input: { throughDay, ...target }, ...given }) => {
    const planned = throughDay === null ? null : planRelaxation({ throughDay, today: given.today });
    if (planned?.kind === "refused") throw refused(planned);
    const relaxation = planned?.relaxation ?? null;
    const [changed] = await changeRecords(given, appointmentTypeKind, [
      { ...target, changes: { relaxation } },
    ]);
    return changed as AppointmentTypeRecord;
  },
});
