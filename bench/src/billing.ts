import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parseArgs } from "node:util";
import { migrate, openDatabase, withPractice, type Database } from "@rollbook/db";
import { startEmbeddedPostgres } from "@rollbook/db/embedded";
import { runDueBilling } from "@rollbook/services/billing";
import { createServices } from "@rollbook/services/run";
import { seedMemberships, type BillingSize } from "./billingData.ts";
import { printTable } from "./table.ts";

/** The instant of the run: 10 May 2026, noon in New York. */
const instant = "2026-05-10T16:00:00Z";

/** What the run writes: new rows, and a new version of each billed membership. */
const written = [
  "billing_run",
  "invoice",
  "invoice_line",
  "invoice_claim",
  "membership_event",
] as const;

const { values } = parseArgs({
  options: {
    practices: { type: "string", default: "1000" },
    memberships: { type: "string", default: "1000000" },
    "one-due-in": { type: "string", default: "10" },
    workers: { type: "string", default: "4" },
  },
});

const size: BillingSize = {
  practices: Number(values.practices),
  memberships: Number(values.memberships),
  oneDueIn: Number(values["one-due-in"]),
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** Collects garbage, so that what is left is what the run holds on to. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

interface MemorySample {
  readonly residentMb: number;
  readonly heldMb: number;
}

function sampleMemory(): MemorySample {
  const residentMb = Math.round(process.memoryUsage().rss / 1e6);
  collectGarbage();
  return { residentMb, heldMb: Math.round(process.memoryUsage().heapUsed / 1e6) };
}

/** At each twentieth of the way, so that twenty numbers show whether anything grows. */
const memorySampleCount = 20;

async function measureRun(
  database: Database,
): Promise<{ seconds: number; issued: number; memory: readonly MemorySample[] }> {
  const services = createServices({ database, clock: () => instant });
  const memory: MemorySample[] = [];
  const every = Math.max(1, Math.floor(size.practices / memorySampleCount));
  let issued = 0;
  let billed = 0;
  const seconds = await timed(async () => {
    const report = await runDueBilling(services, {
      concurrency: Number(values.workers),
      onReport: () => {
        billed += 1;
        if (billed % every === 0) memory.push(sampleMemory());
      },
    });
    if (report.failures.length > 0) throw report.failures[0]?.error;
    issued = report.issuedCount;
  });
  return { seconds, issued, memory };
}

/** Columns that can be copied: generated ones are computed again. */
async function columnsOf({ sql }: Database, table: string): Promise<string> {
  const rows = await sql<{ name: string }[]>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`;
  return rows.map((row) => row.name).join(", ");
}

async function copyOut(database: Database, folder: string): Promise<number> {
  const { sql } = database;
  let rowCount = 0;
  for (const table of written) {
    const result = await sql.unsafe(
      `copy (select ${await columnsOf(database, table)} from ${table}) to '${folder}/${table}' (format binary)`,
    );
    rowCount += result.count;
  }
  const billed = `select ${await columnsOf(database, "membership")} from membership where version > 1`;
  const memberships = await sql.unsafe(
    `copy (${billed}) to '${folder}/membership' (format binary)`,
  );
  return rowCount + memberships.count;
}

/** Rows of the ledger come from triggers, in the run as in the copies. */
const emptied = [...written, "ledger_entry"].join(", ");

/**
 * The same rows into the same tables, in one transaction: every constraint, trigger and index, but no reading and no planning.
 * PostgreSQL copies into no table whose row-level security applies to the role, so this is the administrator's COPY.
 */
async function copyIntoConstrained(database: Database, folder: string): Promise<number> {
  const { sql } = database;
  await sql.unsafe(`truncate ${emptied} cascade`);
  await sql.unsafe("create table membership_twin (like membership including all)");
  for (const key of ["patient_id:patient", "plan_id:plan"]) {
    const [column, table] = key.split(":");
    await sql.unsafe(
      `alter table membership_twin add foreign key (practice_id, ${column}) references ${table} (practice_id, id)`,
    );
  }
  return copyIn(database, folder, (table) => (table === "membership" ? "membership_twin" : table));
}

/** The bare copies, moved into the constrained tables as the run would: its role, its security, a transaction a practice. */
async function insertAsApplication(database: Database): Promise<number> {
  const { sql } = database;
  await sql.unsafe(`truncate ${emptied}, membership_twin cascade`);
  await sql.unsafe(`
    alter table membership_twin enable row level security;
    create policy practice_only on membership_twin to rollbook_app
      using (practice_id = nullif(current_setting('rollbook.practice_id', true), ''));
    grant insert on membership_twin to rollbook_app`);
  const lists = new Map<string, string>();
  for (const table of [...written, "membership"]) {
    lists.set(table, await columnsOf(database, table));
    await sql.unsafe(`create index on bare_${table} (practice_id);
      grant select on bare_${table} to rollbook_app; analyze bare_${table}`);
  }
  const practices = await sql<{ id: string }[]>`select practice_id as id from practice order by 1`;
  const waiting = practices.values();
  await sql`checkpoint`;
  const work = async () => {
    for (const { id } of waiting) {
      await withPractice(database, { practiceId: id }, async (tx) => {
        await Promise.all(
          [...lists].map(([table, list]) => {
            const target = table === "membership" ? "membership_twin" : table;
            return tx.unsafe(
              `insert into ${target} (${list}) select ${list} from bare_${table} where practice_id = $1`,
              [id],
            );
          }),
        );
      });
    }
  };
  return timed(() => Promise.all(Array.from({ length: Number(values.workers) }, work)));
}

async function copyIntoBare(database: Database, folder: string): Promise<number> {
  for (const table of [...written, "membership"]) {
    const columns = await columnsOf(database, table);
    await database.sql.unsafe(
      `create table bare_${table} as select ${columns} from ${table} with no data`,
    );
  }
  return copyIn(database, folder, (table) => `bare_${table}`);
}

async function copyIn(
  database: Database,
  folder: string,
  into: (table: string) => string,
): Promise<number> {
  const { sql } = database;
  const columns = new Map<string, string>();
  for (const table of [...written, "membership"])
    columns.set(table, await columnsOf(database, table));
  await sql`checkpoint`;
  return timed(() =>
    sql.begin(async (tx) => {
      for (const [table, list] of columns) {
        await tx.unsafe(`copy ${into(table)} (${list}) from '${folder}/${table}' (format binary)`);
      }
    }),
  );
}

async function main(): Promise<void> {
  const root = mkdtempSync(path.join(os.tmpdir(), "rollbook-bench-"));
  chmodSync(root, 0o755);
  const folder = path.join(root, "rows");
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  const server = await startEmbeddedPostgres({ dataFolder: path.join(root, "postgres") });
  const database = openDatabase({ url: server.url });
  try {
    await migrate({ database });
    const seedSeconds = await timed(() => seedMemberships(database, size));
    await database.sql`checkpoint`;
    const run = await measureRun(database);
    const again = await measureRun(database);
    const rowCount = await copyOut(database, folder);
    const constrained = await copyIntoConstrained(database, folder);
    const bare = await copyIntoBare(database, folder);
    const application = await insertAsApplication(database);
    report({ seedSeconds, run, again, rowCount, constrained, bare, application });
  } finally {
    await database.close();
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

type Run = Awaited<ReturnType<typeof measureRun>>;

function report(found: {
  seedSeconds: number;
  run: Run;
  again: Run;
  rowCount: number;
  constrained: number;
  bare: number;
  application: number;
}): void {
  const { run, again, rowCount, constrained, bare, application, seedSeconds } = found;
  const row = (name: string, seconds: number, note = "") => ({
    name,
    runs: [seconds * 1000],
    items: rowCount,
    note,
  });
  const { practices, memberships, oneDueIn } = size;
  const memory = `MB held, each twentieth: ${run.memory.map(({ heldMb }) => heldMb).join(" ")}`;
  const peak = Math.max(...run.memory.map(({ residentMb }) => residentMb));
  printTable({
    title: `Billing run: ${memberships} memberships of ${practices} practices, one in ${oneDueIn} due, ${values.workers} workers`,
    rows: [
      {
        ...row("the same rows copied into the same constrained tables", constrained),
        isFloor: true,
      },
      row(
        "the same rows inserted as the run's role, a transaction a practice",
        application,
        `the run is ${(run.seconds / application).toFixed(2)} times this`,
      ),
      row(
        `billing run: ${run.issued} invoices, ${rowCount} rows`,
        run.seconds,
        `${memory}; resident at most ${peak}`,
      ),
      row(
        "the same rows copied into bare tables",
        bare,
        `the run is ${(run.seconds / bare).toFixed(1)} times this`,
      ),
      {
        name: "run again, nothing due",
        runs: [again.seconds * 1000],
        note: `${again.issued} issued`,
      },
      { name: "seeding", runs: [seedSeconds * 1000], note: "not compared" },
    ],
  });
}

await main();
