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
import { defineVerb, ServiceError, type Given } from "../run/index.ts";
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
  const { tx, today } = given;
  const [lastNumber, , observation] = await Promise.all([
    lockBilling(tx),
    refuseWhileFrozen(given, "billing_run"),
    observeBilling(given, { through: today }),
  ]);
  const plan = planBillingRun(observation);
  const isIdle = observation.rows.length === 0 || plan.stopped !== null;
  const runId = isIdle ? null : given.newId("run");
  const writes = runId === null ? [] : writesOf(given, { observation, plan, runId, lastNumber });
  const earliest = await inOneGo({
    writes,
    read: async () => (plan.stopped === null ? earliestInvoiceOn(tx) : null),
  });
  await setNextDue(given, { earliest: earliest as PlainDate | null });
  return reportOf(given, { plan, runId });
}

/** Nothing waits for the answer before it: the connection keeps the order, and the first that fails ends all. */
async function inOneGo<Answer>({
  writes,
  read,
}: {
  writes: readonly Write[];
  read: () => Promise<Answer>;
}): Promise<Answer> {
  const sent = writes.map((write) => write());
  const [answer] = await Promise.all([read(), ...sent]);
  return answer;
}

type Write = () => Promise<unknown>;

interface Applied {
  readonly observation: BillingObservation;
  readonly plan: BillingRunPlan;
  readonly runId: string;
  readonly lastNumber: number;
}

function writesOf(given: Given, applied: Applied): readonly Write[] {
  const { observation, plan, runId } = applied;
  const { issuedCount, totalMinor } = reportOf(given, { plan, runId });
  const run = { id: runId, today: given.today, at: given.instant, issuedCount, totalMinor };
  return [
    () =>
      insertBillingRun(given.tx, given.practice.practiceId, {
        ...run,
        parkedCount: plan.parked.length,
      }),
    ...(plan.invoices.length === 0 ? [] : invoiceWrites(given, applied)),
    ...outcomeWrites(given, outcomesOf(observation.rows, plan)),
  ];
}

function invoiceWrites(given: Given, { plan, runId, lastNumber }: Applied): readonly Write[] {
  const { tx, practice, instant } = given;
  const { practiceId, currency } = practice;
  const firstNumber = lastNumber + 1;
  const rows = rowsOfPlan(plan.invoices, { firstNumber, newId: given.newId });
  return [
    () => takeInvoiceNumbers(tx, { count: plan.invoices.length }),
    () => insertIssuedInvoices(tx, { practiceId, runId, currency, at: instant }, rows.invoices),
    () => insertInvoiceLines(tx, practiceId, rows.lines),
    () => insertInvoiceClaims(tx, practiceId, rows.claims),
  ];
}

function outcomeWrites(given: Given, outcomes: readonly MembershipOutcome[]): readonly Write[] {
  const { tx, instant, context, practice } = given;
  const rows = outcomes.map((outcome) => outcome.row);
  const events = outcomes.flatMap(({ row, events }) =>
    events.map((event) => ({
      membershipId: row.id,
      kind: event.kind,
      event,
      at: instant,
      actorId: context.actor.id,
    })),
  );
  return [
    async () => {
      const saved = await saveBilledMemberships(tx, { at: instant }, rows);
      if (saved !== rows.length) throw changedMeanwhile();
    },
    () => appendMembershipEvents(tx, practice.practiceId, events),
  ];
}

function changedMeanwhile(): ServiceError {
  return new ServiceError(
    "conflict",
    "A membership was changed while it was being billed, so nothing was issued; run again.",
  );
}

/** What stays due today was parked; it is looked at again tomorrow, or when something changes. */
async function setNextDue(
  given: Given,
  { earliest }: { earliest: PlainDate | null },
): Promise<void> {
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
