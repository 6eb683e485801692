import { getInvoice, listInvoices } from "@rollbook/services/invoice";
import { getMembership, listMemberships } from "@rollbook/services/membership";
import { getPatient, listPatients } from "@rollbook/services/patient";
import type { Listed } from "@rollbook/services/run";
import { callVerb } from "../../callVerb.ts";
import type { Operation, OperationRequest } from "../../openapi/index.ts";
import { capabilityStatement } from "./capabilityStatement.ts";
import {
  Account,
  accountStatuses,
  Coverage,
  coverageStatuses,
  Invoice,
  invoiceStatuses,
} from "./resources.ts";
import { fhirOperations } from "./search.ts";
import {
  accountOf,
  coverageOf,
  invoiceOf,
  invoiceStatusesOf,
  membershipStatusesOf,
} from "./toFhir.ts";

type AnyRequest = OperationRequest<unknown, unknown, unknown>;
type Patient = Awaited<ReturnType<typeof getPatient.run>>;

const nothing: Listed<never> = { data: [], hasMore: false, nextCursor: null };

async function withMemberships(request: AnyRequest, patient: Patient) {
  const input = { patientId: patient.id, limit: 100 };
  return { patient, memberships: (await callVerb(request, listMemberships, input)).result.data };
}

const coverages = fhirOperations({
  type: "Coverage",
  summary: "Memberships as Coverage of FHIR R4",
  access: "membership.read",
  resource: Coverage,
  statuses: coverageStatuses,
  idExample: "mem-01jy0000000000000000000000",
  list: async (request, page, { patientId, status }) => {
    const statuses = status === undefined ? undefined : membershipStatusesOf(status);
    if (statuses?.length === 0) return nothing;
    const input = { ...page, patientId, status: statuses };
    return (await callVerb(request, listMemberships, input)).result;
  },
  get: async (request, id) => (await callVerb(request, getMembership, { id })).result,
  toFhir: coverageOf,
});

const accounts = fhirOperations({
  type: "Account",
  summary: "Patients with their memberships as Account of FHIR R4",
  access: "membership.read",
  resource: Account,
  statuses: accountStatuses,
  idExample: "pat-01jy0000000000000000000000",
  list: async (request, page, { patientId, status }) => {
    if (status !== undefined && status !== "active" && status !== "inactive") return nothing;
    const isArchived = status === undefined ? undefined : status === "inactive";
    const { result } = await callVerb(request, listPatients, {
      ...page,
      id: patientId,
      isArchived,
    });
    const data = [];
    for (const patient of result.data) data.push(await withMemberships(request, patient));
    return { ...result, data };
  },
  get: async (request, id) =>
    withMemberships(request, (await callVerb(request, getPatient, { id })).result),
  toFhir: ({ patient, memberships }) => accountOf(patient, memberships),
});

const invoices = fhirOperations({
  type: "Invoice",
  summary: "Invoices as Invoice of FHIR R4",
  access: "invoice.read",
  resource: Invoice,
  statuses: invoiceStatuses,
  idExample: "inv-01jy0000000000000000000000",
  list: async (request, page, { patientId, status }) => {
    const statuses = status === undefined ? undefined : invoiceStatusesOf(status);
    if (statuses?.length === 0) return nothing;
    const input = { ...page, patientId, status: statuses };
    const { result } = await callVerb(request, listInvoices, input);
    const data = [];
    for (const { id } of result.data)
      data.push((await callVerb(request, getInvoice, { id })).result);
    return { ...result, data };
  },
  get: async (request, id) => (await callVerb(request, getInvoice, { id })).result,
  toFhir: invoiceOf,
});

/** Read-only FHIR R4 for other systems of the practice. */
export const fhirRoutes: readonly Operation[] = [
  capabilityStatement,
  ...coverages,
  ...accounts,
  ...invoices,
];
