import * as z from "zod";
import { asPage, defineReading, ListInput } from "../run/index.ts";
import { patientKind } from "./patient.ts";

export const listPatients = defineReading({
  name: "patient.list",
  permission: "patient.read",
  input: ListInput.extend({
    id: z.string().min(1).optional(),
    externalId: z.string().min(1).optional(),
    email: z.string().min(1).optional(),
    householdId: z.string().min(1).optional(),
    employerId: z.string().min(1).optional(),
    isArchived: z.boolean().optional(),
    search: z.string().min(1).optional(),
  }),
  find: ({ tx, input }) => {
    const where = tx`
        ${input.id === undefined ? tx`` : tx`and id = ${input.id}`}
        ${input.externalId === undefined ? tx`` : tx`and external_id = ${input.externalId}`}
        ${input.email === undefined ? tx`` : tx`and lower(email) = lower(${input.email})`}
        ${input.householdId === undefined ? tx`` : tx`and household_id = ${input.householdId}`}
        ${input.employerId === undefined ? tx`` : tx`and employer_id = ${input.employerId}`}
        ${input.isArchived === undefined ? tx`` : tx`and is_archived = ${input.isArchived}`}
        ${input.search === undefined ? tx`` : tx`and position(lower(${input.search}) in lower(first_name || ' ' || last_name)) > 0`}
      `;
    return patientKind.table.list(tx, { after: input.after, limit: input.limit + 1 }, where);
  },
  answer: ({ input }, found) => asPage(found, input.limit),
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { filters: input, count: result.data.length },
  }),
});
