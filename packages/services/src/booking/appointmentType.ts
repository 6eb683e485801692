import { BookingFilter, type AppointmentType } from "@rollbook/core/booking";
import { appointmentTypeTable, type AppointmentTypeRecord } from "@rollbook/db/booking";
import * as z from "zod";
import {
  asPage,
  changeRecords,
  createRecords,
  defineVerb,
  getRecord,
  ListInput,
  type EntityKind,
} from "../run/index.ts";

export const appointmentTypeKind: EntityKind<AppointmentTypeRecord> = {
  name: "appointment type",
  prefix: "apt",
  table: appointmentTypeTable,
};

export function appointmentTypeOf({
  id,
  name,
  filter,
  relaxation,
}: AppointmentTypeRecord): AppointmentType {
  return { id, name, filter, relaxation } as AppointmentType;
}

const fields = {
  externalId: z.string().min(1).nullable(),
  name: z.string().trim().min(1),
  filter: BookingFilter,
  isArchived: z.boolean(),
};

export const createAppointmentType = defineVerb({
  name: "appointment_type.create",
  permission: "booking.write",
  input: z.strictObject(fields).partial().required({ name: true, filter: true }),
  run: async ({ input, ...given }) => {
    const defaults = { externalId: null, relaxation: null, isArchived: false };
    const [made] = await createRecords(given, appointmentTypeKind, [{ ...defaults, ...input }]);
    return made as AppointmentTypeRecord;
  },
});

export const updateAppointmentType = defineVerb({
  name: "appointment_type.update",
  permission: "booking.write",
  input: z.strictObject({
    id: z.string(),
    version: z.int().optional(),
    changes: z.strictObject(fields).partial(),
  }),
  run: async ({ input, ...given }) => {
    const [changed] = await changeRecords(given, appointmentTypeKind, [input]);
    return changed as AppointmentTypeRecord;
  },
});

export const getAppointmentType = defineVerb({
  name: "appointment_type.get",
  permission: "booking.read",
  input: z.strictObject({ id: z.string() }),
  run: ({ input, ...given }) => getRecord(given, appointmentTypeKind, input.id),
});

export const listAppointmentTypes = defineVerb({
  name: "appointment_type.list",
  permission: "booking.read",
  input: ListInput.extend({ isArchived: z.boolean().optional() }),
  run: async ({ tx, input }) => {
    const where = input.isArchived === undefined ? tx`` : tx`and is_archived = ${input.isArchived}`;
    const found = await appointmentTypeKind.table.list(
      tx,
      { after: input.after, limit: input.limit + 1 },
      where,
    );
    return asPage(found, input.limit);
  },
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});
