import { listAutopayInvoices } from "@rollbook/db/autopay";
import * as z from "zod";
import { defineVerb, ListInput, pageOfKept } from "../run/index.ts";
import { casesOf, unansweredOf, type AutopayCase } from "./observeAutopay.ts";

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
      return { ...view, state: "not_charged", reason: whyNot(found) };
  }
}

function whyNot({ isOpening, isSent, setup, balanceMinor }: AutopayCase): string | null {
  if (balanceMinor <= 0) return null;
  if (isOpening) return "It was taken over from before; a person collects it (PAY-11).";
  if (!setup.isAutopay)
    return "Not every membership on it has autopay with a mandate by one method; record the mandate, or collect it (AUTO-1).";
  return isSent ? null : "It is not sent yet (PAY-12).";
}

/** The invoices that autopay has to do with, and where each stands, by the day they are due (PAY-12). */
export const listAutopay = defineVerb({
  name: "autopay.list",
  permission: "payment.read",
  input: ListInput.extend({ isForPerson: z.boolean().default(false) }),
  run: ({ input: { isForPerson, ...page }, ...given }) =>
    pageOfKept({
      ...page,
      read: (piece) => listAutopayInvoices(given.tx, { dueBy: given.today, ...piece }),
      keep: async (rows) => {
        const views = (await casesOf(given, rows)).map(viewOf);
        return views.filter(({ state }) => !isForPerson || state === "for_a_person");
      },
      placeOf: ({ invoiceId }) => invoiceId,
    }),
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});
