import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { migrate, openDatabase, withPractice, type Database } from "@rollbook/db";
import { startEmbeddedPostgres } from "@rollbook/db/embedded";
import { queueMigration, rehearseMigration, runMigration } from "@rollbook/services/migration";
import { createPractice } from "@rollbook/services/practice";
import { createServices, runVerb, systemContext, type Services } from "@rollbook/services/run";
import { printTable } from "./table.ts";

const { values } = parseArgs({
  options: {
    payments: { type: "string", default: "100000" },
    times: { type: "string", default: "3" },
  },
});
const paymentCount = Number(values.payments);
const invoiceCount = Math.floor(paymentCount * 0.9);
const patientCount = Math.max(1, Math.floor(paymentCount / 20));
const times = Number(values.times);
const instant = "2026-05-08T02:00:00Z";
const afterTheHour = "2026-05-08T03:00:00Z";

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** A practice with issued invoices and, where wanted, the payments of the earlier system: nine in ten are tied. */
async function seedPractice(
  services: Services,
  { withPayments }: { withPayments: boolean },
): Promise<string> {
  const { practiceId } = await createPractice(services, {
    name: "Large practice",
    timeZone: "America/Los_Angeles",
    currency: "USD",
    locale: "en-US",
  });
  await services.database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into invoice (practice_id, id, kind, status, number, payer_kind, payer_id, currency, issued_on, due_on,
        net_minor, tax_minor, total_minor, created_at, updated_at)
      select ${practiceId}, 'inv_' || n, 'membership', 'issued', n, 'patient', 'pat_' || (n % ${patientCount}), 'USD',
        date '2024-01-01' + (n % 800)::int, date '2024-01-15' + (n % 800)::int, 10000, 0, 10000, ${instant}, ${instant}
      from generate_series(1, ${invoiceCount}) n`;
    if (!withPayments) return;
    await tx`
      insert into earlier_payment (practice_id, id, patient_id, currency, amount_minor, received_on, method, invoice_id)
      select ${practiceId}, 'old_' || n, 'pat_' || (n % ${patientCount}), 'USD', 10000 - (n % 7) * 100,
        date '2024-01-10' + (n % 800)::int, 'card', case when n <= ${invoiceCount} then 'inv_' || n end
      from generate_series(1, ${paymentCount}) n`;
    await tx`
      update payments_migration set state = 'migrate', completed_on = null, detail = '{"state": "migrate"}'
      where practice_id = ${practiceId}`;
  });
  await services.database.sql`analyze invoice, earlier_payment, payment, payment_allocation`;
  return practiceId;
}

async function queue(services: Services, practiceId: string): Promise<void> {
  const context = systemContext({ practiceId, instant, requestId: "bench" });
  const rehearsal = await runVerb(services, rehearseMigration, { context, input: {} });
  const input = { rehearsalId: rehearsal.id, wording: "Move our payments." };
  await runVerb(services, queueMigration, { context, input });
}

async function migrateOnce(services: Services): Promise<{ practiceId: string; ms: number }> {
  const practiceId = await seedPractice(services, { withPayments: true });
  await queue(services, practiceId);
  const late = { ...services, clock: () => afterTheHour };
  const ms = await timed(async () => {
    const { state } = await runMigration(late, { practiceId });
    if (state !== "active") throw new Error(`the migration ended ${state}`);
  });
  return { practiceId, ms };
}

/** As many as the migration writes at once: one statement of all rows would be slower, for both. */
const rowsAtOnce = 2_500;

const columns = {
  payment:
    "id, kind, payer_kind, payer_id, currency, amount_minor, received_on, method, tied_invoice_id, processor_reference, created_at, created_by",
  payment_allocation:
    "id, payment_id, invoice_id, on_day, amount_minor, reverses, created_at, created_by",
} as const;

/** The same rows into the same tables, with every constraint, trigger and row-level security, and nothing read or planned. */
async function copyOnce(
  { database }: Services,
  { from, to }: { from: string; to: string },
): Promise<number> {
  const { sql } = database;
  for (const table of ["payment", "payment_allocation"] as const) {
    await sql.unsafe(
      `create table copy_${table} as select ${columns[table]}, (row_number() over () - 1) / ${rowsAtOnce} as batch
        from ${table} where practice_id = '${from}'`,
    );
    await sql.unsafe(`create index on copy_${table} (batch)`);
    await sql.unsafe(`analyze copy_${table}`);
    await sql.unsafe(`grant select on copy_${table} to rollbook_app`);
  }
  await sql.unsafe(
    `create table copy_status as select id, status from invoice where practice_id = '${from}'`,
  );
  await sql.unsafe("grant select on copy_status to rollbook_app");
  const ms = await timed(() =>
    withPractice(database, { practiceId: to }, async (tx) => {
      for (const [table, list] of Object.entries(columns)) {
        const [last] = await tx.unsafe(`select max(batch)::int as batch from copy_${table}`);
        for (let batch = 0; batch <= Number(last?.["batch"] ?? -1); batch += 1)
          await tx.unsafe(
            `insert into ${table} (practice_id, ${list})
              select '${to}', ${list} from copy_${table} where batch = ${batch}`,
          );
      }
      for (const status of ["paid", "partially_paid"])
        await tx.unsafe(`update invoice set status = '${status}', version = version + 1
          where practice_id = '${to}' and id = any(array(select id from copy_status where status = '${status}'))`);
    }),
  );
  await sql.unsafe("drop table copy_payment, copy_payment_allocation, copy_status");
  return ms;
}

async function main(database: Database): Promise<void> {
  await migrate({ database });
  const services = createServices({ database, clock: () => instant });
  const [migrated, copied]: [number[], number[]] = [[], []];
  for (let run = 0; run <= times; run += 1) {
    const { practiceId, ms } = await migrateOnce(services);
    const to = await seedPractice(services, { withPayments: false });
    const copyMs = await copyOnce(services, { from: practiceId, to });
    if (run === 0) continue;
    migrated.push(ms);
    copied.push(copyMs);
  }
  printTable({
    title: `Moving ${paymentCount.toLocaleString("en")} payments of one practice, ${invoiceCount.toLocaleString("en")} of them tied`,
    rows: [
      { name: "migration: read, convert, write, verify", runs: migrated, items: paymentCount },
      {
        name: "the same rows copied into the same tables",
        runs: copied,
        items: paymentCount,
        isFloor: true,
      },
    ],
    aims: ["Aim: a ratio of 2 or less. The freeze lasts as long as the migration."],
  });
}

const folder = mkdtempSync(path.join(os.tmpdir(), "rollbook-bench-"));
const server = await startEmbeddedPostgres({ dataFolder: path.join(folder, "postgres") });
const database = openDatabase({ url: server.url });
try {
  await main(database);
} finally {
  await database.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
