import { withPractice } from "@rollbook/db";
import { createTestDatabase, type TestDatabase } from "@rollbook/db/testing";
import { listDeliveries, webhookEndpointTable } from "@rollbook/db/webhook";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliverDueWebhooks } from "./deliverDue.ts";
import type { PostOutcome } from "./postSafely.ts";

const practiceId = "pra_1";
const instant = "2026-06-01T00:00:00.000Z";
const policy = { isAddressAllowed: () => true, isPlainHttpAllowed: true };

let test_: TestDatabase;
beforeAll(async () => {
  test_ = await createTestDatabase();
  const { database } = test_;
  await database.sql`insert into practice (practice_id, name, time_zone, currency, locale, created_at, updated_at)
    values (${practiceId}, 'Test', 'UTC', 'USD', 'en-US', ${instant}, ${instant})`;
  await withPractice(database, { practiceId }, (tx) =>
    webhookEndpointTable.insert(tx, practiceId, [
      {
        id: "whk_1",
        url: "https://receiver.test/hook",
        description: "",
        eventTypes: ["patient.created"],
        secret: "whsec_c2VjcmV0",
        previousSecret: null,
        previousSecretUntil: null,
        isEnabled: true,
        disabledReason: null,
        version: 1,
        createdAt: instant,
        updatedAt: instant,
      },
    ]),
  );
});
afterAll(() => test_.drop());

const addPatient = (id: string) =>
  withPractice(
    test_.database,
    { practiceId },
    (tx) =>
      tx`insert into patient (practice_id, id, first_name, created_at, updated_at)
        values (${practiceId}, ${id}, 'Canary', ${instant}, ${instant})`,
  );

const deliver = async (outcome: PostOutcome, at = instant) => {
  const bodies: string[] = [];
  const attempts = await deliverDueWebhooks({
    database: test_.database,
    instant: at,
    policy,
    send: async ({ body }) => {
      bodies.push(body);
      return outcome;
    },
  });
  return { attempts, bodies };
};

const states = async () => {
  const deliveries = await withPractice(test_.database, { practiceId }, (tx) =>
    listDeliveries(tx, { endpointId: "whk_1", limit: 10 }),
  );
  return deliveries.map(({ entityId, state, attemptCount }) => ({ entityId, state, attemptCount }));
};

test("a change is told once, thin, and told again after a failure until it is taken", async () => {
  await addPatient("pat_1");
  const first = await deliver({ kind: "answered", status: 500 });
  expect(first.bodies).toEqual([
    JSON.stringify({ type: "patient.created", timestamp: instant, data: { id: "pat_1" } }),
  ]);
  expect(await deliver({ kind: "answered", status: 200 })).toEqual({ attempts: 0, bodies: [] });
  const second = await deliver({ kind: "answered", status: 200 }, "2026-06-01T00:00:06.000Z");
  expect(second.attempts).toBe(1);
  expect(await states()).toEqual([{ entityId: "pat_1", state: "delivered", attemptCount: 2 }]);
  expect(
    (await deliver({ kind: "answered", status: 200 }, "2027-01-01T00:00:00.000Z")).attempts,
  ).toBe(0);
});

test("what the endpoint did not ask for is not told", async () => {
  await withPractice(
    test_.database,
    { practiceId },
    (tx) => tx`update patient set version = version + 1 where id = 'pat_1'`,
  );
  expect((await deliver({ kind: "answered", status: 200 })).attempts).toBe(0);
});

test("410 Gone disables the endpoint", async () => {
  await addPatient("pat_2");
  await deliver({ kind: "answered", status: 410 });
  const endpoint = await withPractice(test_.database, { practiceId }, (tx) =>
    webhookEndpointTable.get(tx, "whk_1"),
  );
  expect(endpoint?.isEnabled).toBe(false);
  await addPatient("pat_3");
  expect((await deliver({ kind: "answered", status: 200 })).attempts).toBe(0);
});
