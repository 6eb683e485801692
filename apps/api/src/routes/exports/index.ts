import { listEmployers } from "@rollbook/services/employer";
import { listHouseholds } from "@rollbook/services/household";
import { listInvoices } from "@rollbook/services/invoice";
import { exportLedger } from "@rollbook/services/ledger";
import { listMemberships } from "@rollbook/services/membership";
import { listPatients } from "@rollbook/services/patient";
import { listPayments } from "@rollbook/services/payment";
import { listPlans } from "@rollbook/services/plan";
import { callVerb } from "../../callVerb.ts";
import { defineFileOperation, type Operation } from "../../openapi/index.ts";
import { Household, Employer, Patient } from "../../wire/people.ts";
import { InvoiceSummary } from "../../wire/invoice.ts";
import { MembershipField } from "../../wire/membership.ts";
import { PaymentSummary } from "../../wire/payment.ts";
import { MembershipPlan, OtherProduct } from "../../wire/plan.ts";
import { employerOnWire } from "../employers/index.ts";
import { householdOnWire } from "../households/index.ts";
import { invoiceSummaryOnWire } from "../invoices/onWire.ts";
import { membershipOnWire } from "../memberships/onWire.ts";
import { patientOnWire } from "../patients/index.ts";
import { summaryOnWire } from "../payments/onWire.ts";
import { planOnWire } from "../plans/index.ts";
import { exportOperations } from "./exportList.ts";

const journal = defineFileOperation({
  id: "exportLedgerJournal",
  path: "/v1/exports/ledger.journal",
  tag: "Exports",
  summary: "Every act of money as a balanced double entry, in the format of hledger",
  access: "payment.read",
  contentType: "text/plain",
  run: async (request) => {
    const { result } = await callVerb(request, exportLedger, {});
    return { bytes: result.journal, name: "ledger.journal" };
  },
});

export const exportListOperations: readonly Operation[] = [
  ...exportOperations({
    plural: "patients",
    access: "patient.read",
    columns: Object.keys(Patient.shape),
    list: (request, page) => callVerb(request, listPatients, page),
    toWire: patientOnWire,
  }),
  ...exportOperations({
    plural: "households",
    access: "patient.read",
    columns: Object.keys(Household.shape),
    list: (request, page) => callVerb(request, listHouseholds, page),
    toWire: householdOnWire,
  }),
  ...exportOperations({
    plural: "employers",
    access: "patient.read",
    columns: Object.keys(Employer.shape),
    list: (request, page) => callVerb(request, listEmployers, page),
    toWire: employerOnWire,
  }),
  ...exportOperations({
    plural: "plans",
    access: "plan.read",
    columns: [
      ...new Set([...Object.keys(MembershipPlan.shape), ...Object.keys(OtherProduct.shape)]),
    ],
    list: (request, page) => callVerb(request, listPlans, page),
    toWire: planOnWire,
  }),
  ...exportOperations({
    plural: "memberships",
    access: "membership.read",
    columns: Object.keys(MembershipField.shape),
    list: (request, page) => callVerb(request, listMemberships, page),
    toWire: membershipOnWire,
  }),
  ...exportOperations({
    plural: "invoices",
    access: "invoice.read",
    columns: Object.keys(InvoiceSummary.shape),
    list: (request, page) => callVerb(request, listInvoices, page),
    toWire: invoiceSummaryOnWire,
  }),
  ...exportOperations({
    plural: "payments",
    access: "payment.read",
    columns: Object.keys(PaymentSummary.shape),
    list: (request, page) => callVerb(request, listPayments, page),
    toWire: summaryOnWire,
  }),
  journal,
];
