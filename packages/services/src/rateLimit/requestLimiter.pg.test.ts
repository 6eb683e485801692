import { createTestDatabase, type TestDatabase } from "@rollbook/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRequestLimiter, openSharedCounter, type SharedCounter } from "./index.ts";

let own: TestDatabase;
let calls = 0;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own.drop());

/** As many processes as asked for, on one database. */
function processes(count: number, { limit }: { limit: number }) {
  return Array.from({ length: count }, () => {
    const counter = openSharedCounter(own.database, { name: "api", windowSeconds: 60 });
    const counted: SharedCounter = {
      add: (key, points) => {
        calls += 1;
        return counter.add(key, points);
      },
    };
    return createRequestLimiter({ requestsPerMinute: limit, nowMs: Date.now, counter: counted });
  });
}

test("one process lets exactly as many through as the limit says", async () => {
  const [limiter] = processes(1, { limit: 20 });
  const taken = await Promise.all(Array.from({ length: 50 }, async () => limiter?.take("key_one")));
  expect(taken.filter((one) => one?.isAllowed)).toHaveLength(20);
  expect(taken.at(-1)).toMatchObject({ isAllowed: false, remaining: 0 });
});

test("answers that come back late and out of turn are not taken for requests of others", async () => {
  let used = 0;
  const waiting: (() => void)[] = [];
  const counter: SharedCounter = {
    add: async (_key, points) => {
      if (waiting.length % 2 === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      used += points;
      return { used, windowEndsInMs: 60_000 };
    },
  };
  const limiter = createRequestLimiter({ requestsPerMinute: 20, nowMs: () => 0, counter });
  const taken = Array.from({ length: 50 }, async () => limiter.take("key_late"));
  const release = setInterval(() => waiting.splice(0).forEach((resolve) => resolve()), 1);
  const allowed = (await Promise.all(taken)).filter(({ isAllowed }) => isAllowed);
  clearInterval(release);
  expect(allowed).toHaveLength(20);
});

test("three processes share a limit, and pass it by no more than their untold part", async () => {
  const limit = 500;
  const limiters = processes(3, { limit });
  let allowedCount = 0;
  for (let index = 0; index < 900; index += 1) {
    const allowance = await limiters[index % 3]?.take("key_shared");
    if (allowance?.isAllowed) allowedCount += 1;
  }
  expect(allowedCount).toBeGreaterThan(limit * 0.9);
  expect(allowedCount).toBeLessThanOrEqual(limit * 1.12);
  for (const limiter of limiters)
    expect(await limiter.take("key_shared")).toMatchObject({ isAllowed: false });
});

test("far from the limit the database is asked once in a while, and not again once it refused", async () => {
  const limit = 1000;
  const [limiter] = processes(1, { limit });
  const before = calls;
  for (let index = 0; index < limit / 2; index += 1) await limiter?.take("key_cheap");
  expect(calls - before).toBeLessThanOrEqual(30);
  for (let index = 0; index <= limit / 2; index += 1) await limiter?.take("key_cheap");
  const refused = calls;
  for (let index = 0; index < 50; index += 1) await limiter?.take("key_cheap");
  expect(calls).toBe(refused);
});

test("another key has a window of its own", async () => {
  const [limiter] = processes(1, { limit: 1 });
  expect(await limiter?.take("key_a")).toMatchObject({ isAllowed: true });
  expect(await limiter?.take("key_a")).toMatchObject({ isAllowed: false });
  expect(await limiter?.take("key_b")).toMatchObject({ isAllowed: true });
});

test("without the database each process counts for itself", async () => {
  let nowMs = 0;
  const counter = { add: () => Promise.reject(new Error("no database")) };
  const limiter = createRequestLimiter({ requestsPerMinute: 2, nowMs: () => nowMs, counter });
  const take = async () => (await limiter.take("key_1")).isAllowed;
  expect([await take(), await take(), await take()]).toEqual([true, true, false]);
  nowMs = 60_000;
  expect(await take()).toBe(true);
});
