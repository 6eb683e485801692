import { instantInZone, instantsApartMs } from "../calendar/index.ts";
import { canAutopay } from "../membership/index.ts";
import type { PaymentSetup } from "../membership/index.ts";
import type { PayableInvoice } from "./schema.ts";

const hourMs = 3_600_000;
/** After the first, second and third refusal: a day, two days, a week (PAY-12). */
const waitsMs = [24 * hourMs, 48 * hourMs, 168 * hourMs] as const;

export type AutopayAttempt = {
  /** ISO 8601 with offset. */
  at: string;
  outcome: "accepted" | "declined" | "unknown";
};

export type AutopayDecision =
  | { kind: "charge"; idempotencyKey: string; amountMinor: number; attempt: number }
  | { kind: "wait"; forMs: number }
  /** The processor may have charged already: ask it by the same key before anything else. */
  | { kind: "ask_again"; idempotencyKey: string }
  | { kind: "for_a_person"; reason: string }
  | { kind: "nothing" };

/**
 * Whether an invoice is charged now (PAY-12). Only what is due, owed, sent (or `chargesUnsent`) and covered by a mandate;
 * one key an attempt, so that a repeated call charges once.
 */
export function decideAutopay({
  invoice,
  balanceMinor,
  setup,
  attempts,
  isSent,
  chargesUnsent,
  isOpeningEntry,
  now,
  timeZone,
}: {
  invoice: PayableInvoice;
  balanceMinor: number;
  setup: PaymentSetup;
  attempts: readonly AutopayAttempt[];
  isSent: boolean;
  chargesUnsent: boolean;
  /** Taken over from before: never charged (PAY-11). */
  isOpeningEntry: boolean;
  now: string;
  timeZone: string;
}): AutopayDecision {
  const isOpen = invoice.status === "issued" || invoice.status === "partially_paid";
  if (!isOpen || balanceMinor <= 0 || isOpeningEntry) return { kind: "nothing" };
  if (!setup.isAutopay || !canAutopay(setup.method) || setup.mandateOn === null)
    return { kind: "nothing" };
  if (!isSent && !chargesUnsent) return { kind: "nothing" };
  const dueInstant = instantInZone({ date: invoice.dueOn, secondOfDay: 0, timeZone });
  const untilDueMs = instantsApartMs(now, dueInstant);
  if (untilDueMs > 0) return { kind: "wait", forMs: untilDueMs };
  return decideAttempt({ invoiceId: invoice.id, balanceMinor, attempts, now });
}

function decideAttempt({
  invoiceId,
  balanceMinor,
  attempts,
  now,
}: {
  invoiceId: string;
  balanceMinor: number;
  attempts: readonly AutopayAttempt[];
  now: string;
}): AutopayDecision {
  const last = attempts.at(-1);
  const keyOf = (attempt: number): string => `autopay:${invoiceId}:${attempt}`;
  if (last?.outcome === "accepted") return { kind: "nothing" };
  if (last?.outcome === "unknown")
    return { kind: "ask_again", idempotencyKey: keyOf(attempts.length) };
  const charge = {
    kind: "charge",
    idempotencyKey: keyOf(attempts.length + 1),
    amountMinor: balanceMinor,
  } as const;
  if (last === undefined) return { ...charge, attempt: 1 };
  const waitMs = waitsMs[attempts.length - 1];
  if (waitMs === undefined) {
    return {
      kind: "for_a_person",
      reason: `${attempts.length} charges were declined; someone must decide (PAY-12).`,
    };
  }
  const leftMs = waitMs - instantsApartMs(last.at, now);
  return leftMs > 0 ? { kind: "wait", forMs: leftMs } : { ...charge, attempt: attempts.length + 1 };
}
