import { Currency } from "@rollbook/core/money";
import { insertAttempt, type NewAttempt } from "@rollbook/db/autopay";
import * as z from "zod";
import { refuseWhileFrozen } from "../migrationState/index.ts";
import type { ChargeRequest } from "../processor/index.ts";
import { defineVerb, type Given } from "../run/index.ts";
import { observeAutopay, unansweredOf, type AutopayCase } from "./observeAutopay.ts";

export type StartedAttempt =
  | { readonly kind: "nothing" }
  | { readonly kind: "charge"; readonly attempt: number; readonly request: ChargeRequest }
  /** Its answer never came: the processor is asked what it knows, and charges only if that is still owed. */
  | {
      readonly kind: "find";
      readonly attempt: number;
      readonly request: ChargeRequest;
      readonly mayCharge: boolean;
    };

/** Writes down the attempt before the processor hears of it (AUTO-2). Under the payer's lock: one of two goes first. */
export const startAttempt = defineVerb({
  name: "autopay.start",
  permission: "payment.write",
  input: z.strictObject({ invoiceId: z.string() }),
  run: async ({ input, ...given }): Promise<StartedAttempt> => {
    await refuseWhileFrozen(given, "autopay");
    const [found] = await observeAutopay(given, input);
    if (found === undefined) return { kind: "nothing" };
    const unanswered = unansweredOf(found);
    if (unanswered !== undefined) {
      const { attempt, amountMinor } = unanswered;
      const mayCharge = found.decision.kind === "ask_again" && found.balanceMinor === amountMinor;
      return { kind: "find", attempt, mayCharge, request: requestOf(given, found, unanswered) };
    }
    return found.decision.kind === "charge" ? begin(given, found) : { kind: "nothing" };
  },
  audit: ({ input, result }) => ({ entityId: input.invoiceId, detail: { kind: result.kind } }),
});

async function begin(given: Given, found: AutopayCase): Promise<StartedAttempt> {
  const { invoice, setup, balanceMinor, attempts } = found;
  const attempt = (attempts.at(-1)?.attempt ?? 0) + 1;
  const started: NewAttempt = {
    invoiceId: invoice.id,
    attempt,
    idempotencyKey: `autopay:${invoice.id}:${attempt}`,
    amountMinor: balanceMinor,
    currency: Currency.parse(invoice.currency),
    method: setup.method as NewAttempt["method"],
    mandateOn: setup.mandateOn ?? given.today,
    startedAt: given.instant,
  };
  await insertAttempt(given.tx, given.practice.practiceId, started);
  return { kind: "charge", attempt, request: requestOf(given, found, started) };
}

function requestOf(given: Given, found: AutopayCase, attempt: NewAttempt): ChargeRequest {
  const { idempotencyKey, startedAt, amountMinor, currency, method, mandateOn } = attempt;
  const { payer, account } = found;
  return {
    practiceId: given.practice.practiceId,
    invoiceId: found.invoice.id,
    idempotencyKey,
    startedAt,
    amountMinor,
    currency,
    mandate: { payer, method, givenOn: mandateOn, account },
  };
}
