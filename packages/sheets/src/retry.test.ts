import { describe, expect, test } from "vitest";
import { SheetsFailure } from "./failure.ts";
import { callWithRetry, defaultRetryPolicy, type RetryPolicy } from "./retry.ts";

const answer = (status: number, headers: Record<string, string> = {}) =>
  Object.assign(new Error(`status ${status}`), {
    response: { status, headers: new Headers(headers), data: {} },
  });

/** Fails with each error in turn, then succeeds. */
async function run(input: { errors: unknown[]; isWrite: boolean }) {
  const waits: number[] = [];
  const policy: RetryPolicy = {
    ...defaultRetryPolicy,
    attempts: 4,
    random: () => 0,
    wait: (delayMs) => {
      waits.push(delayMs);
      return Promise.resolve();
    },
  };
  let calls = 0;
  const result = await callWithRetry({
    policy,
    isWrite: input.isWrite,
    call: () => {
      const error = input.errors[calls];
      calls += 1;
      return error === undefined ? Promise.resolve("done") : Promise.reject(error);
    },
  }).catch((error: unknown) => error);
  return { result, calls, waits };
}

describe("retrying", () => {
  test("P15: a 429 waits as long as Google says, for reads and writes", async () => {
    for (const isWrite of [true, false]) {
      const found = await run({ errors: [answer(429, { "retry-after": "7" })], isWrite });
      expect(found).toEqual({ result: "done", calls: 2, waits: [7000] });
    }
  });

  test("P15: waits grow", async () => {
    const found = await run({ errors: [answer(503), answer(502), answer(500)], isWrite: false });
    expect(found).toEqual({ result: "done", calls: 4, waits: [250, 500, 1000] });
  });

  const unknown = [answer(503), answer(500), new TypeError("reset")];
  test.each(unknown)("P8: a write whose answer is lost is never sent again (%s)", async (error) => {
    const { result, calls } = await run({ errors: [error], isWrite: true });
    expect(calls).toBe(1);
    expect(result).toMatchObject({ kind: "outcome_unknown" });
  });

  test("P8: an answer of a write that is cut off is an unknown outcome", async () => {
    const cut = new SheetsFailure({ kind: "unreadable_answer", message: "cut off" });
    const { result, calls } = await run({ errors: [cut], isWrite: true });
    expect([calls, (result as SheetsFailure).kind]).toEqual([1, "outcome_unknown"]);
  });

  const told = [
    { status: 401, kind: "credential_expired", words: "connect the account again" },
    { status: 403, kind: "access_revoked", words: "share it again" },
    { status: 404, kind: "not_found", words: "restore it or connect another" },
    { status: 400, kind: "refused_request", words: "refused the request" },
  ];
  test.each(told)("$status says what a person has to do and is not retried", async (row) => {
    const { result, calls } = await run({ errors: [answer(row.status)], isWrite: false });
    expect(calls).toBe(1);
    expect(result).toMatchObject({ kind: row.kind, message: expect.stringContaining(row.words) });
  });
});
