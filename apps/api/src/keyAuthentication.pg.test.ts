import { openDatabase } from "@rollbook/db";
import { watchApiKeys } from "@rollbook/services/apiKey";
import { createServices } from "@rollbook/services/run";
import { pino } from "pino";
import { afterAll, expect, test } from "vitest";
import { createApi } from "./createApi.ts";
import { keyAuthentication } from "./keyAuthentication.ts";
import { createPracticeApi, testSecret, type TestPractice } from "./testing/practiceApi.ts";

const logged: string[] = [];
const log = pino({ level: "warn" }, { write: (line: string) => logged.push(line) });
const api = await createPracticeApi({ log });
const other = openDatabase({ url: api.databaseUrl });
afterAll(async () => {
  await other.close();
  await api.drop();
});

const keyOf = async ({ client }: TestPractice) => {
  const body = { name: "Ward", role: "read_only" } as const;
  const { data } = await client.POST("/v1/api-keys", { body });
  return { id: String(data?.id), key: String(data?.key) };
};

test("a key that one server revokes or ends by rotation is refused by every other at once", async () => {
  const practice = await api.newPractice("Seaside");
  const services = createServices({ database: other, clock: api.services.clock });
  let hears = 0;
  const changes = watchApiKeys(services, { onError: (error) => logged.push(String(error)) });
  changes.subscribe(() => (hears += 1));
  const elsewhere = createApi({ services, secret: testSecret, keyChanges: changes });
  await expect.poll(() => hears).toBe(1);
  const statusOf = async (key: string) =>
    (await elsewhere.request("/v1/me", { headers: { authorization: `Bearer ${key}` } })).status;
  const [revoked, rotated, kept] = [await keyOf(practice), await keyOf(practice), practice];
  for (const { key } of [revoked, rotated, kept]) expect(await statusOf(key)).toBe(200);
  const params = (id: string) => ({ path: { api_key_id: id } });
  const started = performance.now();
  await practice.client.POST("/v1/api-keys/{api_key_id}/revoke", { params: params(revoked.id) });
  await practice.client.POST("/v1/api-keys/{api_key_id}/rotate", {
    params: params(rotated.id),
    body: { overlap_seconds: 0 },
  });
  await expect.poll(() => hears).toBe(3);
  expect(await Promise.all([revoked, rotated, kept].map(({ key }) => statusOf(key)))).toEqual([
    401, 401, 200,
  ]);
  // Kept principals would have been asked for anew by then.
  expect(performance.now() - started).toBeLessThan(5000);
});

test.each([
  { name: "kept for a while where nothing is told", isTold: false, expected: "kept" },
  { name: "not kept where a change is told while it is looked up", isTold: true, expected: "gone" },
])("what a key may do is $name", async ({ isTold, expected }) => {
  const practice = await api.newPractice("Hillside");
  const { id, key } = await keyOf(practice);
  const listeners: ((keyId: string | undefined) => void)[] = [];
  const clock = () => {
    // Asked for after the look-up and before anything is kept.
    if (isTold) for (const listener of listeners) listener(id);
    return api.services.clock();
  };
  const authenticate = keyAuthentication({
    services: createServices({ database: other, clock }),
    log,
    changes: { subscribe: (listener) => void listeners.push(listener) },
  });
  expect(await authenticate({ token: key })).toMatchObject({ id });
  await practice.client.POST("/v1/api-keys/{api_key_id}/revoke", {
    params: { path: { api_key_id: id } },
  });
  const after = await authenticate({ token: key });
  expect(after === undefined ? "gone" : "kept").toBe(expected);
});

test("a key in use is looked up again while it is kept, and nobody waits for that", async () => {
  const practice = await api.newPractice("Dockside");
  const { id, key } = await keyOf(practice);
  let nowMs = 0;
  const authenticate = keyAuthentication({ services: api.services, log, nowMs: () => nowMs });
  expect(await authenticate({ token: key })).toMatchObject({ id });
  await practice.client.POST("/v1/api-keys/{api_key_id}/revoke", {
    params: { path: { api_key_id: id } },
  });
  nowMs = 2999;
  expect(await authenticate({ token: key })).toMatchObject({ id });
  nowMs = 3000;
  expect(await authenticate({ token: key })).toMatchObject({ id });
  await expect.poll(() => authenticate({ token: key })).toBeUndefined();
});

test("a last use that cannot be recorded fails no request, and stands in the log without the key", async () => {
  const { client, key } = await api.newPractice("Lakeside");
  await api.services.database.sql`revoke update on api_key from rollbook_app`;
  expect((await client.GET("/v1/me")).response.status).toBe(200);
  await expect.poll(() => logged.join("")).toContain("last use of an API key was not recorded");
  expect(logged.join("")).not.toContain(key);
});
