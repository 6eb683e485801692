import { describe, expect, test } from "vitest";
import { bareApi, jsonRequest, testToken } from "./testing/bareApi.ts";

const periods = "/v1/preview/periods";
const goodBody = { anchor_date: "2026-01-31", interval: "P1M", count: 2 };

async function send(path: string, init: RequestInit, app = bareApi()) {
  const response = await app.request(path, init);
  const text = await response.text();
  return { response, body: text === "" ? undefined : JSON.parse(text) };
}

describe("problems", () => {
  const cases: {
    name: string;
    path: string;
    init: RequestInit;
    status: number;
    code: string;
    pointer?: string;
  }[] = [
    {
      name: "no key",
      path: periods,
      init: { method: "POST" },
      status: 401,
      code: "unauthenticated",
    },
    {
      name: "unknown key",
      path: periods,
      init: jsonRequest({ method: "POST", headers: { authorization: "Bearer rbk_live_x" } }),
      status: 401,
      code: "unauthenticated",
    },
    {
      name: "unknown address",
      path: "/v1/nothing",
      init: jsonRequest({ method: "GET" }),
      status: 404,
      code: "not_found",
    },
    {
      name: "unknown address outside /v1",
      path: "/nothing",
      init: { method: "GET" },
      status: 404,
      code: "not_found",
    },
    {
      name: "wrong method",
      path: periods,
      init: jsonRequest({ method: "GET" }),
      status: 405,
      code: "method_not_allowed",
    },
    {
      name: "malformed JSON",
      path: periods,
      init: { ...jsonRequest({ method: "POST" }), body: "{" },
      status: 400,
      code: "malformed_json",
    },
    {
      name: "no body",
      path: periods,
      init: jsonRequest({ method: "POST" }),
      status: 400,
      code: "malformed_json",
    },
    {
      name: "an array",
      path: periods,
      init: jsonRequest({ method: "POST", body: [] }),
      status: 422,
      code: "invalid_request",
    },
    {
      name: "wrong content type",
      path: periods,
      init: jsonRequest({
        method: "POST",
        body: goodBody,
        headers: { "content-type": "text/xml" },
      }),
      status: 415,
      code: "unsupported_media_type",
    },
    {
      name: "unknown field",
      path: periods,
      init: jsonRequest({ method: "POST", body: { ...goodBody, extra: 1 } }),
      status: 422,
      code: "invalid_request",
      pointer: "/extra",
    },
    {
      name: "missing field",
      path: periods,
      init: jsonRequest({ method: "POST", body: { ...goodBody, count: undefined } }),
      status: 422,
      code: "invalid_request",
      pointer: "/count",
    },
    {
      name: "unknown query field",
      path: `${periods}?x=1`,
      init: jsonRequest({ method: "POST", body: goodBody }),
      status: 422,
      code: "invalid_request",
      pointer: "/x",
    },
    {
      name: "a day that is none",
      path: periods,
      init: jsonRequest({ method: "POST", body: { ...goodBody, anchor_date: "2026-02-30" } }),
      status: 422,
      code: "invalid_request",
      pointer: "/anchor_date",
    },
    {
      name: "beyond the calendar",
      path: periods,
      init: jsonRequest({ method: "POST", body: { ...goodBody, from_index: 150000 } }),
      status: 422,
      code: "invalid_request",
      pointer: "/count",
    },
    {
      name: "NUL in text",
      path: periods,
      init: jsonRequest({ method: "POST", body: { ...goodBody, interval: "P\u00001M" } }),
      status: 422,
      code: "invalid_request",
      pointer: "/interval",
    },
    {
      name: "half a surrogate pair",
      path: periods,
      init: jsonRequest({ method: "POST", body: { ...goodBody, interval: "\ud800" } }),
      status: 422,
      code: "invalid_request",
      pointer: "/interval",
    },
    {
      name: "a body too large",
      path: periods,
      init: jsonRequest({ method: "POST", body: { ...goodBody, interval: "x".repeat(1_000_001) } }),
      status: 413,
      code: "payload_too_large",
    },
  ];

  test.each(cases)("$name answers $status $code", async ({ path, init, status, code, pointer }) => {
    const { response, body } = await send(path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("request-id")).toBe(body.request_id);
    expect(body).toMatchObject({ status, code, type: `/docs/problems#${code}` });
    expect(body.remedy.length).toBeGreaterThan(10);
    if (pointer !== undefined)
      expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  test("405 names the methods that are taken", async () => {
    const { response } = await send(periods, jsonRequest({ method: "DELETE" }));
    expect(response.headers.get("allow")).toBe("POST");
  });

  test("a 500 says its code and id and nothing of the cause", async () => {
    const app = bareApi({
      authenticate: async () => {
        throw new Error("select secret from patient where name = Ada Lovelace");
      },
    });
    const { response, body } = await send(
      periods,
      jsonRequest({ method: "POST", body: goodBody }),
      app,
    );
    expect(response.status).toBe(500);
    expect(body.code).toBe("internal");
    expect(JSON.stringify(body)).not.toMatch(/select|Ada|patient/);
  });
});

test.each([
  { name: "cut short", body: "{", detail: "The body could not be read as JSON: " },
  { name: "with a slip", body: '{"Lovelace": 1,\n  Ada}', detail: "see line 2, column 3" },
])("JSON $name is said to be, without what it holds", async ({ body, detail }) => {
  const found = await send(periods, { ...jsonRequest({ method: "POST" }), body });
  expect(found.body).toMatchObject({ code: "malformed_json" });
  expect(found.body.detail).toContain(detail);
  expect(JSON.stringify(found.body)).not.toMatch(/Ada|Lovelace/);
});

test("a mistyped field is met with the one that was meant", async () => {
  const found = await send(
    periods,
    jsonRequest({ method: "POST", body: { ...goodBody, anchorDate: "2026-01-31" } }),
  );
  expect(found.body.errors).toMatchObject([
    { pointer: "/anchorDate", detail: expect.stringContaining("did you mean anchor_date?") },
  ]);
});

describe("limits", () => {
  test("the key that asks too often gets 429 and when to come back, and only that key", async () => {
    let nowMs = 0;
    const app = bareApi({ requestsPerMinute: 2, nowMs: () => nowMs });
    const statuses: number[] = [];
    for (let index = 0; index < 3; index += 1) {
      const { response } = await send(
        periods,
        jsonRequest({ method: "POST", body: goodBody }),
        app,
      );
      statuses.push(response.status);
      if (index === 2) expect(response.headers.get("retry-after")).toBe("60");
      expect(response.headers.get("ratelimit")).toBe(`"key";r=${Math.max(0, 1 - index)};t=60`);
    }
    expect(statuses).toEqual([200, 200, 429]);
    nowMs = 60_000;
    const { response } = await send(periods, jsonRequest({ method: "POST", body: goodBody }), app);
    expect(response.status).toBe(200);
  });
});

describe("around the operations", () => {
  test.each([
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/docs",
    "/docs/problems",
    "/docs/swagger-ui-bundle.js",
  ])("%s needs no key", async (path) => {
    const response = await bareApi().request(path);
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(10);
  });

  test.each(["/docs", "/v1/nothing", "/healthz", "/auth/callback/google", periods])(
    "what comes from %s says who it is and what browsers may do with it, once",
    async (path) => {
      const response = await bareApi().request(path);
      expect(response.headers.get("request-id")).toMatch(/^req_\w+$/);
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("x-frame-options")).toBe("SAMEORIGIN");
      expect(response.headers.get("strict-transport-security")).toMatch(/^max-age=\d+/);
    },
  );

  test("the reference pages name no other server", async () => {
    const response = await bareApi().request("/docs");
    expect(await response.text()).not.toMatch(/https?:\/\//);
  });

  test("not ready is 503", async () => {
    const app = bareApi({
      readiness: async () => ({ isReady: false, checks: { database: false } }),
    });
    expect((await app.request("/readyz")).status).toBe(503);
  });

  test("the log has the pattern of the route and none of what was asked", async () => {
    const lines: string[] = [];
    const { pino } = await import("pino");
    const app = bareApi({ log: pino({}, { write: (line: string) => void lines.push(line) }) });
    await app.request(
      `${periods}?name=Lovelace`,
      jsonRequest({ method: "POST", body: { ...goodBody, note: "Ada" } }),
    );
    await app.request("/v1/unknown/Lovelace", {
      headers: { authorization: `Bearer ${testToken}` },
    });
    expect(lines.length).toBe(2);
    expect(lines[0]).toContain(periods);
    expect(lines.join("")).not.toMatch(/Lovelace|Ada/);
  });
});
