import { SheetsFailure, toSheetsFailure } from "./failure.ts";

export type RetryPolicy = {
  attempts: number;
  firstDelayMs: number;
  longestDelayMs: number;
  wait: (delayMs: number) => Promise<void>;
  random: () => number;
};

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 5,
  firstDelayMs: 500,
  longestDelayMs: 32_000,
  wait: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
  random: Math.random,
};

/**
 * Runs one call under the policy. A 429 was never applied, so it is retried for reads and writes alike;
 * a read is retried after a 5xx or a lost answer; a write never is: its outcome is unknown.
 */
export async function callWithRetry<Answer>(input: {
  policy: RetryPolicy;
  isWrite: boolean;
  call: () => Promise<Answer>;
}): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await input.call();
    } catch (error) {
      const failure = failureOf({ error, isWrite: input.isWrite });
      if (attempt >= input.policy.attempts || !mayRetry(failure)) throw failure;
      await input.policy.wait(delayBefore({ policy: input.policy, attempt, failure }));
    }
  }
}

function failureOf(input: { error: unknown; isWrite: boolean }): SheetsFailure {
  const failure = toSheetsFailure(input);
  if (!input.isWrite || failure.kind !== "unreadable_answer") return failure;
  return new SheetsFailure({ kind: "outcome_unknown", message: failure.message, cause: failure });
}

function mayRetry(failure: SheetsFailure): boolean {
  return (
    failure.kind === "rate_limited" ||
    failure.kind === "unavailable" ||
    failure.kind === "unreadable_answer"
  );
}

/** Exponential back-off with full jitter, never shorter than Google's Retry-After. Milliseconds. */
export function delayBefore(input: {
  policy: RetryPolicy;
  attempt: number;
  failure: SheetsFailure;
}): number {
  const { policy } = input;
  const ceiling = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** (input.attempt - 1));
  const jittered = ceiling * (0.5 + policy.random() / 2);
  return Math.max(jittered, input.failure.retryAfterMs ?? 0);
}
