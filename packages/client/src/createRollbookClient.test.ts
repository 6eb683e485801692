import { expect, test } from "vitest";
import { createRollbookClient } from "./createRollbookClient.ts";

const body = { anchor_date: "2026-01-31", interval: "P1M", count: 1 };

function clientOf(answers: (Response | Error)[]) {
  const requests: { key: string | null; authorization: string | null }[] = [];
  const delaysMs: number[] = [];
  const client = createRollbookClient({
    baseUrl: "http://rollbook.test",
    apiKey: "rbk_test_x",
    newIdempotencyKey: () => `key-${requests.length}`,
    sleep: async (delayMs) => void delaysMs.push(delayMs),
    fetch: async (request) => {
      requests.push({
        key: request.headers.get("idempotency-key"),
        authorization: request.headers.get("authorization"),
      });
      const answer = answers.shift();
      if (answer === undefined || answer instanceof Error)
        throw answer ?? new Error("no more answers");
      return answer;
    },
  });
  return { client, requests, delaysMs };
}

const done = () => Response.json({ periods: [] });
const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ code }, { status, headers });

test("a POST is sent with one idempotency key, kept through its retries", async () => {
  const { client, requests, delaysMs } = clientOf([
    new Error("connection lost"),
    problem(503, "unavailable", { "retry-after": "2" }),
    problem(409, "idempotency_in_flight"),
    done(),
  ]);
  const { data } = await client.POST("/v1/preview/periods", { body });
  expect(data).toEqual({ periods: [] });
  expect(requests.map(({ key }) => key)).toEqual(["key-0", "key-0", "key-0", "key-0"]);
  expect(requests[0]?.authorization).toBe("Bearer rbk_test_x");
  expect(delaysMs[1]).toBe(2000);
});

test("a change and a removal have their key as well", async () => {
  const { client, requests } = clientOf([new Error("connection lost"), done(), done()]);
  const params = { path: { webhook_id: "whk_1" }, header: { "If-Match": '"v1"' } };
  await client.PATCH("/v1/webhooks/{webhook_id}", { params, body: { description: "x" } });
  await client.DELETE("/v1/webhooks/{webhook_id}", { params });
  expect(requests.map(({ key }) => key)).toEqual(["key-0", "key-0", "key-2"]);
});

test.each([
  { status: 422, code: "invalid_request" },
  { status: 409, code: "refused" },
  { status: 500, code: "internal" },
])("$status $code is not tried again", async ({ status, code }) => {
  const { client, requests } = clientOf([problem(status, code)]);
  const { error } = await client.POST("/v1/preview/periods", { body });
  expect(error).toMatchObject({ code });
  expect(requests.length).toBe(1);
});

test("it gives up after its retries", async () => {
  const { client, requests } = clientOf(
    Array.from({ length: 9 }, () => new Error("connection lost")),
  );
  await expect(client.POST("/v1/preview/periods", { body })).rejects.toThrow("connection lost");
  expect(requests.length).toBe(4);
});
