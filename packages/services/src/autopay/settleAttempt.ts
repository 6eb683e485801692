import { Payer } from "@rollbook/core/plan";
import { answerAttempt, listAttempts, markPending, type AttemptRow } from "@rollbook/db/autopay";
import * as z from "zod";
import { readBook } from "../payment/index.ts";
import { dayOf, receiveAndPay } from "../processorEvent/index.ts";
import { defineVerb, notFound, type Given } from "../run/index.ts";

const Answer = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("accepted"),
    reference: z.string().min(1),
    chargedAt: z.iso.datetime({ offset: true }),
  }),
  z.strictObject({ kind: z.literal("pending"), reference: z.string().min(1) }),
  z.strictObject({ kind: z.literal("declined"), reason: z.string() }),
]);

/** Keeps the processor's answer; accepted money is posted once and pays its invoice (AUTO-3). */
export const settleAttempt = defineVerb({
  name: "autopay.settle",
  permission: "payment.write",
  input: z.strictObject({
    invoiceId: z.string(),
    attempt: z.int().min(1),
    payer: Payer,
    answer: Answer,
  }),
  run: async ({ input, ...given }) => {
    const { invoiceId, payer, answer } = input;
    await readBook(given, payer);
    const attempts = await listAttempts(given.tx, { invoiceIds: [invoiceId] });
    const asked = attempts.find(({ attempt }) => attempt === input.attempt);
    if (asked === undefined) throw notFound("attempt", String(input.attempt));
    if (asked.outcome !== null) return { outcome: asked.outcome, isNew: false };
    if (answer.kind === "pending") {
      const { attempt } = asked;
      const pending = {
        invoiceId,
        attempt,
        at: given.instant,
        processorReference: answer.reference,
      };
      await markPending(given.tx, pending);
      return { outcome: answer.kind, isNew: asked.pendingAt === null };
    }
    await answerAttempt(given.tx, {
      invoiceId,
      attempt: asked.attempt,
      outcome: answer.kind,
      answeredAt: given.instant,
      processorReference: answer.kind === "accepted" ? answer.reference : null,
      reason: answer.kind === "declined" ? answer.reason : null,
    });
    if (answer.kind === "accepted") await postAccepted(given, { asked, payer, answer });
    return { outcome: answer.kind, isNew: true };
  },
  audit: ({ input, result }) => ({ entityId: input.invoiceId, detail: result }),
});

function postAccepted(
  given: Given,
  {
    asked,
    payer,
    answer,
  }: { asked: AttemptRow; payer: Payer; answer: { reference: string; chargedAt: string } },
): Promise<void> {
  const { amountMinor, currency, method, invoiceId } = asked;
  return receiveAndPay(given, {
    payer,
    amountMinor,
    currency,
    method,
    invoiceId,
    receivedOn: dayOf(given, answer.chargedAt),
    reference: answer.reference,
  });
}
