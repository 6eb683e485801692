import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createApi } from "@rollbook/api";
import { migrate, newId, openDatabase, withPractice, type Database } from "@rollbook/db";
import { insertAuditEvent } from "@rollbook/db/audit";
import { startEmbeddedPostgres } from "@rollbook/db/embedded";
import { membershipTable } from "@rollbook/db/membership";
import { getPractice } from "@rollbook/db/practice";
import { createOwnerApiKey } from "@rollbook/services/apiKey";
import { createServices, type Services } from "@rollbook/services/run";
import { Hono } from "hono";
import { seedMemberships } from "./billingData.ts";
import { printTable, type Row } from "./table.ts";

const practiceId = "pra_000001";
const atOnce = 8;
const size = { practices: 1, memberships: 100_000, oneDueIn: 10 };

type Target = { name: string; send: (index: number) => Promise<Response>; isFloor?: boolean };

/** Answers the milliseconds of each request, a few at once all the time. */
async function measure(
  target: Target,
  requests: number,
): Promise<{ seconds: number; each: number[] }> {
  const each: number[] = [];
  let next = 0;
  const work = async () => {
    while (next < requests) {
      const index = next++;
      const startedAt = performance.now();
      const response = await target.send(index);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${target.name}: ${response.status} ${text}`);
      each.push(performance.now() - startedAt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, work));
  return { seconds: (performance.now() - startedAt) / 1000, each };
}

/** A route that does nothing but the query; with its statements, also the practice and the audit event. */
function bareRoutes({ database, services }: { database: Database; services: Services }): Hono {
  const list = (limit: number, after: string | undefined, isAudited: boolean) =>
    withPractice(database, { practiceId }, async (tx) => {
      if (isAudited) await getPractice(tx);
      const records = await membershipTable.list(
        tx,
        { limit, after },
        tx`and plan_id = 'pln_gold'`,
      );
      const at = services.clock();
      const event = { id: newId("evt", { instant: at, random: services.randomBytes }), at };
      const who = {
        actorKind: "api_key",
        actorId: "key_1",
        action: "membership.list",
        entityId: null,
      };
      if (isAudited) {
        await insertAuditEvent(tx, practiceId, {
          ...event,
          ...who,
          requestId: "req_1",
          detail: {},
        });
      }
      return records;
    });
  const app = new Hono();
  app.get("/bare", async (context) =>
    context.json(await list(101, context.req.query("after"), context.req.query("audit") === "1")),
  );
  return app;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "rollbook-bench-"));
  const server = await startEmbeddedPostgres({ dataFolder: path.join(folder, "postgres") });
  const database = openDatabase({ url: server.url });
  try {
    await migrate({ database });
    await seedMemberships(database, size);
    await database.sql`vacuum analyze membership`;
    await report({ database, services: createServices({ database }) });
  } finally {
    await database.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function report(input: { database: Database; services: Services }): Promise<void> {
  const { services } = input;
  const { key } = await createOwnerApiKey(services, { practiceId, name: "bench" });
  const app = createApi({ services, secret: "of a benchmark", requestsPerMinute: 1_000_000 });
  const bare = bareRoutes(input);
  const headers = { authorization: `Bearer ${key}` };
  const get = async (address: string) => app.request(address, { headers });
  const first = (await (await get("/v1/memberships?limit=100&plan_id=pln_gold")).json()) as {
    data: { id: string }[];
    next_cursor: string;
  };
  const ids = first.data.map(({ id }) => id);
  const after = ids.at(-1) ?? "";
  const page = `/v1/memberships?limit=100&plan_id=pln_gold&cursor=${first.next_cursor}`;
  const targets: Target[] = [
    {
      name: "bare route, the query alone",
      send: async () => bare.request(`/bare?after=${after}`),
      isFloor: true,
    },
    {
      name: "bare route, with practice and audit event",
      send: async () => bare.request(`/bare?after=${after}&audit=1`),
    },
    { name: "GET /v1/memberships, 100 of 100,000, filter, cursor", send: () => get(page) },
    {
      name: "GET /v1/memberships/{id}",
      send: (index) => get(`/v1/memberships/${ids[index % ids.length]}`),
    },
  ];
  printReads(await measureInTurns(targets));
}

const rounds = 5;
const requestsPerRound = 200;

type Measured = { target: Target; runs: number[]; each: number[] };

/** One after the other, round by round, so that whatever else the machine does is shared. */
async function measureInTurns(targets: readonly Target[]): Promise<Measured[]> {
  const measured = targets.map((target): Measured => ({ target, runs: [], each: [] }));
  for (const { target } of measured) await measure(target, 100);
  for (let round = 0; round < rounds; round += 1) {
    for (const one of measured) {
      const { seconds, each } = await measure(one.target, requestsPerRound);
      one.runs.push(seconds * 1000);
      one.each.push(...each);
    }
  }
  return measured;
}

function printReads(measured: readonly Measured[]): void {
  const rows = measured.map(({ target, runs, each }): Row => {
    const sorted = each.toSorted((left, right) => left - right);
    const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
    const floor = target.isFloor === true ? { isFloor: true } : {};
    return {
      name: target.name,
      runs,
      items: requestsPerRound,
      ...floor,
      note: `p99 ${p99.toFixed(1)} ms`,
    };
  });
  printTable({
    title: `API reads: ${rounds} rounds of ${requestsPerRound} requests, ${atOnce} at once, in process`,
    rows,
    aims: ["aim: 0.8 of the bare route's throughput, a ratio of 1.25 or less"],
  });
}

await main();
