import * as z from "zod";
import { defineVerb } from "../run/index.ts";
import { observeAutopay, unansweredOf, type AutopayCase } from "./observeAutopay.ts";

export interface AutopayView {
  readonly invoiceId: string;
  readonly balanceMinor: number;
  readonly currency: string;
  readonly attemptCount: number;
  readonly state:
    | "charges_now"
    | "waits"
    | "asks_again"
    | "with_the_bank"
    | "for_a_person"
    | "not_charged";
  /** Why, in a sentence; null when it takes its course. */
  readonly reason: string | null;
}

function viewOf(found: AutopayCase): AutopayView {
  const { invoice, balanceMinor, attempts, decision } = found;
  const { id: invoiceId, currency } = invoice;
  const view = { invoiceId, balanceMinor, currency, attemptCount: attempts.length };
  const unanswered = unansweredOf(found);
  if (unanswered !== undefined && unanswered.amountMinor !== balanceMinor) {
    const reason =
      "A charge was not answered and the invoice asks for another amount by now; someone must decide (AUTO-2).";
    return { ...view, state: "for_a_person", reason };
  }
  if (unanswered?.pendingAt) return { ...view, state: "with_the_bank", reason: null };
  switch (decision.kind) {
    case "charge":
      return { ...view, state: "charges_now", reason: null };
    case "wait":
      return { ...view, state: "waits", reason: null };
    case "ask_again":
      return { ...view, state: "asks_again", reason: null };
    case "for_a_person":
      return { ...view, state: "for_a_person", reason: decision.reason };
    case "nothing":
      return { ...view, state: "not_charged", reason: null };
  }
}

/** The invoices that autopay has to do with, and where each stands (PAY-12). */
export const listAutopay = defineVerb({
  name: "autopay.list",
  permission: "payment.read",
  input: z.strictObject({ isForPerson: z.boolean().default(false) }),
  run: async ({ input, ...given }) => {
    const views = (await observeAutopay(given)).map(viewOf);
    return { data: views.filter(({ state }) => !input.isForPerson || state === "for_a_person") };
  },
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});
