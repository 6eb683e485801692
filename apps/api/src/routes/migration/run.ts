import { z } from "@hono/zod-openapi";
import {
  getMigration,
  queueMigration as queueVerb,
  rehearseMigration as rehearseVerb,
  withdrawMigration as withdrawVerb,
} from "@rollbook/services/migration";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { fromWire } from "../../wire/case.ts";
import { InstantField } from "../../wire/common.ts";
import { DateField, StoredDateField } from "../../wire/fields.ts";
import {
  AdviceField,
  DifferenceField,
  differenceOnWire,
  idField,
  migrationOnWire,
  MigrationState,
  path,
  tag,
} from "./onWire.ts";

const readOperation = defineOperation({
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
});

const rehearseOperation = defineOperation({
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
      refund_count: z.int(),
      tied_nowhere_count: z.int().openapi({
        description: "Payments tied to an invoice that is not here; their money stays unallocated",
      }),
      expected_seconds: z.int().openapi({ description: "How long nothing can be recorded" }),
      differences: z.array(DifferenceField),
      advice: AdviceField,
    })
    .openapi("PaymentsMigrationRehearsal"),
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, rehearseVerb, {});
    return {
      body: {
        rehearsal_id: result.id,
        payment_count: result.paymentCount,
        allocation_count: result.allocationCount,
        refund_count: result.refundCount,
        tied_nowhere_count: result.tiedNowhereCount,
        expected_seconds: result.expectedSeconds,
        differences: result.differences.map(differenceOnWire),
        advice: result.advice,
      },
      isReplay,
    };
  },
});

const queueOperation = defineOperation({
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
      run_on: StoredDateField.optional().openapi({
        description: "The local date of the run; the next one that is possible without it",
      }),
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
  answer: MigrationState.extend({ advice: AdviceField }).openapi("QueuedPaymentsMigration"),
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, queueVerb, fromWire(request.body));
    return { body: { ...migrationOnWire(result.migration), advice: result.advice }, isReplay };
  },
});

const withdrawOperation = defineOperation({
  id: "withdrawPaymentsMigration",
  method: "post",
  path: `${path}/withdraw`,
  tag,
  summary: "Take the consent back while the migration is queued, or give up after an Error",
  access: "migration.write",
  answer: MigrationState,
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, withdrawVerb, {});
    return { body: migrationOnWire(result), isReplay };
  },
});

export const runOperations: readonly Operation[] = [
  readOperation,
  rehearseOperation,
  queueOperation,
  withdrawOperation,
];
