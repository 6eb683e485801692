import type { PostOutcome } from "./postSafely.ts";

export type Attempt = {
  state: "pending" | "delivered" | "given_up";
  attemptCount: number;
  nextAttemptAt: string;
  status: number | null;
  reason: string | null;
  /** The receiver wants nothing any more. */
  isGone: boolean;
};

/** Seconds after the first, second, ... failed attempt: about three days in all. */
const waitsSeconds = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

export function afterAttempt(input: {
  outcome: PostOutcome;
  attemptCount: number;
  instant: string;
}): Attempt {
  const { outcome, instant } = input;
  const attemptCount = input.attemptCount + 1;
  const status = outcome.kind === "answered" ? outcome.status : null;
  const base = { attemptCount, status, nextAttemptAt: instant, isGone: status === 410 };
  if (status !== null && status >= 200 && status < 300)
    return { ...base, state: "delivered", reason: null };
  const reason = outcome.kind === "answered" ? `answered ${outcome.status}` : outcome.reason;
  const waitSeconds = waitsSeconds[attemptCount - 1];
  if (waitSeconds === undefined || status === 410) return { ...base, state: "given_up", reason };
  const nextAttemptAt = new Date(Date.parse(instant) + waitSeconds * 1000).toISOString();
  return { ...base, state: "pending", nextAttemptAt, reason };
}
