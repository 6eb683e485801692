import type { PlainDate } from "@rollbook/core/calendar";
import type { BillingPractice, BillingRow, BillingRunInput } from "@rollbook/core/invoice";
import type { EmployerCalendar } from "@rollbook/core/membership";
import type { Plan } from "@rollbook/core/plan";
import {
  findClaimsElsewhere,
  findDueMemberships,
  type DueMembershipRow,
} from "@rollbook/db/billing";
import { employerTable } from "@rollbook/db/patient";
import { planTable } from "@rollbook/db/plan";
import { membershipPlanOf } from "../plan/index.ts";
import type { Given, VerbPractice } from "../run/index.ts";

export type ObservedRow = BillingRow & {
  readonly version: number;
  readonly parkedReason: string | null;
};

export interface BillingObservation extends BillingRunInput {
  readonly rows: readonly ObservedRow[];
}

/** Reads what is due by a day, or with `through` null everything that may ever be billed. */
export async function observeBilling(
  given: Given,
  { through }: { through: PlainDate | null },
): Promise<BillingObservation> {
  const { tx, practice, today } = given;
  const [due, claimsElsewhere] = await Promise.all([
    findDueMemberships(tx, { through }),
    findClaimsElsewhere(tx, { through }),
  ]);
  const practiceInput = billingPracticeOf(practice);
  if (due.length === 0) {
    return {
      practice: practiceInput,
      today,
      rows: [],
      plans: new Map(),
      employerCalendars: new Map(),
    };
  }
  const elsewhere = Map.groupBy(claimsElsewhere, (claim) => claim.dueId);
  const rows = due.map((row) => billingRowOf(row, elsewhere.get(row.id)));
  const [plans, employerCalendars] = await Promise.all([
    readPlans(given, rows),
    readCalendars(given, rows),
  ]);
  return {
    practice: practiceInput,
    today,
    rows,
    plans,
    employerCalendars,
  };
}

export function billingPracticeOf(practice: VerbPractice): BillingPractice {
  return {
    currency: practice.currency,
    isLive: practice.isLive,
    isAutoInvoice: practice.isAutoInvoice,
    autoInvoiceSince: practice.autoInvoiceSince as PlainDate | null,
    termsDays: practice.invoiceTermsDays,
  };
}

type Elsewhere = Awaited<ReturnType<typeof findClaimsElsewhere>>;

function billingRowOf(row: DueMembershipRow, elsewhere: Elsewhere | undefined): ObservedRow {
  const { enrollmentFeeState, enrollmentFeeMinor, ...same } = row;
  const enrollmentFee = { state: enrollmentFeeState, feeMinor: enrollmentFeeMinor };
  const billingRow =
    elsewhere === undefined
      ? { ...same, enrollmentFee }
      : { ...same, enrollmentFee, claimedElsewhere: elsewhere };
  return billingRow as unknown as ObservedRow;
}

async function readPlans(
  { tx }: Given,
  rows: readonly BillingRow[],
): Promise<ReadonlyMap<string, Plan>> {
  const ids = new Set(rows.flatMap((row) => row.terms.map((terms) => terms.planId)));
  const plans = (await planTable.getMany(tx, [...ids]))
    .map(membershipPlanOf)
    .filter((plan) => plan !== undefined);
  return new Map(plans.map((plan) => [plan.id, plan]));
}

async function readCalendars(
  { tx }: Given,
  rows: readonly BillingRow[],
): Promise<ReadonlyMap<string, EmployerCalendar>> {
  const payers = rows.flatMap((row) => row.terms.map((terms) => terms.payer));
  const ids = new Set(payers.flatMap((payer) => (payer.kind === "employer" ? [payer.id] : [])));
  if (ids.size === 0) return new Map();
  const employers = await employerTable.getMany(tx, [...ids]);
  return new Map(
    employers.flatMap(({ id, calendar }) =>
      calendar === null ? [] : [[id, calendar as EmployerCalendar]],
    ),
  );
}
