import { openDatabase } from "@rollbook/db";
import { createOwnerApiKey } from "@rollbook/services/apiKey";
import { openJobQueue } from "@rollbook/services/jobs";
import { createServices } from "@rollbook/services/run";
import { deliverDueWebhooks } from "@rollbook/services/webhook";
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../createApi.ts";
import { documentOfApi } from "../openapi/documentOfApi.ts";
import { startCommitLosingProxy } from "../testing/commitLosingProxy.ts";
import { describeApi } from "../testing/describedApi.ts";
import {
  createPracticeApi,
  testSecret,
  type PracticeApi,
  type TestPractice,
} from "../testing/practiceApi.ts";

const canary = "Quetzalcoatlus";
const patient = {
  first_name: canary,
  last_name: `${canary}-Smith`,
  email: `${canary}@example.com`,
  notes: `${canary} is allergic to everything`,
};

/** What a collector of traces would be sent. */
function recordSpans() {
  const exporter = new InMemorySpanExporter();
  const processor = new SimpleSpanProcessor({ exporter });
  const tracer = new TracerProvider({ spanProcessors: [processor] }).getTracer("tests");
  const spans = () => exporter.getFinishedSpans();
  const text = () =>
    spans()
      .map(({ name, attributes, events, status, links }) =>
        JSON.stringify({ name, attributes, events, status, links }),
      )
      .join("\n");
  return { tracer, spans, text };
}

const traced = recordSpans();
const described = describeApi(documentOfApi());
const lines: string[] = [];
let api: PracticeApi;
let practice: TestPractice;
let isDropped = false;
beforeAll(async () => {
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  api = await createPracticeApi({ log, tracer: traced.tracer });
  practice = await api.newPractice("Privacy");
});
afterAll(() => (isDropped ? undefined : api.drop()));

const get = (path: string) =>
  api.app.request(path, { headers: { authorization: `Bearer ${practice.key}` } });

test("webhooks tell of a patient and say nothing about them", async () => {
  await practice.client.POST("/v1/webhooks", { body: { url: "https://hooks.example.com/" } });
  const created = await practice.client.POST("/v1/patients", { body: patient });
  expect(created.data?.first_name).toBe(canary);
  const sent: string[] = [];
  await deliverDueWebhooks({
    database: api.services.database,
    instant: api.services.clock(),
    policy: { isAddressAllowed: () => true, isPlainHttpAllowed: false },
    send: async (post) => {
      sent.push(JSON.stringify(post));
      return { kind: "answered", status: 200 };
    },
  });
  expect(sent.length).toBe(1);
  expect(sent.join("")).not.toContain(canary);
});

test("names in addresses, queries, headers and bodies of every operation leave none in log, metrics or traces", async () => {
  for (const operation of described.operations) {
    const path = operation.path.replaceAll(/\{\w+\}/g, canary);
    await api.app.request(`${path}?search=${canary}&${canary}=1`, {
      method: operation.method,
      headers: {
        authorization: `Bearer ${practice.key}`,
        "content-type": operation.bodyContentType ?? "application/json",
        "idempotency-key": canary,
        "if-match": `"${canary}"`,
        "x-request-id": canary,
        tracestate: `rollbook=${canary}`,
      },
      ...(operation.method === "GET" ? {} : { body: JSON.stringify(patient) }),
    });
  }
  await get(`/v1/${canary}`);
  await api.app.request(`/${canary}`);
  const metrics = await (await api.app.request("/metrics")).text();
  expect(lines.length).toBeGreaterThan(described.operations.length);
  expect(lines.join("")).not.toContain(canary);
  expect(metrics).not.toContain(canary);
  const named = new Set(traced.spans().map(({ name }) => name));
  for (const { id } of described.operations) expect(named).toContain(id);
  expect(traced.text()).not.toContain(canary);
});

test("a span says who asked for what, by opaque ids", async () => {
  const requestIds = [(await get("/v1/me")).headers.get("request-id")];
  const span = traced
    .spans()
    .find(({ attributes }) => requestIds.includes(String(attributes["rollbook.request_id"])));
  expect(span?.name).toBe("getMe");
  expect(span?.attributes).toMatchObject({
    "http.route": "/v1/me",
    "http.response.status_code": 200,
    "rollbook.practice_id": practice.practiceId,
  });
});

