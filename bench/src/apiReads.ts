import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createApi } from "@rollbook/api";
import {
  migrate,
  newId,
  openDatabase,
  withPractice,
  type Database,
  type SqlFragment,
  type Transaction,
} from "@rollbook/db";
import { insertAuditEvent } from "@rollbook/db/audit";
import { startEmbeddedPostgres } from "@rollbook/db/embedded";
import { membershipTable } from "@rollbook/db/membership";
import { getPractice } from "@rollbook/db/practice";
import { createOwnerApiKey } from "@rollbook/services/apiKey";
import { createServices, type Services } from "@rollbook/services/run";
import { Hono, type Context } from "hono";
import { median } from "./measure.ts";
import { seedMemberships } from "./billingData.ts";
import { printTable } from "./table.ts";

const practiceId = "pra_000001";
const size = { practices: 1, memberships: 100_000, oneDueIn: 10 };
const atOnce = 8;
// Many short ones: what else the machine does changes slowly against them, and falls on both.
const rounds = 61;

type Send = (index: number) => Promise<Response>;
/** A route of ours, a bare one with the same statements, and a bare one with the query alone. */
type Route = "alone" | "bare" | "ours";
type Reading = { name: string; requests: number } & Record<Route, Send>;
type Timed = { ms: number; each: number[] };
type Measured = { reading: Reading } & Record<Route, Timed[]>;

/** Answers the milliseconds of each request, a few at once all the time. */
async function measure(name: string, send: Send, requests: number): Promise<Timed> {
  const each: number[] = [];
  let next = 0;
  const work = async () => {
    while (next < requests) {
      const index = next++;
      const startedAt = performance.now();
      const response = await send(index);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${name}: ${response.status} ${text}`);
      each.push(performance.now() - startedAt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, work));
  return { ms: performance.now() - startedAt, each };
}

type Work<Result> = (tx: Transaction) => Promise<Result>;
/** What is read within a transaction, and the id of the one record, where it is one. */
type Within = <Result>(work: Work<Result>, entityId?: string) => Promise<Result>;

/** The transaction, the statements and the trips of the route itself. */
function audited<Result>(
  { database, services }: { database: Database; services: Services },
  work: Work<Result>,
  entityId?: string,
): Promise<Result> {
  return withPractice(database, { practiceId }, async (tx) => {
    const [, result] = await Promise.all([getPractice(tx), work(tx)]);
    const at = services.clock();
    const event = {
      id: newId("evt", { instant: at, random: services.randomBytes }),
      at,
      actorKind: "api_key",
      actorId: "key_00000000000000000000000000",
      action: entityId === undefined ? "membership.list" : "membership.get",
      entityId: entityId ?? null,
      requestId: "req_00000000000000000000000000000000",
      detail: entityId === undefined ? { filters: { limit: 100 }, count: 100 } : {},
    };
    // Sent with COMMIT behind it, which fails where this did.
    insertAuditEvent(tx, practiceId, event).catch(() => undefined);
    return result;
  });
}

/** Routes that do the transaction and send what the database said. */
function bareRoutes(within: Within): Hono {
  const list = async (context: Context, where: (tx: Transaction) => SqlFragment) => {
    const after = context.req.query("after");
    return context.json(
      await within((tx) => membershipTable.list(tx, { limit: 101, after }, where(tx))),
    );
  };
  const app = new Hono();
  app.get("/all", (context) => list(context, (tx) => tx``));
  app.get("/of-plan", (context) => list(context, (tx) => tx`and plan_id = ${"pln_gold"}`));
  app.get("/active", (context) =>
    list(
      context,
      (tx) =>
        tx`and membership_status(membership, ${"2026-06-15"}::date) = any(${["Active"]}::text[])`,
    ),
  );
  app.get("/one/:id", async (context) => {
    const id = context.req.param("id");
    return context.json(await within((tx) => membershipTable.get(tx, id), id));
  });
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
  const app = createApi({ services, secret: "of a benchmark", requestsPerMinute: 100_000_000 });
  const bare = bareRoutes((work, entityId) => audited(input, work, entityId));
  const alone = bareRoutes((work) => withPractice(input.database, { practiceId }, work));
  const headers = { authorization: `Bearer ${key}` };
  const get = async (address: string) => app.request(`/v1/memberships${address}`, { headers });
  const first = (await (await get("?limit=100&plan_id=pln_gold")).json()) as {
    data: { id: string }[];
    next_cursor: string;
  };
  const ids = first.data.map(({ id }) => id);
  const idOf = (index: number) => ids[index % ids.length] ?? "";
  const reading = (name: string, requests: number, address: Address, ours: Send): Reading => ({
    name,
    requests,
    alone: async (index) => alone.request(address(index), { headers }),
    bare: async (index) => bare.request(address(index), { headers }),
    ours,
  });
  const ofPlan = `?limit=100&plan_id=pln_gold&cursor=${first.next_cursor}`;
  printReads(
    await measureInTurns([
      reading(
        "list, 100 of 100,000",
        24,
        () => "/all",
        () => get("?limit=100"),
      ),
      reading(
        "list, filtered by status",
        24,
        () => "/active",
        () => get("?limit=100&status=Active"),
      ),
      reading(
        "list, filtered by plan, next page",
        24,
        () => `/of-plan?after=${ids.at(-1)}`,
        () => get(ofPlan),
      ),
      reading(
        "one",
        80,
        (index) => `/one/${idOf(index)}`,
        (index) => get(`/${idOf(index)}`),
      ),
    ]),
  );
}

type Address = (index: number) => string;

/** One after the other, round by round, and the other way round in every second one: what else the machine does is shared. */
async function measureInTurns(readings: readonly Reading[]): Promise<Measured[]> {
  const routes = ["alone", "bare", "ours"] as const;
  const measured = readings.map((reading): Measured => ({
    reading,
    alone: [],
    bare: [],
    ours: [],
  }));
  for (const reading of readings)
    for (const route of routes) await measure(reading.name, reading[route], reading.requests * 15);
  for (let round = 0; round < rounds; round += 1) {
    const turns = round % 2 === 0 ? routes : routes.toReversed();
    for (const one of measured)
      for (const turn of turns) {
        const { name, requests } = one.reading;
        one[turn].push(await measure(name, one.reading[turn], requests));
      }
  }
  return measured;
}

function p99(timed: readonly Timed[]): number {
  const sorted = timed.flatMap(({ each }) => each).toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}

function printReads(measured: readonly Measured[]): void {
  for (const { reading, alone, bare, ours } of measured) {
    const row = (name: string, timed: readonly Timed[]) => ({
      name,
      runs: timed.map(({ ms }) => ms),
      items: reading.requests,
      note: `p99 ${p99(timed).toFixed(1)} ms (${(p99(timed) / p99(bare)).toFixed(2)})`,
    });
    const share = (floor: readonly Timed[]) =>
      median(floor.map(({ ms }, index) => ms / (ours[index]?.ms ?? Number.NaN))).toFixed(2);
    printTable({
      title: `GET /v1/memberships, ${reading.name}: ${rounds} rounds of ${reading.requests} requests, ${atOnce} at once, in process`,
      rows: [
        row("bare route, the query alone", alone),
        { ...row("bare route, same transaction and SQL", bare), isFloor: true },
        row("our route", ours),
      ],
      aims: [
        `throughput of ours to bare, median of rounds: ${share(bare)} (aim 0.80 or more)`,
        `to the query alone, without the practice and the audit event: ${share(alone)}`,
      ],
    });
  }
}

await main();
