import { z } from "@hono/zod-openapi";
import { runBilling, type BillingRunReport } from "@rollbook/services/billing";
import { callVerb } from "../../callVerb.ts";
import { defineOperation, type Operation } from "../../openapi/index.ts";
import { dryRunQuery } from "../../wire/dryRun.ts";
import { DateField } from "../../wire/fields.ts";

const ReasonField = z.object({ rule: z.string(), reason: z.string() });

const BillingRun = z
  .object({
    run_id: z.string().nullable().openapi({ description: "Null when nothing was due" }),
    today: DateField,
    issued_count: z.int(),
    total_minor: z.int(),
    skipped_count: z.int(),
    parked: z.array(
      z.object({
        membership_id: z.string(),
        code: z.string(),
        ...ReasonField.shape,
        way_out: z.string(),
      }),
    ),
    stopped: z
      .union([ReasonField, z.null()])
      .openapi({ description: "Why nothing at all was issued" }),
  })
  .openapi("BillingRun");

export const billingOperations: readonly Operation[] = [
  defineOperation({
    id: "runBilling",
    method: "post",
    path: "/v1/billing-runs",
    tag: "Billing",
    summary: "Issue what is due today",
    description:
      "The same that happens every day by itself. Run again, or by two at once, it issues nothing twice.",
    access: "billing.run",
    idempotency: "required",
    query: z.strictObject(dryRunQuery),
    answer: BillingRun,
    run: async (request) => {
      const { result, isReplay } = await callVerb(
        request,
        runBilling,
        {},
        { isDryRun: request.query.dry_run },
      );
      return { body: billingRunOnWire(result), isReplay };
    },
  }),
];

function billingRunOnWire(report: BillingRunReport): z.input<typeof BillingRun> {
  return {
    run_id: report.runId,
    today: report.today,
    issued_count: report.issuedCount,
    total_minor: report.totalMinor,
    skipped_count: report.skippedCount,
    parked: report.parked.map(({ membershipId, code, rule, reason, wayOut }) => ({
      membership_id: membershipId,
      code,
      rule,
      reason,
      way_out: wayOut,
    })),
    stopped: report.stopped,
  };
}
