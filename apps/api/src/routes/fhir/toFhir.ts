import { exponentOf, type Currency } from "@rollbook/core/money";
import type { Status } from "@rollbook/core/membership";
import type { InvoiceDetail } from "@rollbook/services/invoice";
import type { MembershipView } from "@rollbook/services/membership";
import type { getPatient } from "@rollbook/services/patient";
import type { Account, Coverage, Invoice } from "./resources.ts";

/** FHIR's ids have no underscore: mem_01jy... is mem-01jy... there. */
export function toFhirId(id: string): string {
  return id.replace("_", "-");
}

export function fromFhirId(id: string): string {
  return id.replace("-", "_");
}

type Patient = Awaited<ReturnType<typeof getPatient.run>>;
type Payer = { readonly kind: string; readonly id: string };

const payerTypes: Readonly<Record<string, string>> = {
  patient: "Patient",
  employer: "Organization",
  insurer: "Organization",
  account: "Organization",
};

function identifierOf(kind: string, value: string) {
  return { system: `urn:rollbook:${kind}`, value };
}

function patientReference(id: string) {
  return { type: "Patient", identifier: identifierOf("patient", id) };
}

function payerReference({ kind, id }: Payer) {
  return { type: payerTypes[kind] ?? "Organization", identifier: identifierOf(kind, id) };
}

type Kept = {
  id: string;
  externalId?: string | null;
  version: number;
  updatedAt: string;
};

function sharedOf(kind: string, { id, externalId, version, updatedAt }: Kept) {
  const external = externalId === null || externalId === undefined ? [] : [externalId];
  return {
    id: toFhirId(id),
    meta: { versionId: String(version), lastUpdated: updatedAt },
    identifier: [
      identifierOf(kind, id),
      ...external.map((value) => identifierOf(`${kind}:external`, value)),
    ],
  };
}

const statusOfCoverage: Readonly<Record<Status, Coverage["status"]>> = {
  Pending: "draft",
  Deferred: "draft",
  Active: "active",
  Paused: "active",
  Inactive: "cancelled",
  Archived: "cancelled",
};

/** The statuses of ours that one of FHIR's stands for. */
export function membershipStatusesOf(status: Coverage["status"]): Status[] {
  const all = Object.entries(statusOfCoverage) as [Status, Coverage["status"]][];
  return all.filter(([, fhir]) => fhir === status).map(([ours]) => ours);
}

export function coverageOf(view: MembershipView): Coverage {
  return {
    resourceType: "Coverage",
    ...sharedOf("membership", view),
    status: statusOfCoverage[view.status],
    type: { text: "Membership" },
    beneficiary: patientReference(view.patientId),
    period: {
      start: view.careFrom,
      ...(view.endDate === null ? {} : { end: view.endDate }),
    } as Coverage["period"],
    payor: [payerReference(view.presentTerms.payer)],
    class: [
      {
        type: {
          coding: [
            { system: "http://terminology.hl7.org/CodeSystem/coverage-class", code: "plan" },
          ],
        },
        value: view.presentTerms.planId,
      },
    ],
  };
}

export function accountOf(patient: Patient, memberships: readonly { id: string }[]): Account {
  const coverage = memberships.map(({ id }, index) => ({
    coverage: {
      reference: `Coverage/${toFhirId(id)}`,
      type: "Coverage",
      identifier: identifierOf("membership", id),
    },
    priority: index + 1,
  }));
  return {
    resourceType: "Account",
    ...sharedOf("patient", patient),
    status: patient.isArchived ? "inactive" : "active",
    type: { text: "Membership account" },
    subject: [patientReference(patient.id)],
    ...(coverage.length === 0 ? {} : { coverage }),
  };
}

type InvoiceStatus = InvoiceDetail["status"];

const statusOfInvoice: Readonly<Record<InvoiceStatus, Invoice["status"]>> = {
  draft: "draft",
  issued: "issued",
  partially_paid: "issued",
  bad_debt: "issued",
  paid: "balanced",
  voided: "cancelled",
};

export function invoiceStatusesOf(status: Invoice["status"]): InvoiceStatus[] {
  const all = Object.entries(statusOfInvoice) as [InvoiceStatus, Invoice["status"]][];
  return all.filter(([, fhir]) => fhir === status).map(([ours]) => ours);
}

export function invoiceOf(invoice: InvoiceDetail): Invoice {
  const moneyOf = (minor: number) => money(minor, invoice.currency);
  const patients = new Set(invoice.lines.flatMap(({ patientId }) => patientId ?? []));
  const [patient] = patients;
  const number = invoice.number === null ? [] : [invoice.number];
  const { identifier, ...shared } = sharedOf("invoice", invoice);
  return {
    resourceType: "Invoice",
    ...shared,
    identifier: [
      ...identifier,
      ...number.map((one) => identifierOf("invoice:number", String(one))),
    ],
    status: statusOfInvoice[invoice.status],
    type: { text: invoice.kind },
    ...(patients.size === 1 && patient !== undefined ? { subject: patientReference(patient) } : {}),
    recipient: payerReference({ kind: invoice.payerKind, id: invoice.payerId }),
    ...(invoice.issuedOn === null ? {} : { date: invoice.issuedOn as Invoice["date"] }),
    ...(invoice.lines.length === 0 ? {} : { lineItem: lineItemsOf(invoice, moneyOf) }),
    totalNet: moneyOf(invoice.netMinor),
    totalGross: moneyOf(invoice.totalMinor),
  };
}

function lineItemsOf(
  { lines }: InvoiceDetail,
  moneyOf: (minor: number) => { value: number; currency: string },
): NonNullable<Invoice["lineItem"]> {
  return lines.map((line) => ({
    sequence: line.position,
    chargeItemCodeableConcept: { text: line.description },
    priceComponent: [
      { type: "base" as const, amount: moneyOf(line.netMinor) },
      ...(line.taxMinor === 0 ? [] : [{ type: "tax" as const, amount: moneyOf(line.taxMinor) }]),
    ],
  }));
}

function money(minor: number, currency: string) {
  return { value: minor / 10 ** exponentOf(currency as Currency), currency };
}
