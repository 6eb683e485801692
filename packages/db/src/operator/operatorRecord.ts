import type { Database } from "../connection/openDatabase.ts";

/** Somebody who runs many practices and sees no patient; made by whoever runs the installation. */
export interface OperatorRecord {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  /** Who signs in; null until the operator has a password. */
  readonly userId: string | null;
  readonly createdAt: string;
  readonly removedAt: string | null;
}

export async function insertOperator(
  { sql }: Database,
  { id, name, email, createdAt }: Pick<OperatorRecord, "id" | "name" | "email" | "createdAt">,
): Promise<void> {
  await sql`
    insert into auth.operator (id, name, email, created_at) values (${id}, ${name}, ${email}, ${createdAt})`;
}

/** Operators that have not been removed, in the order in which they were made. */
export function listOperators({ sql }: Database): Promise<readonly OperatorRecord[]> {
  return sql<OperatorRecord[]>`
    select id, name, email, user_id as "userId", created_at as "createdAt", removed_at as "removedAt"
    from auth.operator where removed_at is null order by id`;
}

export async function findOperatorOfUser(
  { sql }: Database,
  { userId }: { userId: string },
): Promise<OperatorRecord | undefined> {
  const [row] = await sql<OperatorRecord[]>`
    select id, name, email, user_id as "userId", created_at as "createdAt", removed_at as "removedAt"
    from auth.operator where user_id = ${userId} and removed_at is null`;
  return row;
}

export async function setOperatorUser(
  { sql }: Database,
  { id, userId }: { id: string; userId: string },
): Promise<void> {
  await sql`update auth.operator set user_id = ${userId} where id = ${id}`;
}

/** Its keys open nothing from now on. False when there is no such operator. */
export async function removeOperator(
  { sql }: Database,
  { email, at }: { email: string; at: string },
): Promise<boolean> {
  const rows = await sql`
    update auth.operator set removed_at = ${at} where email = ${email} and removed_at is null returning id`;
  return rows.length > 0;
}

export async function insertOperatorKey(
  { sql }: Database,
  key: {
    id: string;
    operatorId: string;
    hash: string;
    createdAt: string;
    expiresAt: string | null;
  },
): Promise<void> {
  await sql`
    insert into auth.operator_key (id, operator_id, hash, created_at, expires_at)
    values (${key.id}, ${key.operatorId}, ${key.hash}, ${key.createdAt}, ${key.expiresAt})`;
}

/** The operator whose key this is, unless it has ended or its operator was removed; notes when it was used. */
export async function resolveOperatorKey(
  { sql }: Database,
  { hash, at }: { hash: string; at: string },
): Promise<OperatorRecord | undefined> {
  const [row] = await sql<OperatorRecord[]>`
    with used as (
      update auth.operator_key set last_used_at = ${at}
      where hash = ${hash} and (expires_at is null or expires_at > ${at})
      returning operator_id)
    select o.id, o.name, o.email, o.user_id as "userId", o.created_at as "createdAt", o.removed_at as "removedAt"
    from auth.operator o join used on used.operator_id = o.id
    where o.removed_at is null`;
  return row;
}
