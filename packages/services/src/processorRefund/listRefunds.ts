import { listProcessorRefunds, type ProcessorRefundRow } from "@rollbook/db/processorRefund";
import * as z from "zod";
import { defineVerb } from "../run/index.ts";

const longUnansweredMs = 24 * 3_600_000;

/** A person must decide: the processor said no, cannot be asked, or has not answered for a day. */
function isForPerson({ state, reason, startedAt }: ProcessorRefundRow, instant: string): boolean {
  if (state === "declined") return true;
  if (state !== "asked") return false;
  if (startedAt === null) return reason !== null;
  return Date.parse(instant) - Date.parse(startedAt) > longUnansweredMs;
}

/** Refunds that the processor is to make, and those that a person must decide on (PAY-17). */
export const listRefunds = defineVerb({
  name: "refund.list",
  permission: "payment.read",
  input: z.strictObject({ isForPerson: z.boolean().default(false) }),
  run: async ({ tx, input, instant }) => {
    const rows = await listProcessorRefunds(tx, { states: ["asked", "pending", "declined"] });
    const views = rows.map((row) => ({ ...row, isForPerson: isForPerson(row, instant) }));
    return { data: views.filter((view) => !input.isForPerson || view.isForPerson) };
  },
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});
