import { addDays, maxDate, type PlainDate } from "@rollbook/core/calendar";
import { planBillingRun, type BillingRunPlan, type Parked } from "@rollbook/core/invoice";
import {
  earliestInvoiceOn,
  insertBillingRun,
  lockBilling,
  saveBilledMemberships,
} from "@rollbook/db/billing";
import {
  insertInvoiceClaims,
  insertInvoiceLines,
  insertIssuedInvoices,
  takeInvoiceNumbers,
} from "@rollbook/db/invoice";
import { appendMembershipEvents } from "@rollbook/db/membership";
import * as z from "zod";
import { refuseWhileFrozen } from "../migrationState/index.ts";
import { defineVerb, type Given } from "../run/index.ts";
import { outcomesOf, type MembershipOutcome } from "./billedMemberships.ts";
import { rowsOfPlan } from "./issuePlan.ts";
import { observeBilling, type BillingObservation } from "./observeBilling.ts";
import { setBillingDue } from "../billingDue/index.ts";

export interface BillingRunReport {
  /** Null when nothing was due. */
  readonly runId: string | null;
  readonly today: PlainDate;
  readonly issuedCount: number;
  readonly totalMinor: number;
  readonly parked: readonly Parked[];
  readonly skippedCount: number;
  /** Why nothing at all was issued: the practice is not live (INV-3). */
  readonly stopped: BillingRunPlan["stopped"];
}

/** Issues what is due in the practice today. Run again, or by two at once, it issues nothing twice (INV-1). */
export const runBilling = defineVerb({
  name: "billing.run",
  permission: "billing.run",
  input: z.strictObject({}),
  run: ({ input: _input, ...given }) => billPractice(given),
  audit: ({ result }) => ({
    entityId: result.runId,
    detail: {
      issued: result.issuedCount,
      parked: result.parked.length,
      totalMinor: result.totalMinor,
    },
  }),
});

export async function billPractice(given: Given): Promise<BillingRunReport> {
  await lockBilling(given.tx);
  await refuseWhileFrozen(given, "billing_run");
  const observation = await observeBilling(given, { through: given.today });
  const plan = planBillingRun(observation);
  const isIdle = observation.rows.length === 0 || plan.stopped !== null;
  const runId = isIdle ? null : given.newId("run");
  if (runId !== null) await applyPlan(given, { observation, plan, runId });
  await setNextDue(given, plan);
  return reportOf(given, { plan, runId });
}

async function applyPlan(
  given: Given,
  {
    observation,
    plan,
    runId,
  }: { observation: BillingObservation; plan: BillingRunPlan; runId: string },
): Promise<void> {
  const { tx, practice, instant } = given;
  const { practiceId, currency } = practice;
  const report = reportOf(given, { plan, runId });
  await insertBillingRun(tx, practiceId, {
    id: runId,
    today: given.today,
    at: instant,
    issuedCount: report.issuedCount,
    parkedCount: plan.parked.length,
    totalMinor: report.totalMinor,
  });
  if (plan.invoices.length > 0) {
    const firstNumber = await takeInvoiceNumbers(tx, { count: plan.invoices.length });
    const rows = rowsOfPlan(plan.invoices, { firstNumber, newId: given.newId });
    await insertIssuedInvoices(tx, { practiceId, runId, currency, at: instant }, rows.invoices);
    await insertInvoiceLines(tx, practiceId, rows.lines);
    await insertInvoiceClaims(tx, practiceId, rows.claims);
  }
  await saveOutcomes(given, outcomesOf(observation.rows, plan));
}

async function saveOutcomes(given: Given, outcomes: readonly MembershipOutcome[]): Promise<void> {
  const { tx, instant, context, practice } = given;
  await saveBilledMemberships(
    tx,
    { at: instant },
    outcomes.map((outcome) => outcome.row),
  );
  const events = outcomes.flatMap(({ row, events }) =>
    events.map((event) => ({
      membershipId: row.id,
      kind: event.kind,
      event,
      at: instant,
      actorId: context.actor.id,
    })),
  );
  await appendMembershipEvents(tx, practice.practiceId, events);
}

/** What stays due today was parked; it is looked at again tomorrow, or when something changes. */
async function setNextDue(given: Given, plan: BillingRunPlan): Promise<void> {
  const earliest =
    plan.stopped === null ? ((await earliestInvoiceOn(given.tx)) as PlainDate | null) : null;
  const dueOn = earliest === null ? null : maxDate(earliest, addDays(given.today, 1));
  await setBillingDue(given.tx, given.practice, { dueOn });
}

function reportOf(
  given: Given,
  { plan, runId }: { plan: BillingRunPlan; runId: string | null },
): BillingRunReport {
  return {
    runId,
    today: given.today,
    issuedCount: plan.invoices.length,
    totalMinor: plan.invoices.reduce((sum, invoice) => sum + invoice.totalMinor, 0),
    parked: plan.parked,
    skippedCount: plan.skipped.length,
    stopped: plan.stopped,
  };
}
