import {
  unseenDifferences,
  type BalanceDifference,
  type PaymentsMigration,
} from "@rollbook/core/migration";
import { statusAfterPayments } from "@rollbook/core/invoice";
import { lockBilling } from "@rollbook/db/billing";
import { listPayableInvoices } from "@rollbook/db/invoice";
import { insertAllocations, insertCounterEntries, insertPayments } from "@rollbook/db/payment";
import { findBalanceDifferences, setInvoiceStatuses } from "@rollbook/db/paymentsMigration";
import { newId } from "@rollbook/db";
import * as z from "zod";
import { readMigration } from "../migrationState/index.ts";
import {
  defineVerb,
  runVerb,
  ServiceError,
  systemContext,
  type Given,
  type Services,
} from "../run/index.ts";
import { applyEvent } from "./consent.ts";
import { planConversion } from "./earlierPayments.ts";
import { postWaitingPayments, returnWaitingPayments } from "./processorPayments.ts";

/** Converting takes about this long for a payment; the expected end is told while nothing can be recorded. */
const perPaymentMs = 0.2;
const atLeastMs = 60_000;

const startMigration = defineVerb({
  name: "migration.start",
  permission: "migration.write",
  input: z.strictObject({ expectedEndAt: z.iso.datetime({ offset: true }) }),
  run: ({ input, ...given }) =>
    applyEvent(given, { event: "start", startedAt: given.instant, ...input }),
});

/** Rolls the conversion back and tells what differs. */
class Differs extends Error {
  readonly differences: [BalanceDifference, ...BalanceDifference[]];

  constructor(differences: [BalanceDifference, ...BalanceDifference[]]) {
    super("balances before and after differ");
    this.differences = differences;
  }
}

/** All of it in one transaction: readers see wholly the earlier payments or wholly these (MIG-9). */
const convertPayments = defineVerb({
  name: "migration.convert",
  permission: "migration.write",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }) => {
    const migration = await readMigration(given, { isLocked: true });
    if (migration.state !== "in_progress")
      throw new ServiceError("conflict", "The migration is not in progress.");
    await lockBilling(given.tx);
    const { converted, differences, paymentCount } = await planConversion(given);
    const posting = {
      practiceId: given.practice.practiceId,
      at: given.instant,
      by: given.context.actor.id,
    };
    await insertPayments(given.tx, posting, converted.payments);
    await insertAllocations(given.tx, posting, converted.allocations);
    await insertCounterEntries(given.tx, posting, converted.counterEntries);
    await updateInvoices(given, new Set(converted.allocations.map(({ invoiceId }) => invoiceId)));
    await refuseUnseen(given, { migration, differences });
    const waiting = await postWaitingPayments(given);
    await applyEvent(given, { event: "finish", on: given.today });
    return { paymentCount, allocationCount: converted.allocations.length, waitingCount: waiting };
  },
});

async function updateInvoices(given: Given, touched: ReadonlySet<string>): Promise<void> {
  const invoices = await listPayableInvoices(given.tx, {});
  const statuses = invoices
    .filter(
      ({ id, status }) => touched.has(id) && (status === "issued" || status === "partially_paid"),
    )
    .map((invoice) => ({ id: invoice.id, status: statusAfterPayments(invoice) }));
  await setInvoiceStatuses(given.tx, { at: given.instant, statuses });
}

async function refuseUnseen(
  given: Given,
  {
    migration,
    differences,
  }: {
    migration: Extract<PaymentsMigration, { state: "in_progress" }>;
    differences: BalanceDifference[];
  },
): Promise<void> {
  const stored = await findBalanceDifferences(given.tx);
  const explained = new Map(
    differences.map(({ patientId, currency, reason }) => [`${patientId} ${currency}`, reason]),
  );
  const found = stored.map((each) => ({
    ...each,
    currency: each.currency as BalanceDifference["currency"],
    reason: explained.get(`${each.patientId} ${each.currency}`) ?? "the stored sums differ",
  }));
  const [first, ...others] = unseenDifferences({ consent: migration.consent, found });
  if (first !== undefined) throw new Differs([first, ...others]);
}

const failMigration = defineVerb({
  name: "migration.fail",
  permission: "migration.write",
  input: z.strictObject({
    failure: z.custom<Extract<PaymentsMigration, { state: "error" }>["failure"]>(),
  }),
  run: async ({ input: { failure }, ...given }) => {
    await returnWaitingPayments(given);
    return applyEvent(given, { event: "fail", failure, failedAt: given.instant });
  },
});

/**
 * Starts what is queued, or goes on with what was killed, and ends Active or Error. A failure of the database is thrown:
 * the migration stays in progress and the next call goes on (MIG-9).
 */
export async function runMigration(
  services: Services,
  { practiceId, paymentCount = 0 }: { practiceId: string; paymentCount?: number },
): Promise<PaymentsMigration> {
  const call = <Input>(input: Input) => {
    const instant = services.clock();
    const requestId = newId("req", { instant, random: services.randomBytes });
    return { context: systemContext({ practiceId, instant, requestId }), input };
  };
  const state = defineVerb({
    name: "migration.state",
    permission: "migration.read",
    input: z.strictObject({}),
    run: ({ input: _input, ...given }) => readMigration(given),
  });
  const before = await runVerb(services, state, call({}));
  if (before.state === "queued") {
    const expectedMs = Math.max(atLeastMs, paymentCount * perPaymentMs);
    const expectedEndAt = new Date(Date.parse(services.clock()) + expectedMs).toISOString();
    await runVerb(services, startMigration, call({ expectedEndAt }));
  }
  try {
    await runVerb(services, convertPayments, call({}));
  } catch (error) {
    if (!(error instanceof Differs)) throw error;
    const failure = { kind: "new_differences" as const, differences: error.differences };
    await runVerb(services, failMigration, call({ failure }));
  }
  return runVerb(services, state, call({}));
}
