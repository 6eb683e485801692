import { z } from "@hono/zod-openapi";
import type { BalanceDifference, PaymentsMigration } from "@rollbook/core/migration";
import { InstantField } from "../../wire/common.ts";
import { DateField } from "../../wire/fields.ts";
import { orNull } from "../../wire/orNull.ts";

export const tag = "Payments migration";
export const path = "/v1/payments-migration";
export const idField = z.string().min(1).max(200);

export const PayerKindField = z.enum(["patient", "employer", "insurer", "account"]);

export const DifferenceField = z
  .object({
    patient_id: z.string().openapi({ description: "A patient, or whoever else pays" }),
    payer_kind: PayerKindField,
    currency: z.string(),
    before_minor: z.int(),
    after_minor: z.int(),
    reason: z.string(),
  })
  .openapi("BalanceDifference");

export const AdviceField = orNull(z.object({ better: z.array(DateField), sentence: z.string() }));

export const MigrationState = z
  .object({
    state: z.enum(["migrate", "queued", "in_progress", "active", "error"]),
    runs_at: InstantField.nullable(),
    expected_end_at: InstantField.nullable(),
    active_since: DateField.nullable(),
    failure: z.string().nullable(),
    failed_at: InstantField.nullable(),
    failure_reason: z.string().nullable().openapi({ description: "In words, of an Error" }),
    differences: z
      .array(DifferenceField)
      .openapi({ description: "In Error: whose balances differ, and why" }),
    ways_on: z
      .array(z.string())
      .openapi({ description: "What can be done now, one sentence each" }),
  })
  .openapi("PaymentsMigration");

const waysOn = {
  migrate: ["Rehearse, and queue a run with what the rehearsal showed."],
  queued: ["Withdraw the consent before the run begins."],
  in_progress: [],
  active: [],
  error: [
    "Put right what the earlier system has wrong: correct or remove an earlier payment.",
    "Rehearse again, and queue a run with a new consent to what still differs.",
    "Withdraw: the payments stay in the earlier system.",
  ],
} as const satisfies Record<PaymentsMigration["state"], readonly string[]>;

export function migrationOnWire(migration: PaymentsMigration): z.input<typeof MigrationState> {
  const failure = migration.state === "error" ? migration.failure : null;
  return {
    state: migration.state,
    runs_at: migration.state === "queued" ? migration.runsAt : null,
    expected_end_at: migration.state === "in_progress" ? migration.expectedEndAt : null,
    active_since: migration.state === "active" ? migration.since : null,
    failure: failure?.kind ?? null,
    failed_at: migration.state === "error" ? migration.failedAt : null,
    failure_reason: failure === null ? null : reasonOf(failure),
    differences:
      failure?.kind === "new_differences" ? failure.differences.map(differenceOnWire) : [],
    ways_on: [...waysOn[migration.state]],
  };
}

function reasonOf(failure: Extract<PaymentsMigration, { state: "error" }>["failure"]): string {
  if (failure.kind === "not_readable") return failure.reason;
  const count = failure.differences.length;
  return `The run found ${count} ${count === 1 ? "balance that differs" : "balances that differ"} and that nobody had seen; the consent has lapsed and nothing was moved (MIG-2).`;
}

export function differenceOnWire(difference: BalanceDifference): z.input<typeof DifferenceField> {
  return {
    patient_id: difference.patientId,
    payer_kind: difference.payerKind,
    currency: difference.currency,
    before_minor: difference.beforeMinor,
    after_minor: difference.afterMinor,
    reason: difference.reason,
  };
}