test("the look at the traces bites: a name in an attribute or in an error would be found", () => {
  const planted = recordSpans();
  planted.tracer.startSpan("planted", { attributes: { "url.full": `/v1/${canary}` } }).end();
  expect(planted.text()).toContain(canary);
  const failing = recordSpans();
  const span = failing.tracer.startSpan("planted");
  span.recordException(new Error(`${canary} is no number`));
  span.end();
  expect(failing.text()).toContain(canary);
});

test("with ids that fail and a COMMIT that is lost, the log still names nobody", async () => {
  const proxy = await startCommitLosingProxy({ databaseUrl: api.databaseUrl });
  const database = openDatabase({ url: proxy.url, prepare: false });
  const services = createServices({ database, clock: api.services.clock });
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const faulty = createApi({ services, secret: testSecret, log, tracer: traced.tracer });
  const statuses: number[] = [];
  const post = async (fetch: typeof api.app.fetch) => {
    const request = new Request("http://rollbook.test/v1/patients", {
      method: "POST",
      headers: {
        authorization: `Bearer ${practice.key}`,
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
      },
      body: JSON.stringify(patient),
    });
    const response = await fetch(request);
    statuses.push(response.status);
    expect(await response.text()).not.toContain(response.ok ? "\u0000" : canary);
  };
  try {
    api.failNextId();
    await post(api.app.fetch);
    for (const how of ["before", "after"] as const) {
      proxy.loseNext(how);
      await post(faulty.fetch);
    }
    await api.services.database
      .sql`alter table patient add constraint planted check (last_name = '') not valid`;
    await post(api.app.fetch);
  } finally {
    await api.services.database.sql`alter table patient drop constraint if exists planted`;
    await database.close();
    await proxy.stop();
  }
  expect(statuses).toEqual([500, 503, 503, 422]);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join("")).not.toContain(canary);
  expect(traced.text()).not.toContain(canary);
});

test("the queue holds ids and no names, whatever is asked for", async () => {
  const worked = recordSpans();
  const queue = await openJobQueue({ url: api.databaseUrl, tracer: worked.tracer });
  try {
    const app = createApi({ services: api.services, secret: testSecret, jobs: queue });
    const body = { spreadsheet_id: "sheet-of-the-queue" };
    const roster = await practice.client.POST("/v1/rosters", { body });
    const response = await app.request(`/v1/rosters/${roster.data?.id}/syncs`, {
      method: "POST",
      headers: { authorization: `Bearer ${practice.key}`, "idempotency-key": canary },
    });
    expect(response.status).toBe(202);
    const jobs = await api.services.database
      .sql`select to_jsonb(job)::text as text from pgboss.job`;
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.map(({ text }) => String(text)).join("")).not.toContain(canary);
    await queue.work("roster_sync", () => Promise.reject(new RangeError(`${canary} is no date`)));
    await expect.poll(() => worked.text(), { timeout: 20_000 }).toContain("job roster_sync");
    expect(worked.text()).toContain(practice.practiceId);
    expect(worked.text()).toContain("RangeError");
    expect(worked.text()).not.toContain(canary);
  } finally {
    await queue.stop({ timeoutMs: 1000 });
  }
});

test("webhook events, audit events and due work name nobody", async () => {
  const { sql } = api.services.database;
  for (const table of ["webhook_event", "webhook_delivery", "audit_event", "work_due"]) {
    const rows = await sql.unsafe(`select to_jsonb(t)::text as text from ${table} t`);
    expect(rows.map((row) => String(row.text)).join(""), table).not.toContain(canary);
  }
});

test("the secret of a key is shown once and kept nowhere", async () => {
  const { key } = await createOwnerApiKey(api.services, {
    practiceId: practice.practiceId,
    name: "Shown once",
  });
  const answers = await Promise.all([get("/v1/api-keys"), get("/v1/audit-events?limit=100")]);
  for (const answer of answers) expect(await answer.text()).not.toContain(key.slice(9));
  expect(lines.join("")).not.toContain(key.slice(9));
});

test("with the database gone, answers and log say no more than that", async () => {
  isDropped = true;
  await api.drop();
  const answers = await Promise.all([
    get(`/v1/patients?search=${canary}`),
    practice.client
      .POST("/v1/patients", { body: patient })
      .then(({ response, error }) => Response.json(error, response)),
  ]);
  for (const answer of answers) {
    expect([500, 503]).toContain(answer.status);
    expect(await answer.text()).not.toMatch(
      new RegExp(`${canary}|select|insert|127\\.0\\.0\\.1`, "i"),
    );
  }
  expect(lines.join("")).not.toContain(canary);
  expect(traced.text()).not.toContain(canary);
});
