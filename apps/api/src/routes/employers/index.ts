import { z } from "@hono/zod-openapi";
import type { EmployerCalendar } from "@rollbook/core/membership";
import {
  createEmployer,
  getEmployer,
  listEmployers,
  updateEmployer,
  type Employer as EmployerRecord,
} from "@rollbook/services/employer";
import { callVerb } from "../../callVerb.ts";
import { fromWire, toWire } from "../../wire/case.ts";
import { BooleanFilter, TextFilter } from "../../wire/filters.ts";
import { Employer, EmployerCalendarField, employerFields } from "../../wire/people.ts";
import { resourceOperations } from "../resourceOperations.ts";
import { orNull } from "../../wire/orNull.ts";

const writable = { ...employerFields, calendar: orNull(EmployerCalendarField) };

export const employerOperations = resourceOperations({
  singular: "employer",
  plural: "employers",
  tag: "Employers",
  path: "/v1/employers",
  idName: "employer_id",
  read: "patient.read",
  write: "patient.write",
  wire: Employer,
  toWire: employerOnWire,
  filters: { external_id: TextFilter, name: TextFilter, is_archived: BooleanFilter },
  createBody: z
    .strictObject(writable)
    .partial()
    .required({ name: true })
    .openapi("CreateEmployerBody"),
  createExample: { name: "Analytical Engines Ltd", email: "accounts@example.com" },
  updateBody: z
    .strictObject({ ...writable, is_archived: z.boolean() })
    .partial()
    .openapi("UpdateEmployerBody"),
  updateExample: { invoice_terms_days: 30 },
  list: (request, page, filters) =>
    callVerb(request, listEmployers, { ...page, ...fromWire(filters) }),
  get: (request, id) => callVerb(request, getEmployer, { id }),
  create: (request, body) => callVerb(request, createEmployer, fromWire(body)),
  update: (request, { id, version, body }) =>
    callVerb(request, updateEmployer, { id, version, changes: fromWire(body) }),
});

export function employerOnWire(employer: EmployerRecord): z.input<typeof Employer> {
  return {
    id: employer.id,
    external_id: employer.externalId,
    name: employer.name,
    email: employer.email,
    invoice_terms_days: employer.invoiceTermsDays,
    calendar: employer.calendar === null ? null : toWire(employer.calendar as EmployerCalendar),
    is_archived: employer.isArchived,
    version: employer.version,
    created_at: employer.createdAt,
    updated_at: employer.updatedAt,
  };
}
