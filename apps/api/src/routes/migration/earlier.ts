import { z } from "@hono/zod-openapi";
import { PaymentMethod } from "@rollbook/core/membership";
import {
  correctEarlierPayment as correctVerb,
  importEarlierPayments as importVerb,
  listEarlierPayments as listVerb,
  listMigrationBalances as balancesVerb,
  removeEarlierPayment as removeVerb,
} from "@rollbook/services/migration";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { fromWire } from "../../wire/case.ts";
import { idParams } from "../../wire/common.ts";
import { CurrencyField, StoredDateField } from "../../wire/fields.ts";
import { TextFilter } from "../../wire/filters.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { idField, path, PayerKindField, tag } from "./onWire.ts";

const earlierPath = `${path}/earlier-payments`;
const params = idParams("earlier_payment_id", "old-1");
const MethodField = z.enum(PaymentMethod.options);
const AmountField = z
  .int()
  .min(-1_000_000_000_000)
  .max(1_000_000_000_000)
  .openapi({ description: "Whole minor units; negative is money given back", example: 24995 });
const ReasonField = z.string().trim().min(1).max(1000);

const fields = {
  id: idField,
  patient_id: idField,
  currency: CurrencyField,
  amount_minor: AmountField,
  received_on: StoredDateField,
  method: MethodField,
  invoice_id: idField.nullable(),
  processor_reference: idField.nullable(),
};
const EarlierPaymentField = z
  .object({ ...fields, payer_kind: PayerKindField })
  .openapi("EarlierPayment");

type Earlier = Awaited<ReturnType<typeof listVerb.run>>["data"][number];

function earlierOnWire(earlier: Earlier): z.input<typeof EarlierPaymentField> {
  return {
    id: earlier.id,
    patient_id: earlier.patientId,
    payer_kind: earlier.payerKind,
    currency: earlier.currency,
    amount_minor: earlier.amountMinor,
    received_on: earlier.receivedOn,
    method: earlier.method,
    invoice_id: earlier.invoiceId,
    processor_reference: earlier.processorReference,
  };
}

const importOperation = defineOperation({
  id: "importEarlierPayments",
  method: "post",
  path: earlierPath,
  tag,
  summary: "Hand over what the earlier payments system holds",
  description: "A payment that was handed over before is known by its id and not added again.",
  access: "migration.write",
  idempotency: "required",
  body: z
    .strictObject({
      payments: z
        .array(z.strictObject({ ...fields, payer_kind: PayerKindField.default("patient") }))
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
});

const listOperation = defineOperation({
  id: "listEarlierPayments",
  method: "get",
  path: earlierPath,
  tag,
  summary: "What was handed over of the earlier payments system",
  access: "migration.read",
  query: z.strictObject({ ...listQuery, patient_id: TextFilter }),
  answer: listOf(EarlierPaymentField, "EarlierPaymentsList"),
  run: async (request) => {
    const { patient_id: patientId } = request.query;
    const { result } = await callVerb(request, listVerb, { ...pageInput(request), patientId });
    return { body: pageAnswer(request, result, earlierOnWire) };
  },
});

const correctOperation = defineOperation({
  id: "correctEarlierPayment",
  method: "post",
  path: `${earlierPath}/{earlier_payment_id}/correct`,
  tag,
  summary: "Put right what the earlier system has wrong, so that balances agree",
  description: "What it said before stays in the audit log. Refused once the payments have moved.",
  access: "migration.write",
  idempotency: "required",
  params,
  body: z
    .strictObject({
      reason: ReasonField,
      changes: z.strictObject({
        patient_id: idField.optional(),
        amount_minor: AmountField.optional(),
        received_on: StoredDateField.optional(),
        method: MethodField.optional(),
        invoice_id: idField.nullable().optional(),
      }),
    })
    .openapi("CorrectEarlierPaymentBody"),
  bodyExample: { reason: "Typed twice", changes: { amount_minor: 9_900 } },
  answer: EarlierPaymentField,
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, correctVerb, {
      id: request.params.earlier_payment_id,
      ...fromWire(request.body),
    });
    return { body: earlierOnWire(result.after), isReplay };
  },
});

const removeOperation = defineOperation({
  id: "removeEarlierPayment",
  method: "post",
  path: `${earlierPath}/{earlier_payment_id}/remove`,
  tag,
  summary: "Take back an earlier payment that was handed over by mistake",
  description: "It stays in the audit log. Refused once the payments have moved.",
  access: "migration.write",
  idempotency: "required",
  params,
  body: z.strictObject({ reason: ReasonField }).openapi("RemoveEarlierPaymentBody"),
  bodyExample: { reason: "It never came in" },
  answer: EarlierPaymentField,
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, removeVerb, {
      id: request.params.earlier_payment_id,
      reason: request.body.reason,
    });
    return { body: earlierOnWire(result.before), isReplay };
  },
});

const balancesOperation = defineOperation({
  id: "listPaymentsMigrationBalances",
  method: "get",
  path: `${path}/balances`,
  tag,
  summary: "What each payer owed before the payments moved and after",
  description: "Both taken in the one snapshot of the run that finished. Negative is credit.",
  access: "migration.read",
  query: z.strictObject(listQuery),
  answer: listOf(
    z
      .object({
        patient_id: z.string(),
        payer_kind: PayerKindField,
        currency: z.string(),
        before_minor: z.int(),
        after_minor: z.int(),
      })
      .openapi("MigratedBalance"),
    "MigratedBalancesList",
  ),
  run: async (request) => {
    const { result } = await callVerb(request, balancesVerb, pageInput(request));
    return {
      body: pageAnswer(request, result, (balance) => ({
        patient_id: balance.patientId,
        payer_kind: PayerKindField.parse(balance.payerKind),
        currency: balance.currency,
        before_minor: balance.beforeMinor,
        after_minor: balance.afterMinor ?? 0,
      })),
    };
  },
});

export const earlierOperations: readonly Operation[] = [
  importOperation,
  listOperation,
  correctOperation,
  removeOperation,
  balancesOperation,
];
