import { z } from "@hono/zod-openapi";
import type { BookingFilter, Relaxation, ShutOut } from "@rollbook/core/booking";
import {
  adviseFirstCycle as adviseVerb,
  checkBooking as checkVerb,
  createAppointmentType,
  getAppointmentType,
  listAppointmentTypes,
  relaxAppointmentType as relaxVerb,
  updateAppointmentType,
} from "@rollbook/services/booking";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { fromWire, toWire } from "../../wire/case.ts";
import { ExternalIdField, idParams, NameField, versioned } from "../../wire/common.ts";
import { DateField, StoredDateField } from "../../wire/fields.ts";
import { BooleanFilter } from "../../wire/filters.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { resourceOperations } from "../resourceOperations.ts";

const idField = z.string().min(1).max(200);

const FilterField = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("everyone") }),
    z.strictObject({ kind: z.literal("any_membership") }),
    z.strictObject({ kind: z.literal("no_membership") }),
    z.strictObject({
      kind: z.literal("selected_plans"),
      plan_ids: z.array(idField).min(1).max(100),
    }),
  ])
  .openapi("BookingFilter", { description: "Who may book; Deferred counts as no member" });

const writable = { external_id: ExternalIdField.nullable(), name: NameField, filter: FilterField };

const AppointmentType = z
  .object({
    id: z.string().openapi({ example: "apt_01jy0000000000000000000000" }),
    ...writable,
    relaxed_through: DateField.nullable().openapi({
      description: "Until then Deferred members book like active ones",
    }),
    is_archived: z.boolean(),
    ...versioned,
  })
  .openapi("AppointmentType");

type Record = Awaited<ReturnType<typeof getAppointmentType.run>>;

const resource = resourceOperations({
  singular: "appointment type",
  plural: "appointment types",
  tag: "Booking",
  path: "/v1/appointment-types",
  idName: "appointment_type_id",
  read: "booking.read",
  write: "booking.write",
  wire: AppointmentType,
  toWire: appointmentTypeOnWire,
  filters: { is_archived: BooleanFilter },
  createBody: z
    .strictObject(writable)
    .partial({ external_id: true })
    .openapi("CreateAppointmentTypeBody"),
  createExample: { name: "Annual visit", filter: { kind: "any_membership" } },
  updateBody: z
    .strictObject({ ...writable, is_archived: z.boolean() })
    .partial()
    .openapi("UpdateAppointmentTypeBody"),
  updateExample: { filter: { kind: "everyone" } },
  list: (request, page, filters) =>
    callVerb(request, listAppointmentTypes, { ...page, ...fromWire(filters) }),
  get: (request, id) => callVerb(request, getAppointmentType, { id }),
  create: (request, body) => callVerb(request, createAppointmentType, fromWire(body)),
  update: (request, { id, version, body }) =>
    callVerb(request, updateAppointmentType, { id, version, changes: fromWire(body) }),
});

const relax = defineOperation({
  id: "relaxAppointmentType",
  method: "post",
  path: "/v1/appointment-types/{appointment_type_id}/relax",
  tag: "Booking",
  summary: "Until a day, let Deferred members book like active ones",
  description: "It ends by itself after that day; null ends it now.",
  access: "booking.write",
  hasEtag: true,
  params: idParams("appointment_type_id", "apt_01jy0000000000000000000000"),
  body: z
    .strictObject({ through_day: StoredDateField.nullable() })
    .openapi("RelaxAppointmentTypeBody"),
  bodyExample: { through_day: "2026-06-15" },
  answer: AppointmentType,
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, relaxVerb, {
      id: request.params.appointment_type_id,
      throughDay: request.body.through_day,
    });
    return { body: appointmentTypeOnWire(result), version: result.version, isReplay };
  },
});

const check = defineOperation({
  id: "checkBooking",
  method: "get",
  path: "/v1/booking-check",
  tag: "Booking",
  summary: "Whether a patient may book an appointment type today, and why",
  access: "booking.read",
  query: z.strictObject({ appointment_type_id: idField, patient_id: idField }),
  answer: z
    .object({ is_allowed: z.boolean(), rule: z.string(), reason: z.string() })
    .openapi("BookingCheck"),
  run: async (request) => {
    const { appointment_type_id: appointmentTypeId, patient_id: patientId } = request.query;
    const { result } = await callVerb(request, checkVerb, { appointmentTypeId, patientId });
    return { body: { is_allowed: result.isAllowed, rule: result.rule, reason: result.reason } };
  },
});

const ShutOutField = z
  .object({
    appointment_type_id: z.string(),
    name: z.string(),
    members: z.array(z.object({ patient_id: z.string(), through_day: DateField })),
    through_day: DateField.openapi({
      description: "A relaxation through this day shuts nobody out",
    }),
    sentence: z.string(),
  })
  .openapi("BookingAdvice");

const advise = defineOperation({
  id: "adviseFirstCycle",
  method: "get",
  path: "/v1/booking-advice",
  tag: "Booking",
  summary: "Which appointment types would shut which Deferred members out, until which day",
  access: "booking.read",
  query: z.strictObject(listQuery),
  answer: listOf(ShutOutField, "BookingAdviceList"),
  run: async (request) => {
    const { result } = await callVerb(request, adviseVerb, pageInput(request));
    return { body: pageAnswer(request, result, shutOutOnWire) };
  },
});

const shutOutOnWire = (one: ShutOut): z.input<typeof ShutOutField> => ({
  appointment_type_id: one.appointmentTypeId,
  name: one.name,
  members: one.members.map((member) => ({
    patient_id: member.patientId,
    through_day: member.throughDay,
  })),
  through_day: one.throughDay,
  sentence: one.sentence,
});

export const bookingOperations: readonly Operation[] = [...resource, relax, check, advise];

function appointmentTypeOnWire(type: Record): z.input<typeof AppointmentType> {
  return {
    id: type.id,
    external_id: type.externalId,
    name: type.name,
    filter: toWire(type.filter as BookingFilter),
    relaxed_through: (type.relaxation as Relaxation | null)?.throughDay ?? null,
    is_archived: type.isArchived,
    version: type.version,
    created_at: type.createdAt,
    updated_at: type.updatedAt,
  };
}
