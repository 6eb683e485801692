import { createTestDatabase, type TestDatabase } from "@rollbook/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSheetsQuota, openSharedCounter, quotaWindowSeconds } from "./index.ts";

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own.drop());

/** As many processes as asked for, on one database. */
const processes = (users: readonly string[]) =>
  users.map((user) => {
    const settings = { name: "sheets", windowSeconds: quotaWindowSeconds };
    return createSheetsQuota({ counter: openSharedCounter(own.database, settings), user });
  });

test("P15: three processes of one account have one quota, and the rest waits for its window to end", async () => {
  const quotas = processes(["sync@example.org", "sync@example.org", "sync@example.org"]);
  const delays = await Promise.all(
    Array.from({ length: 30 }, async (_, at) => quotas[at % 3]?.take("read")),
  );
  expect(delays.filter((delay) => delay === 0)).toHaveLength(8);
  for (const delay of delays) expect(delay).toBeLessThanOrEqual(quotaWindowSeconds * 1000);
  expect(await quotas[0]?.take("write")).toBe(0);
});

test("P15: many accounts share the project's quota", async () => {
  const quotas = processes(Array.from({ length: 50 }, (_, at) => `account${at}@example.org`));
  const delays = await Promise.all(quotas.map((quota) => quota.take("write")));
  expect(delays.filter((delay) => delay === 0).length).toBeLessThanOrEqual(42);
  expect(delays.filter((delay) => delay === 0).length).toBeGreaterThanOrEqual(41);
});
