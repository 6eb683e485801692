import type { BalanceDifference, PaymentsMigration } from "@rollbook/core/migration";
import { asWorker } from "../connection/withPractice.ts";
import type { Database, Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** The state as it was stored, locked until the transaction ends; undefined when the practice has none. */
export async function findMigration(
  tx: Transaction,
  { isLocked }: { isLocked: boolean },
): Promise<PaymentsMigration | undefined> {
  const [row] = await tx<{ detail: PaymentsMigration }[]>`
    select detail from payments_migration where ${mine(tx)} ${isLocked ? tx`for update` : tx``}`;
  return row?.detail;
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
  const detail = JSON.stringify(migration);
  await tx`
    insert into payments_migration (practice_id, practice_name, practice_group, state, detail, completed_on, created_at,
      created_by, updated_at)
    values (${practiceId}, ${names.practice}, ${names.group}, ${migration.state}, ${detail}::text::jsonb, ${completedOn},
      ${at}, ${by}, ${at})
    on conflict (practice_id) do update set state = excluded.state, detail = excluded.detail,
      completed_on = excluded.completed_on, updated_at = excluded.updated_at, version = payments_migration.version + 1`;
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
  readonly practiceId: string;
  readonly name: string;
  readonly practiceGroup: string;
  readonly state: PaymentsMigration["state"];
  readonly createdAt: string;
  readonly createdBy: string;
  readonly completedOn: string | null;
}

/** Migrations of all practices by name, those that hold the words; `after` is the last id of the page before. */
export function listMigrations(
  database: Database,
  {
    search,
    after,
    limit,
  }: { search?: string | undefined; after?: string | undefined; limit: number },
): Promise<readonly ListedMigration[]> {
  return asWorker(
    database,
    (tx) => tx<ListedMigration[]>`
      select practice_id as "practiceId", practice_name as name, practice_group as "practiceGroup", state,
        created_at as "createdAt", created_by as "createdBy", completed_on as "completedOn"
      from payments_migration
      where true ${after === undefined ? tx`` : tx`and practice_id > ${after}`}
        ${search === undefined ? tx`` : tx`and position(lower(${search}) in lower(practice_id || ' ' || practice_name || ' ' || practice_group)) > 0`}
      order by practice_id limit ${limit}`,
  );
}
