import type { Operation } from "../openapi/index.ts";
import { apiKeyOperations } from "./apiKeys/index.ts";
import { auditOperations } from "./audit/index.ts";
import { billingOperations } from "./billing/index.ts";
import { bookingOperations } from "./booking/index.ts";
import { cutOverOperations } from "./cutOver/index.ts";
import { employerOperations } from "./employers/index.ts";
import { exportOperationsOf } from "./exports/index.ts";
import { fhirRoutes } from "./fhir/index.ts";
import { householdOperations } from "./households/index.ts";
import { invoicePdfOperations } from "./invoicePdf/index.ts";
import { invoiceOperations } from "./invoices/index.ts";
import { meOperations } from "./me/index.ts";
import { membershipOperations } from "./memberships/index.ts";
import { migrationOperations } from "./migration/index.ts";
import { patientOperations } from "./patients/index.ts";
import { paymentOperations } from "./payments/index.ts";
import { planOperations } from "./plans/index.ts";
import { practiceOperations } from "./practices/index.ts";
import { previewOperations } from "./preview/index.ts";

import { rosterFileOperations } from "./rosterFiles/index.ts";
import { rosterOperations } from "./rosters/index.ts";
import { userOperations } from "./users/index.ts";
import { webhookOperations } from "./webhooks/index.ts";

const ownOperations: readonly Operation[] = [
  ...practiceOperations,
  ...patientOperations,
  ...householdOperations,
  ...employerOperations,
  ...planOperations,
  ...membershipOperations,
  ...invoiceOperations,
  ...invoicePdfOperations,
  ...paymentOperations,
  ...billingOperations,
  ...migrationOperations,
  ...cutOverOperations,
  ...rosterOperations,
  ...rosterFileOperations,
  ...previewOperations,
  ...bookingOperations,
  ...meOperations,
  ...userOperations,
  ...apiKeyOperations,
  ...auditOperations,
  ...webhookOperations,
  ...fhirRoutes,
];

/** Every operation under /v1. A route that is not here does not exist. */
export const operations: readonly Operation[] = [
  ...ownOperations,
  ...exportOperationsOf(ownOperations),
];
