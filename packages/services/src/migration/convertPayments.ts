import {
  unseenDifferences,
  type BalanceDifference,
  type PaymentsMigration,
} from "@rollbook/core/migration";
import { insertAllocations, insertCounterEntries, insertPayments } from "@rollbook/db/payment";
import {
  lockConversion,
  noteBalancesAfter,
  noteBalancesBefore,
  setInvoiceStatuses,
} from "@rollbook/db/paymentsMigration";
import * as z from "zod";
import { readMigration } from "../migrationState/index.ts";
import { defineVerb, ServiceError, type Given } from "../run/index.ts";
import { applyEvent } from "./applyEvent.ts";
import { conversionChunks, settle, type ConversionChunk } from "./conversionChunks.ts";

export type ConversionStep = "balances_noted" | "chunk_written" | "compared" | "finished";

export interface ConversionOptions {
  readonly onStep?: ((step: ConversionStep) => Promise<void> | void) | undefined;
  readonly chunkSize?: number | undefined;
}

/** Rolls the conversion back and tells what differs. */
export class Differs extends Error {
  readonly differences: [BalanceDifference, ...BalanceDifference[]];

  constructor(differences: [BalanceDifference, ...BalanceDifference[]]) {
    super("balances before and after differ");
    this.differences = differences;
  }
}

/**
 * All of it in one transaction of one snapshot: readers see wholly the earlier payments or wholly these, and a run that is
 * killed has written nothing (MIG-9). @throws Differs
 */
export const convertPayments = ({ onStep, chunkSize }: ConversionOptions) =>
  defineVerb({
    name: "migration.convert",
    permission: "migration.write",
    input: z.strictObject({}),
    isSnapshot: true,
    run: async ({ input: _input, ...given }) => {
      const { practiceId } = given.practice;
      if (!(await lockConversion(given.tx, { practiceId })))
        throw new ServiceError("in_flight", "Another worker moves these payments.");
      const migration = await readMigration(given, { lock: "shared" });
      if (migration.state !== "in_progress")
        throw new ServiceError("in_flight", "Another worker has moved these payments.");
      await noteBalancesBefore(given.tx, practiceId);
      await onStep?.("balances_noted");
      const { counts, reasons } = await writeChunks(given, { onStep, chunkSize });
      await refuseUnseen(given, { migration, reasons });
      await onStep?.("compared");
      await applyEvent(given, { event: "finish", on: given.today });
      await onStep?.("finished");
      return counts;
    },
    audit: ({ result }) => ({ entityId: null, detail: result }),
  });

async function writeChunks(
  given: Given,
  { onStep, chunkSize }: ConversionOptions,
): Promise<{
  counts: { paymentCount: number; allocationCount: number };
  reasons: ReadonlyMap<string, string>;
}> {
  const counts = { paymentCount: 0, allocationCount: 0 };
  const reasons = new Map<string, string>();
  let written = settle(Promise.resolve());
  for await (const chunk of conversionChunks(given, { size: chunkSize })) {
    (await written)();
    written = settle(writeChunk(given, chunk));
    counts.paymentCount += chunk.converted.payments.length;
    counts.allocationCount += chunk.converted.allocations.length;
    for (const difference of chunk.differences) reasons.set(keyOf(difference), difference.reason);
    await onStep?.("chunk_written");
  }
  (await written)();
  return { counts, reasons };
}

async function writeChunk(given: Given, { converted, statuses }: ConversionChunk): Promise<void> {
  const { tx, practice, instant, context } = given;
  const posting = { practiceId: practice.practiceId, at: instant, by: context.actor.id };
  await Promise.all([
    insertPayments(tx, posting, converted.payments),
    insertAllocations(tx, posting, converted.allocations),
    insertCounterEntries(tx, posting, converted.counterEntries),
    setInvoiceStatuses(tx, { at: instant, statuses }),
  ]);
}

const keyOf = ({ patientId, payerKind, currency }: Omit<BalanceDifference, "reason">): string =>
  `${payerKind} ${patientId} ${currency}`;

async function refuseUnseen(
  given: Given,
  {
    migration,
    reasons,
  }: {
    migration: Extract<PaymentsMigration, { state: "in_progress" }>;
    reasons: ReadonlyMap<string, string>;
  },
): Promise<void> {
  const differing = await noteBalancesAfter(given.tx, given.practice.practiceId);
  const found = differing.map((each): BalanceDifference => {
    const difference = {
      ...each,
      payerKind: each.payerKind as BalanceDifference["payerKind"],
      currency: each.currency as BalanceDifference["currency"],
      afterMinor: each.afterMinor ?? 0,
      reason: "",
    };
    return { ...difference, reason: reasons.get(keyOf(difference)) ?? "the stored sums differ" };
  });
  const [first, ...others] = unseenDifferences({ consent: migration.consent, found });
  if (first !== undefined) throw new Differs([first, ...others]);
}
