import { z } from "@hono/zod-openapi";
import { refundPayment as refundVerb } from "@rollbook/services/payment";
import { decideRefund as decideVerb } from "@rollbook/services/processorEvent";
import { listRefunds as listVerb } from "@rollbook/services/processorRefund";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { fromWire } from "../../wire/case.ts";
import { idParams, InstantField } from "../../wire/common.ts";
import { CurrencyField } from "../../wire/fields.ts";
import { BooleanFilter } from "../../wire/filters.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { CounterEntryField } from "../../wire/payment.ts";
import { act, AmountField, dayField, ReasonField } from "./act.ts";
import { counterEntryOnWire } from "./onWire.ts";
import { choicesOf, missingOf } from "./processorChoices.ts";
import { params } from "./read.ts";

export const refundPayment = defineOperation({
  ...act,
  id: "refundPayment",
  path: "/v1/payments/{payment_id}/refund",
  summary: "Give money back that pays nothing",
  description:
    "A payment that came by a processor goes back by it: the processor is asked right after. Money that goes back another way, such as cash, is only recorded.",
  params,
  body: z
    .strictObject({
      amount_minor: AmountField,
      reason: ReasonField,
      on: dayField,
      is_record_only: z.boolean().optional().openapi({
        description: "It was given back another way: the processor is not asked",
      }),
    })
    .openapi("RefundPaymentBody"),
  bodyExample: { amount_minor: 1000, reason: "Paid twice" },
  answer: z
    .object({
      counter_entries: z.array(CounterEntryField),
      is_sent_to_processor: z.boolean(),
    })
    .openapi("CounterEntries"),
  run: async (request) => {
    const missing = missingOf(choicesOf(request));
    const input = { paymentId: request.params.payment_id, ...fromWire(request.body), missing };
    const { result, isReplay } = await callVerb(request, refundVerb, input, {
      isDryRun: request.query.dry_run,
    });
    const counterEntries = result.counterEntries.map(counterEntryOnWire);
    const { isSentToProcessor } = result;
    return {
      body: { counter_entries: counterEntries, is_sent_to_processor: isSentToProcessor },
      isReplay,
    };
  },
});

const ProcessorRefund = z
  .object({
    counter_entry_id: z.string(),
    payment_id: z.string(),
    amount_minor: z.int(),
    currency: CurrencyField,
    state: z
      .enum(["asked", "pending", "declined"])
      .openapi({ description: "pending: the processor is about it" }),
    is_for_person: z.boolean(),
    reason: z.string().nullable(),
    attempt_count: z.int(),
    asked_at: InstantField,
  })
  .openapi("ProcessorRefund");

type Found = Awaited<ReturnType<typeof listVerb.run>>["data"][number];

const onWire = (refund: Found): z.input<typeof ProcessorRefund> => ({
  counter_entry_id: refund.counterEntryId,
  payment_id: refund.paymentId,
  amount_minor: refund.amountMinor,
  currency: refund.currency,
  state: refund.state,
  is_for_person: refund.isForPerson,
  reason: refund.reason,
  attempt_count: refund.attempt,
  asked_at: new Date(refund.askedAt).toISOString(),
});

const listProcessorRefunds = defineOperation({
  id: "listProcessorRefunds",
  method: "get",
  path: "/v1/processor-refunds",
  tag: "Payments",
  summary: "Refunds that a processor is to make, and those that wait for a person",
  access: "payment.read",
  query: z.strictObject({ ...listQuery, is_for_person: BooleanFilter }),
  answer: listOf(ProcessorRefund, "ProcessorRefunds"),
  run: async (request) => {
    const { result } = await callVerb(request, listVerb, {
      ...pageInput(request),
      isForPerson: request.query.is_for_person,
    });
    return { body: pageAnswer(request, result, onWire) };
  },
});

const decisions = ["retry", "return", "elsewhere"] as const;

const settleProcessorRefund = defineOperation({
  id: "settleProcessorRefund",
  method: "post",
  path: "/v1/processor-refunds/{counter_entry_id}/settle",
  tag: "Payments",
  summary: "Say what becomes of a refund that the processor did not make",
  description:
    "retry: it is asked anew. return: nothing went back, the money is the payer's again and pays nothing yet. elsewhere: it was given back another way.",
  access: "payment.write",
  idempotency: "required",
  params: idParams("counter_entry_id", "cen_01jy0000000000000000000000"),
  body: z
    .strictObject({
      decision: z.enum(decisions),
      is_unanswered_checked: z.boolean().optional().openapi({
        description: "Someone looked at the processor's pages: the unanswered refund was not made",
      }),
    })
    .openapi("SettleProcessorRefundBody"),
  bodyExample: { decision: "return" },
  answer: z
    .object({ counter_entry_id: z.string(), decision: z.enum(decisions) })
    .openapi("SettledProcessorRefund"),
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, decideVerb, {
      counterEntryId: request.params.counter_entry_id,
      ...fromWire(request.body),
    });
    return {
      body: { counter_entry_id: result.counterEntryId, decision: result.decision },
      isReplay,
    };
  },
});

export const refundOperations: readonly Operation[] = [listProcessorRefunds, settleProcessorRefund];
