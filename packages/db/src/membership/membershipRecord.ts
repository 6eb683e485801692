import { entityTable, type EntityRecord } from "../entity/entityTable.ts";

/** The state that core's Membership is read from, and what the database adds to find it by. */
export interface MembershipRecord extends EntityRecord {
  readonly externalId: string | null;
  readonly patientId: string;
  readonly coveredBy: string | null;
  readonly alsoCovers: readonly string[];
  readonly attachedOn: string;
  readonly careFrom: string;
  readonly billFrom: string;
  readonly coveredThrough: string | null;
  readonly firstInvoiceOn: string | null;
  /** What the start was computed from, for its explanation. */
  readonly startInput: unknown;
  readonly openQuestions: readonly string[];
  readonly holds: unknown;
  readonly terms: unknown;
  readonly pauses: unknown;
  readonly endDate: string | null;
  readonly endReason: string | null;
  readonly isLastInvoiceAdjusted: boolean;
  readonly archivedOn: string | null;
  readonly waivers: unknown;
  readonly claimed: unknown;
  readonly enrollmentFeeState: "none" | "due" | "billed" | "charged_before";
  readonly enrollmentFeeMinor: number;
  readonly paymentMethod: string | null;
  readonly isAutopay: boolean;
  readonly mandateOn: string | null;
  readonly consentOn: string | null;
  readonly isEnrollmentNotified: boolean;
  /** core's ReadEvidence: whether billing fields from a roster were read twice and found equal. */
  readonly evidence: unknown;
  /** Periods skipped while auto-invoice was off that someone chose to bill after all. */
  readonly chosenPeriods: unknown;
  readonly invoicedThrough: string | null;
  /** The day the billing run looks at it next; null: never by itself. */
  readonly nextInvoiceOn: string | null;
  /** Why the last billing run left it out. */
  readonly parkedReason: string | null;
}

export const membershipTable = entityTable<MembershipRecord>("membership", [
  "id",
  "externalId",
  "patientId",
  "coveredBy",
  "alsoCovers",
  "attachedOn",
  "careFrom",
  "billFrom",
  "coveredThrough",
  "firstInvoiceOn",
  "startInput",
  "openQuestions",
  "holds",
  "terms",
  "pauses",
  "endDate",
  "endReason",
  "isLastInvoiceAdjusted",
  "archivedOn",
  "waivers",
  "claimed",
  "enrollmentFeeState",
  "enrollmentFeeMinor",
  "paymentMethod",
  "isAutopay",
  "mandateOn",
  "consentOn",
  "isEnrollmentNotified",
  "evidence",
  "chosenPeriods",
  "invoicedThrough",
  "nextInvoiceOn",
  "parkedReason",
  "version",
  "createdAt",
  "updatedAt",
]);
