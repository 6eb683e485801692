import { z } from "@hono/zod-openapi";
import { daysBetween, type PlainDate } from "@rollbook/core/calendar";
import { runAutopay } from "@rollbook/services/autopay";
import { runRefunds } from "@rollbook/services/processorRefund";
import {
  getPractice as getVerb,
  goLive as goLiveVerb,
  moveClock,
  practiceOverview as overviewVerb,
  previewFirstCharges as previewVerb,
  setAutoInvoice as autoInvoiceVerb,
  type ClockMove,
} from "@rollbook/services/practice";
import { answerOnce } from "@rollbook/services/run";
import { callVerb, contextOf } from "../../callVerb.ts";
import { defineOperation, type Operation, type OperationRequest } from "../../openapi/index.ts";
import { invalidField } from "../../problem/index.ts";
import { DateField, StoredDateField } from "../../wire/fields.ts";
import { PracticeField, practiceOnWire, practiceParams, requireOwnPractice } from "./shared.ts";

const path = "/v1/practices/{practice_id}";
const tag = "Practices";
const params = practiceParams;

const FirstCharges = z
  .object({
    through: DateField,
    invoice_count: z.int(),
    total_minor: z.int(),
    parked_count: z.int(),
  })
  .openapi("FirstCharges");

type Acting = OperationRequest<{ practice_id: string }, unknown, unknown>;

const setClock = defineOperation({
  id: "movePracticeClock",
  method: "post",
  path: `${path}/clock`,
  tag,
  summary: "Move a test practice's clock forward, day by day",
  description:
    "On each day everything that is due happens, in order. Interrupted, a repetition goes on from the day it reached.",
  access: "practice.clock",
  params,
  body: z
    .strictObject({
      today: StoredDateField.openapi({
        description: "The day it shows then; never an earlier one",
      }),
    })
    .openapi("MovePracticeClockBody"),
  bodyExample: { today: "2026-06-02" },
  answer: z
    .object({
      today: DateField,
      days: z.array(
        z.object({
          today: DateField,
          run_id: z.string().nullable(),
          issued_count: z.int(),
          total_minor: z.int(),
        }),
      ),
    })
    .openapi("PracticeClock"),
  run: async (request) => {
    requireOwnPractice(request);
    await refuseLongMove(request, request.body.today);
    const { services } = request.ports;
    const context = contextOf(request);
    const { today: to } = request.body;
    const call = { name: "practice.move_clock", permission: "practice.clock", input: to } as const;
    const { result, isReplay } = await answerOnce(
      services,
      { ...call, context, idempotencyKey: request.idempotencyKey },
      async () =>
        clockOnWire(await moveClock(services, { context, to, onDay: () => chargeDue(request) })),
    );
    return { body: result, isReplay };
  },
});

/** What is due is charged on its day, after the bills of that day. */
async function chargeDue({ ports, principal: { practiceId } }: Acting): Promise<void> {
  await runAutopay(ports.services, { practiceId, processors: ports.processors });
  await runRefunds(ports.services, { practiceId, processors: ports.processors });
}

function clockOnWire({ today, days }: ClockMove) {
  return {
    today,
    days: days.map((day) => ({
      today: day.today,
      run_id: day.report.runId,
      issued_count: day.report.issuedCount,
      total_minor: day.report.totalMinor,
    })),
  };
}

const longestMoveDays = 400;

async function refuseLongMove(request: Acting, to: PlainDate): Promise<void> {
  const { result } = await callVerb({ ...request, idempotencyKey: undefined }, getVerb, {});
  if (daysBetween(result.today, to) <= longestMoveDays) return;
  throw invalidField({
    pointer: "/today",
    detail: `moves at most ${longestMoveDays} days at once`,
  });
}

const previewFirstCharges = defineOperation({
  id: "previewFirstCharges",
  method: "get",
  path: `${path}/first-charges`,
  tag,
  summary: "What the first month would charge: what the owner is asked to accept",
  access: "practice.read",
  params,
  answer: FirstCharges,
  run: async (request) => {
    requireOwnPractice(request);
    const { result } = await callVerb(request, previewVerb, {});
    return {
      body: {
        through: result.through,
        invoice_count: result.invoiceCount,
        total_minor: result.totalMinor,
        parked_count: result.parkedCount,
      },
    };
  },
});

const goLive = defineOperation({
  id: "goLive",
  method: "post",
  path: `${path}/go-live`,
  tag,
  summary: "Accept the preview of first charges; from now on the billing run issues",
  description:
    "The figures must be those of the preview: others answer 412, so that nobody accepts what changed meanwhile. Refused where a member was billed elsewhere before: that practice goes live by accepting its cut-over proof.",
  access: "practice.go_live",
  idempotency: "required",
  alsoAnswers: ["stale"],
  params,
  body: z
    .strictObject({
      accepted: z.strictObject({ invoice_count: z.int().min(0), total_minor: z.int().min(0) }),
    })
    .openapi("GoLiveBody"),
  bodyExample: { accepted: { invoice_count: 0, total_minor: 0 } },
  answer: PracticeField,
  run: async (request) => {
    requireOwnPractice(request);
    const { invoice_count: invoiceCount, total_minor: totalMinor } = request.body.accepted;
    const { result, isReplay } = await callVerb(request, goLiveVerb, {
      accepted: { invoiceCount, totalMinor },
    });
    const { practice } = result;
    return { body: practiceOnWire(practice), version: practice.version, isReplay };
  },
});

const setAutoInvoice = defineOperation({
  id: "setAutoInvoice",
  method: "post",
  path: `${path}/auto-invoice`,
  tag,
  summary: "Switch invoicing by itself on or off",
  description:
    "Switched on, it bills from the next period; what passed meanwhile is listed and billed only if chosen.",
  access: "practice.write",
  params,
  body: z.strictObject({ is_on: z.boolean() }).openapi("SetAutoInvoiceBody"),
  bodyExample: { is_on: true },
  answer: PracticeField,
  run: async (request) => {
    requireOwnPractice(request);
    const { result, isReplay } = await callVerb(request, autoInvoiceVerb, {
      isOn: request.body.is_on,
    });
    return { body: practiceOnWire(result), version: result.version, isReplay };
  },
});

const overview = defineOperation({
  id: "getPracticeOverview",
  method: "get",
  path: `${path}/overview`,
  tag,
  summary: "Members by status, invoices issued, invoices that come",
  access: "membership.read",
  params,
  query: z.strictObject({
    days: z.coerce
      .number()
      .int()
      .min(1)
      .max(400)
      .default(31)
      .openapi({ type: "integer", description: "How far ahead" }),
  }),
  answer: z
    .object({
      today: DateField,
      members: z.int(),
      by_status: z.record(z.string(), z.int()),
      invoices_issued: z.int(),
      coming: z.object({ through: DateField, count: z.int(), total_minor: z.int() }),
    })
    .openapi("PracticeOverview"),
  run: async (request) => {
    requireOwnPractice(request);
    const { result } = await callVerb(request, overviewVerb, { days: request.query.days });
    const { today, members, byStatus, invoicesIssued, coming } = result;
    return {
      body: {
        today,
        members,
        by_status: { ...byStatus },
        invoices_issued: invoicesIssued,
        coming: { through: coming.through, count: coming.count, total_minor: coming.totalMinor },
      },
    };
  },
});

export const practiceActs: readonly Operation[] = [
  overview,
  setClock,
  previewFirstCharges,
  goLive,
  setAutoInvoice,
];
