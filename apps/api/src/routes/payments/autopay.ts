import { z } from "@hono/zod-openapi";
import {
  getProcessorAccount as getAccountVerb,
  listAutopay as listVerb,
  readAutopay as readVerb,
  retryAutopay as retryVerb,
  setAutopay as setVerb,
  setProcessorAccount as setAccountVerb,
  type AutopayView,
} from "@rollbook/services/autopay";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { fromWire } from "../../wire/case.ts";
import { idParams, InstantField } from "../../wire/common.ts";
import { CurrencyField } from "../../wire/fields.ts";
import { BooleanFilter } from "../../wire/filters.ts";
import { choicesOf, missingOf, reasonOf } from "./processorChoices.ts";
import { listOf, listQuery } from "../../wire/lists.ts";

const tag = "Autopay";

const AutopaySettings = z
  .object({
    is_on: z.boolean(),
    is_of_unsent: z.boolean().openapi({ description: "Unsent invoices are charged too" }),
    processor: z
      .enum(["stripe", "simulator"])
      .nullable()
      .openapi({ description: "Who charges; null: nobody" }),
    missing: z.string().nullable().openapi({ description: "Why nobody charges, and what to do" }),
  })
  .openapi("AutopaySettings");

function settingsOnWire(
  { isTest, isOn, isOfUnsent }: { isTest: boolean; isOn: boolean; isOfUnsent: boolean },
  { test, real }: ReturnType<typeof choicesOf>,
): z.input<typeof AutopaySettings> {
  const choice = isTest ? test : real;
  const isReady = choice.kind === "ready";
  return {
    is_on: isOn,
    is_of_unsent: isOfUnsent,
    processor: isReady ? choice.name : null,
    missing: reasonOf(choice),
  };
}

const getAutopay = defineOperation({
  id: "getAutopay",
  method: "get",
  path: "/v1/autopay",
  tag,
  summary: "Whether autopay charges in this practice, and by whom",
  access: "payment.read",
  answer: AutopaySettings,
  run: async (request) => {
    const { result } = await callVerb(request, readVerb, {});
    return { body: settingsOnWire(result, choicesOf(request)) };
  },
});

const setAutopay = defineOperation({
  id: "setAutopay",
  method: "post",
  path: "/v1/autopay/settings",
  tag,
  summary: "Switch autopay on or off, and say whether unsent invoices are charged",
  description: "In a real practice it is switched on only where a processor is set up.",
  access: "practice.write",
  body: z
    .strictObject({ is_on: z.boolean().optional(), is_of_unsent: z.boolean().optional() })
    .openapi("SetAutopayBody"),
  bodyExample: { is_of_unsent: false },
  answer: AutopaySettings,
  run: async (request) => {
    const choices = choicesOf(request);
    const missing = missingOf(choices);
    const input = { ...fromWire(request.body), missing };
    const { result, isReplay } = await callVerb(request, setVerb, input);
    return { body: settingsOnWire(result, choices), isReplay };
  },
});

const AutopayInvoice = z
  .object({
    invoice_id: z.string(),
    balance_minor: z.int(),
    currency: CurrencyField,
    attempt_count: z.int(),
    state: z.enum([
      "charges_now",
      "waits",
      "asks_again",
      "with_the_bank",
      "for_a_person",
      "not_charged",
    ]),
    reason: z.string().nullable(),
  })
  .openapi("AutopayInvoice");

const listAutopay = defineOperation({
  id: "listAutopayInvoices",
  method: "get",
  path: "/v1/autopay/invoices",
  tag,
  summary: "The due invoices that autopay has to do with, and where each stands",
  description: "In the order in which they came due.",
  access: "payment.read",
  query: z.strictObject({
    ...listQuery,
    is_for_person: BooleanFilter.openapi({ description: "Only those that wait for a person" }),
  }),
  answer: listOf(AutopayInvoice, "AutopayInvoices"),
  run: async (request) => {
    const { result } = await callVerb(request, listVerb, {
      ...pageInput(request),
      isForPerson: request.query.is_for_person,
    });
    return { body: pageAnswer(request, result, viewOnWire) };
  },
});

const viewOnWire = (view: AutopayView): z.input<typeof AutopayInvoice> => ({
  invoice_id: view.invoiceId,
  balance_minor: view.balanceMinor,
  currency: view.currency,
  attempt_count: view.attemptCount,
  state: view.state,
  reason: view.reason,
});

const retryAutopay = defineOperation({
  id: "retryAutopayOfInvoice",
  method: "post",
  path: "/v1/autopay/invoices/{invoice_id}/retry",
  tag,
  summary: "Charge an invoice anew, after a person looked at it",
  description: "Earlier attempts count no more, and their keys are never used again.",
  access: "payment.write",
  idempotency: "required",
  params: idParams("invoice_id", "inv_01jy0000000000000000000000"),
  body: z
    .strictObject({
      is_unanswered_checked: z.boolean().optional().openapi({
        description: "Someone looked at the processor: the unanswered charge took no money",
      }),
    })
    .openapi("RetryAutopayBody"),
  bodyExample: {},
  answer: z.object({ invoice_id: z.string() }).openapi("RetriedAutopay"),
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, retryVerb, {
      invoiceId: request.params.invoice_id,
      ...fromWire(request.body),
    });
    return { body: { invoice_id: result.invoiceId }, isReplay };
  },
});

const ProcessorAccount = z
  .object({
    membership_id: z.string(),
    customer_id: z.string(),
    payment_method_id: z.string(),
    set_at: InstantField,
  })
  .openapi("ProcessorAccount");

const account = {
  path: "/v1/memberships/{membership_id}/processor-account",
  tag,
  params: idParams("membership_id", "mem_01jy0000000000000000000000"),
  answer: ProcessorAccount,
};

function accountOnWire(found: {
  membershipId: string;
  customerId: string;
  paymentMethodId: string;
  setAt: string;
}): z.input<typeof ProcessorAccount> {
  return {
    membership_id: found.membershipId,
    customer_id: found.customerId,
    payment_method_id: found.paymentMethodId,
    set_at: new Date(found.setAt).toISOString(),
  };
}

const getAccount = defineOperation({
  ...account,
  id: "getProcessorAccount",
  method: "get",
  summary: "Where at Stripe the money of a membership's mandate is",
  access: "membership.read",
  run: async (request) => {
    const membershipId = request.params.membership_id;
    const { result } = await callVerb(request, getAccountVerb, { membershipId });
    return { body: accountOnWire(result) };
  },
});

const setAccount = defineOperation({
  ...account,
  id: "setProcessorAccount",
  method: "post",
  summary: "Record the Stripe customer and payment method of a membership's mandate",
  description: "Names only: cards and accounts stay at Stripe.",
  access: "membership.write",
  body: z
    .strictObject({
      customer_id: z
        .string()
        .max(200)
        .regex(/^cus_[A-Za-z0-9_]+$/),
      payment_method_id: z
        .string()
        .max(200)
        .regex(/^(pm|card|src|ba)_[A-Za-z0-9_]+$/),
    })
    .openapi("SetProcessorAccountBody"),
  bodyExample: {
    customer_id: "cus_NffrFeUfNV2Hib",
    payment_method_id: "pm_1MqLiJLkdIwHu7ixUEgbFdYF",
  },
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, setAccountVerb, {
      membershipId: request.params.membership_id,
      ...fromWire(request.body),
    });
    return { body: accountOnWire(result), isReplay };
  },
});

export const autopayOperations: readonly Operation[] = [
  getAutopay,
  setAutopay,
  listAutopay,
  retryAutopay,
  getAccount,
  setAccount,
];
