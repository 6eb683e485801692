import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openDatabase, type Database } from "@rollbook/db";
import { createServices } from "@rollbook/services/run";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApi } from "../createApi.ts";
import { documentOfApi } from "../openapi/documentOfApi.ts";
import type { KnownValues } from "../testing/arbitraryOf.ts";
import { startCommitLosingProxy } from "../testing/commitLosingProxy.ts";
import { describeApi } from "../testing/describedApi.ts";
import {
  mutatingOperations,
  mutationOf,
  sendMutation,
  type Mutation,
} from "../testing/mutations.ts";
import {
  createPracticeApi,
  testInstant,
  testSecret,
  type PracticeApi,
  type TestPractice,
} from "../testing/practiceApi.ts";
import { seedPractice } from "../testing/seedPractice.ts";

const described = describeApi(documentOfApi());
const mutating = mutatingOperations(described);

let api: PracticeApi;
let seeded: { practice: TestPractice; known: KnownValues };
beforeAll(async () => {
  api = await createPracticeApi();
  const practice = await api.newPractice("Faults");
  seeded = { practice, known: await seedPractice({ practice, services: api.services }) };
});
afterAll(() => api.drop());

type Fetch = (request: Request) => Promise<Response> | Response;

async function send(mutation: Mutation, key: string, fetch: Fetch = api.app.fetch) {
  const response = await sendMutation(mutation, { key, fetch });
  const body: unknown = await response.json();
  const isReplay = response.headers.get("idempotency-replayed") === "true";
  return { status: response.status, isReplay, body };
}

/** As the typed client does: PostgreSQL may hold a lost transaction open for a moment. */
async function sendUntilHeard(mutation: Mutation, key: string, fetch: Fetch) {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await send(mutation, key, fetch);
    if (attempt === 200 || !JSON.stringify(answer.body).includes("idempotency_in_flight"))
      return answer;
  }
}

describe("the database is lost at COMMIT", () => {
  let proxy: Awaited<ReturnType<typeof startCommitLosingProxy>>;
  let database: Database;
  let fetch: Fetch;
  beforeAll(async () => {
    proxy = await startCommitLosingProxy({ databaseUrl: api.databaseUrl });
    // Without prepared statements every COMMIT stands in the stream by its name.
    database = openDatabase({ url: proxy.url, prepare: false });
    const services = createServices({ database, clock: () => testInstant });
    const jobs = { send: async () => true };
    fetch = createApi({ services, secret: testSecret, jobs }).fetch;
  });
  afterAll(async () => {
    await database.close();
    await proxy.stop();
  });

  const cases = mutating.flatMap((operation) =>
    (["before", "after"] as const).map((how) => ({ id: operation.id, how, operation })),
  );

  test.each(cases)(
    "$id, cut $how it is done: the same key goes on right",
    async ({ how, operation }) => {
      const mutation = await mutationOf(api, operation, seeded);
      const key = crypto.randomUUID();
      // Its key is looked up before, so that the one transaction that is lost is the mutation's.
      const authorization = `Bearer ${mutation.practice.key}`;
      await fetch(new Request("http://rollbook.test/v1/practices", { headers: { authorization } }));
      const lostBefore = proxy.lostCount();
      proxy.loseNext(how);
      const lost = await send(mutation, key, fetch);
      expect(lost.status, JSON.stringify(lost.body)).toBe(503);
      expect(JSON.stringify(lost.body)).toMatch(/not known/);
      expect(proxy.lostCount()).toBe(lostBefore + 1);
      const again = await sendUntilHeard(mutation, key, fetch);
      expect(again.status, JSON.stringify(again.body)).toBeLessThan(300);
      expect(again.isReplay).toBe(how === "after");
      expect(await send(mutation, key)).toEqual({ ...again, isReplay: true });
    },
  );
});

describe("the process is killed between COMMIT and its answer", () => {
  const answers = new Map<string, { status: number; body: unknown }>();
  const sent: { id: string; mutation: Mutation; key: string; outcome: Promise<string> }[] = [];

  beforeAll(async () => {
    const { child, url } = await startChild();
    for (const operation of mutating) {
      const mutation = await mutationOf(api, operation, seeded);
      const key = crypto.randomUUID();
      const told = once(child, "message");
      const outcome = Promise.resolve(
        sendMutation(mutation, { key, fetch: (request) => fetchAt(url, request) }),
      ).then(
        () => "answered",
        () => "lost",
      );
      const [answer] = (await told) as [{ status: number; body: unknown }];
      answers.set(operation.id, answer);
      sent.push({ id: operation.id, mutation, key, outcome });
    }
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    expect(await ended).toEqual([null, "SIGKILL"]);
  }, 120_000);

  test.each(mutating)("$id: another process gives the first answer", async ({ id }) => {
    const request = sent.find((one) => one.id === id);
    if (request === undefined) throw new RangeError(`${id} was not sent`);
    expect(await request.outcome).toBe("lost");
    const first = answers.get(id);
    expect(first?.status, JSON.stringify(first?.body)).toBeLessThan(300);
    expect(await send(request.mutation, request.key)).toEqual({ ...first, isReplay: true });
  });
});

describe("an answer of 500 is not kept", () => {
  test.each(mutating)("$id: the same key does it afterwards", async (operation) => {
    const mutation = await mutationOf(api, operation, seeded);
    const key = crypto.randomUUID();
    api.failNextId();
    const failed = await send(mutation, key);
    expect(failed.status, JSON.stringify(failed.body)).toBe(500);
    const done = await send(mutation, key);
    expect(done.status, JSON.stringify(done.body)).toBeLessThan(300);
    expect(done.isReplay).toBe(false);
  });
});

async function startChild(): Promise<{ child: ChildProcess; url: string }> {
  const program = fileURLToPath(new URL("../testing/answerLosingServer.ts", import.meta.url));
  const child = fork(program, {
    execArgv: [],
    env: { ...process.env, DATABASE_URL: api.databaseUrl },
  });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  return { child, url };
}

function fetchAt(url: string, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  return fetch(new Request(`${url}${pathname}${search}`, request));
}
