import type { BalanceDifference, PaymentsMigration } from "@rollbook/core/migration";
import { asWorker } from "../connection/withPractice.ts";
import type { Database, Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** `shared`: it stays as it is until the transaction ends; `mine`: nobody else holds it either. */
export type MigrationLock = "none" | "shared" | "mine";

/** The state as it was stored; undefined when the practice has none. */
export async function findMigration(
  tx: Transaction,
  { lock }: { lock: MigrationLock },
): Promise<PaymentsMigration | undefined> {
  const locks = { none: tx``, shared: tx`for share`, mine: tx`for update` };
  const [row] = await tx<{ detail: PaymentsMigration }[]>`
    select detail from payments_migration where ${mine(tx)} ${locks[lock]}`;
  return row?.detail;
}

/** When a run began last; null when none has. */
export async function findLastStart(tx: Transaction): Promise<string | null> {
  const [row] = await tx<{ at: string | null }[]>`
    select last_started_at as at from payments_migration where ${mine(tx)}`;
  return row?.at ?? null;
}

export async function saveMigration(
  tx: Transaction,
  practiceId: string,
  {
    migration,
    names,
    at,
    by,
  }: {
    migration: PaymentsMigration;
    names: { practice: string; group: string };
    at: string;
    by: string;
  },
): Promise<void> {
  const completedOn = migration.state === "active" ? migration.since : null;
  const startedAt = migration.state === "in_progress" ? migration.startedAt : null;
  const detail = JSON.stringify(migration);
  await tx`
    insert into payments_migration (practice_id, practice_name, practice_group, state, detail, completed_on, created_at,
      created_by, updated_at, last_started_at)
    values (${practiceId}, ${names.practice}, ${names.group}, ${migration.state}, ${detail}::text::jsonb, ${completedOn},
      ${at}, ${by}, ${at}, ${startedAt})
    on conflict (practice_id) do update set state = excluded.state, detail = excluded.detail,
      completed_on = excluded.completed_on, updated_at = excluded.updated_at, version = payments_migration.version + 1,
      last_started_at = coalesce(excluded.last_started_at, payments_migration.last_started_at)`;
}

export interface Rehearsal {
  readonly id: string;
  readonly paymentCount: number;
  readonly differences: readonly BalanceDifference[];
}

export async function insertRehearsal(
  tx: Transaction,
  practiceId: string,
  { id, paymentCount, differences, at, by }: Rehearsal & { at: string; by: string },
): Promise<void> {
  await tx`
    insert into payments_rehearsal (practice_id, id, at, by_actor, payment_count, differences)
    values (${practiceId}, ${id}, ${at}, ${by}, ${paymentCount}, ${JSON.stringify(differences)}::text::jsonb)`;
}

export async function findRehearsal(
  tx: Transaction,
  { id }: { id: string },
): Promise<Rehearsal | undefined> {
  const [row] = await tx<Rehearsal[]>`
    select id, payment_count as "paymentCount", differences from payments_rehearsal where ${mine(tx)} and id = ${id}`;
  return row;
}

/** What an operator sees of a migration: no patient, no amount. */
export interface ListedMigration {
  readonly id: string;
  readonly practiceId: string;
  readonly name: string;
  readonly practiceGroup: string;
  readonly state: PaymentsMigration["state"];
  readonly createdAt: string;
  readonly createdBy: string;
  readonly completedOn: string | null;
}

/** Migrations of all practices, those that hold the words; `after` is the last id of the page before. */
export function listMigrations(
  database: Database,
  {
    search,
    status,
    after,
    limit,
  }: {
    search?: string | undefined;
    status?: ListedMigration["state"] | undefined;
    after?: string | undefined;
    limit: number;
  },
): Promise<readonly ListedMigration[]> {
  return asWorker(
    database,
    (tx) => tx<ListedMigration[]>`
      select m.id, practice_id as "practiceId", practice_name as name, practice_group as "practiceGroup", state,
        created_at as "createdAt", created_by as "createdBy", completed_on as "completedOn"
      from payments_migration cross join lateral (select 'mig_' || substr(practice_id, 5) as id) m
      where true ${after === undefined ? tx`` : tx`and m.id > ${after}`}
        ${status === undefined ? tx`` : tx`and state = ${status}`}
        ${
          search === undefined
            ? tx``
            : tx`and position(lower(${search}) in lower(concat_ws(' ', m.id, practice_id, practice_name, practice_group))) > 0`
        }
      order by m.id limit ${limit}`,
  );
}
