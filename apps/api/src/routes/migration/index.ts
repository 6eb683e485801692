import { z } from "@hono/zod-openapi";
import { PaymentMethod } from "@rollbook/core/membership";
import type { PaymentsMigration } from "@rollbook/core/migration";
import {
  getMigration,
  importEarlierPayments as importVerb,
  queueMigration as queueVerb,
  rehearseMigration as rehearseVerb,
  withdrawMigration as withdrawVerb,
} from "@rollbook/services/migration";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { fromWire } from "../../wire/case.ts";
import { InstantField } from "../../wire/common.ts";
import { CurrencyField, DateField, StoredDateField } from "../../wire/fields.ts";
import { orNull } from "../../wire/orNull.ts";

const tag = "Payments migration";
const path = "/v1/payments-migration";
const idField = z.string().min(1).max(200);

const DifferenceField = z
  .object({
    patient_id: z.string(),
    currency: z.string(),
    before_minor: z.int(),
    after_minor: z.int(),
    reason: z.string(),
  })
  .openapi("BalanceDifference");

const MigrationState = z
  .object({
    state: z.enum(["migrate", "queued", "in_progress", "active", "error"]),
    runs_at: InstantField.nullable(),
    expected_end_at: InstantField.nullable(),
    active_since: DateField.nullable(),
    failure: z.string().nullable(),
  })
  .openapi("PaymentsMigration");

type Difference = {
  patientId: string;
  currency: string;
  beforeMinor: number;
  afterMinor: number;
  reason: string;
};

export const migrationOperations: readonly Operation[] = [
  defineOperation({
    id: "getPaymentsMigration",
    method: "get",
    path,
    tag,
    summary: "Where the payments of the practice are, and when the next run may start",
    access: "migration.read",
    answer: z
      .object({
        migration: MigrationState,
        next_window: z.object({ date: DateField, at: InstantField }),
      })
      .openapi("PresentPaymentsMigration"),
    run: async (request) => {
      const { result } = await callVerb(request, getMigration, {});
      return {
        body: { migration: migrationOnWire(result.migration), next_window: result.nextWindow },
      };
    },
  }),
  defineOperation({
    id: "importEarlierPayments",
    method: "post",
    path: `${path}/earlier-payments`,
    tag,
    summary: "Hand over what the earlier payments system holds",
    description: "A payment that was handed over before is known by its id and not added again.",
    access: "migration.write",
    idempotency: "required",
    body: z
      .strictObject({
        payments: z
          .array(
            z.strictObject({
              id: idField,
              patient_id: idField,
              currency: CurrencyField,
              amount_minor: z.int().min(-1_000_000_000_000).max(1_000_000_000_000),
              received_on: StoredDateField,
              method: z.enum(PaymentMethod.options),
              invoice_id: idField.nullable(),
              processor_reference: idField.nullable(),
            }),
          )
          .min(1)
          .max(1000),
      })
      .openapi("ImportEarlierPaymentsBody"),
    bodyExample: {
      payments: [
        {
          id: "old-1",
          patient_id: "pat_01jy0000000000000000000000",
          currency: "USD",
          amount_minor: 24995,
          received_on: "2026-04-01",
          method: "card",
          invoice_id: null,
          processor_reference: null,
        },
      ],
    },
    answer: z.object({ added: z.int(), known: z.int() }).openapi("ImportedEarlierPayments"),
    run: async (request) => {
      const { result, isReplay } = await callVerb(request, importVerb, fromWire(request.body));
      return { body: result, isReplay };
    },
  }),
  defineOperation({
    id: "rehearsePaymentsMigration",
    method: "post",
    path: `${path}/rehearse`,
    tag,
    summary: "What the migration would do and where balances would differ, without doing it",
    access: "migration.write",
    answer: z
      .object({
        rehearsal_id: z.string(),
        payment_count: z.int(),
        allocation_count: z.int(),
        differences: z.array(DifferenceField),
        advice: orNull(z.object({ better: z.array(DateField), sentence: z.string() })),
      })
      .openapi("PaymentsMigrationRehearsal"),
    run: async (request) => {
      const { result, isReplay } = await callVerb(request, rehearseVerb, {});
      return {
        body: {
          rehearsal_id: result.id,
          payment_count: result.paymentCount,
          allocation_count: result.allocationCount,
          differences: result.differences.map(differenceOnWire),
          advice: result.advice,
        },
        isReplay,
      };
    },
  }),
  defineOperation({
    id: "queuePaymentsMigration",
    method: "post",
    path: `${path}/queue`,
    tag,
    summary: "Consent to what a rehearsal showed; the run starts at the next window",
    description:
      "For all providers of the practice. It may be withdrawn while it is queued, and is irreversible once finished.",
    access: "migration.write",
    idempotency: "required",
    body: z
      .strictObject({
        rehearsal_id: idField,
        wording: z
          .string()
          .trim()
          .min(1)
          .max(5000)
          .openapi({ description: "What was agreed to, word for word" }),
        own_hour: z
          .strictObject({ second_of_day: z.int().min(0).max(86_399) })
          .optional()
          .openapi({ description: "The practice's own hour instead of 20:00 in Los Angeles" }),
      })
      .openapi("QueuePaymentsMigrationBody"),
    bodyExample: {
      rehearsal_id: "reh_01jy0000000000000000000000",
      wording: "We agree to move our payments.",
    },
    answer: MigrationState,
    run: async (request) => {
      const { result, isReplay } = await callVerb(request, queueVerb, fromWire(request.body));
      return { body: migrationOnWire(result), isReplay };
    },
  }),
  defineOperation({
    id: "withdrawPaymentsMigration",
    method: "post",
    path: `${path}/withdraw`,
    tag,
    summary: "Take the consent back while the migration is queued",
    access: "migration.write",
    answer: MigrationState,
    run: async (request) => {
      const { result, isReplay } = await callVerb(request, withdrawVerb, {});
      return { body: migrationOnWire(result), isReplay };
    },
  }),
];

function migrationOnWire(migration: PaymentsMigration): z.input<typeof MigrationState> {
  return {
    state: migration.state,
    runs_at: migration.state === "queued" ? migration.runsAt : null,
    expected_end_at: migration.state === "in_progress" ? migration.expectedEndAt : null,
    active_since: migration.state === "active" ? migration.since : null,
    failure: migration.state === "error" ? migration.failure.kind : null,
  };
}

function differenceOnWire(difference: Difference): z.input<typeof DifferenceField> {
  return {
    patient_id: difference.patientId,
    currency: difference.currency,
    before_minor: difference.beforeMinor,
    after_minor: difference.afterMinor,
    reason: difference.reason,
  };
}
