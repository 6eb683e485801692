import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
  testInstant,
} from "../../testing/practiceApi.ts";

let api: PracticeApi;
let practice: TestPractice;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Keys");
});
afterAll(() => api.drop());

async function createKey(role: "admin" | "read_only") {
  const { data } = await practice.client.POST("/v1/api-keys", { body: { name: role, role } });
  if (data === undefined) throw new Error("the key was refused");
  return data;
}

const statusOf = async (key: string) =>
  (await api.app.request("/v1/plans", { headers: { authorization: `Bearer ${key}` } })).status;

test("a key is shown once, has 256 random bits and a checksum, and a mistyped one opens nothing", async () => {
  const { key, id } = await createKey("read_only");
  expect(key).toMatch(/^rbk_test_[\w-]{49}$/);
  expect(await statusOf(key)).toBe(200);
  expect(await statusOf(`${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`)).toBe(401);
  const listed = await practice.client.GET("/v1/api-keys");
  expect(JSON.stringify(listed.data?.data.find((each) => each.id === id))).not.toContain(
    key.slice(9),
  );
});

test("rotated, both keys work until the old one ends", async () => {
  const { key, id } = await createKey("read_only");
  const params = { path: { api_key_id: id } };
  const rotated = await practice.client.POST("/v1/api-keys/{api_key_id}/rotate", {
    params,
    body: { overlap_seconds: 60 },
  });
  expect(await statusOf(rotated.data?.key ?? "")).toBe(200);
  expect(await statusOf(key)).toBe(200);
  const atOnce = await practice.client.POST("/v1/api-keys/{api_key_id}/rotate", {
    params: { path: { api_key_id: rotated.data?.id ?? "" } },
    body: { overlap_seconds: 0 },
  });
  expect(atOnce.response.status).toBe(201);
  const ended = await createKey("read_only");
  await practice.client.POST("/v1/api-keys/{api_key_id}/rotate", {
    params: { path: { api_key_id: ended.id } },
    body: { overlap_seconds: 0 },
  });
  expect(await statusOf(ended.key)).toBe(401);
});

test("a revoked key opens nothing, and an admin makes no key of an owner", async () => {
  const revoked = await createKey("read_only");
  await practice.client.POST("/v1/api-keys/{api_key_id}/revoke", {
    params: { path: { api_key_id: revoked.id } },
  });
  expect(await statusOf(revoked.key)).toBe(401);
  const admin = api.clientOf((await createKey("admin")).key);
  const refused = await admin.POST("/v1/api-keys", { body: { name: "More", role: "owner" } });
  expect(refused.error).toMatchObject({ status: 403, code: "forbidden" });
});

test("a repeated request shows the same key again", async () => {
  const request = {
    params: { header: { "Idempotency-Key": "the-same" } },
    body: { name: "Twice", role: "read_only" as const },
  };
  const first = await practice.client.POST("/v1/api-keys", request);
  const again = await practice.client.POST("/v1/api-keys", request);
  expect(again.data).toEqual(first.data);
});

test("a key with scopes may do these of its role and no other, and gives away no more", async () => {
  const body = { name: "Scoped", role: "admin" as const, permissions: ["patient.read" as const] };
  const { data } = await practice.client.POST("/v1/api-keys", { body });
  const scoped = api.clientOf(data?.key ?? "");
  expect((await scoped.GET("/v1/patients")).response.status).toBe(200);
  expect((await scoped.GET("/v1/plans")).error).toMatchObject({ code: "forbidden" });
  const beyond = {
    name: "Beyond",
    role: "read_only" as const,
    permissions: ["plan.write" as const],
  };
  const made = await practice.client.POST("/v1/api-keys", { body: beyond });
  const client = api.clientOf(made.data?.key ?? "");
  expect((await client.GET("/v1/me")).data?.permissions).toEqual([]);
});

test("a key that has ended opens nothing, and when one was used last is told", async () => {
  const ended = await practice.client.POST("/v1/api-keys", {
    body: { name: "Ended", role: "read_only", expires_at: "2026-05-15T11:59:59.000Z" },
  });
  expect(await statusOf(ended.data?.key ?? "")).toBe(401);
  const used = await createKey("read_only");
  const lastUsed = async () =>
    (
      await practice.client.GET("/v1/api-keys", { params: { query: { limit: 100 } } })
    ).data?.data.find(({ id }) => id === used.id)?.last_used_at;
  expect(await lastUsed()).toBeNull();
  expect(await statusOf(used.key)).toBe(200);
  await expect.poll(lastUsed).toBe(testInstant);
});

test("no practice makes an operator's key", async () => {
  const { error } = await practice.client.POST("/v1/api-keys", {
    body: { name: "Operator", role: "operator" },
  });
  expect(error).toMatchObject({
    status: 403,
    detail: expect.stringContaining("rollbook operator add"),
  });
});
