import { z } from "@hono/zod-openapi";
import {
  listProcessorEvents as listVerb,
  settleProcessorEvent as settleVerb,
} from "@rollbook/services/processorEvent";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { InstantField, PayerField } from "../../wire/common.ts";
import { CurrencyField } from "../../wire/fields.ts";
import { listOf, listQuery } from "../../wire/lists.ts";

const tag = "Payments";

const ProcessorEvent = z
  .object({
    id: z.string(),
    type: z.string(),
    occurred_at: InstantField,
    received_at: InstantField,
    reason: z.string().nullable(),
    payment: z
      .object({ reference: z.string(), amount_minor: z.int(), currency: CurrencyField })
      .nullable()
      .openapi({ description: "The money that it tells of" }),
  })
  .openapi("ProcessorEvent");

type Found = Awaited<ReturnType<typeof listVerb.run>>["data"][number];

const Money = z.object({
  kind: z.literal("payment_succeeded"),
  reference: z.string(),
  amountMinor: z.int(),
  currency: z.string(),
});

function onWire(event: Found): z.input<typeof ProcessorEvent> {
  const money = Money.safeParse(event.effect).data;
  return {
    id: event.id,
    type: event.type,
    occurred_at: new Date(event.occurredAt).toISOString(),
    received_at: new Date(event.receivedAt).toISOString(),
    reason: event.reason,
    payment:
      money === undefined
        ? null
        : {
            reference: money.reference,
            amount_minor: money.amountMinor,
            currency: money.currency,
          },
  };
}

const listProcessorEvents = defineOperation({
  id: "listProcessorEvents",
  method: "get",
  path: "/v1/processor-events",
  tag,
  summary: "Events of the processor that wait for a person, the youngest first",
  access: "payment.read",
  query: z.strictObject(listQuery),
  answer: listOf(ProcessorEvent, "ProcessorEvents"),
  run: async (request) => {
    const { result } = await callVerb(request, listVerb, pageInput(request));
    return { body: pageAnswer(request, result, onWire) };
  },
});

const settleProcessorEvent = defineOperation({
  id: "settleProcessorEvent",
  method: "post",
  path: "/v1/processor-events/settle",
  tag,
  summary: "Say whose money it is, or dismiss the event",
  access: "payment.write",
  idempotency: "required",
  body: z
    .strictObject({
      processor_event_id: z.string().min(1).max(200),
      payer: PayerField.optional(),
      invoice_id: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .openapi({ description: "What it is for; only with a payer" }),
      dismissed_because: z.string().trim().min(1).max(500).optional(),
    })
    .refine((body) => (body.payer === undefined) !== (body.dismissed_because === undefined), {
      message: "name a payer, or say why it is dismissed",
      path: ["payer"],
    })
    .openapi("SettleProcessorEventBody"),
  bodyExample: {
    processor_event_id: "evt_01jy0000000000000000000000",
    dismissed_because: "A donation, not a payment",
  },
  answer: z
    .object({
      id: z.string(),
      state: z.enum(["applied", "waits", "ignored", "for_a_person"]),
      reason: z.string().nullable(),
    })
    .openapi("SettledProcessorEvent"),
  run: async (request) => {
    const { payer, invoice_id: invoiceId = null, dismissed_because: reason = "" } = request.body;
    const decision =
      payer === undefined
        ? { kind: "dismiss" as const, reason }
        : { kind: "payer" as const, payer, invoiceId };
    const id = request.body.processor_event_id;
    const { result, isReplay } = await callVerb(request, settleVerb, { id, decision });
    return { body: result, isReplay };
  },
});

export const processorEventOperations: readonly Operation[] = [
  listProcessorEvents,
  settleProcessorEvent,
];
