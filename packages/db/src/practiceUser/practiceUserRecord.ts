import { asWorker } from "../connection/withPractice.ts";
import type { Database, Transaction } from "../connection/openDatabase.ts";
import { entityTable, mine, type EntityRecord } from "../entity/entityTable.ts";

/** A person in one practice; the row of one who was removed stays, so that the audit log can name them. */
export interface PracticeUserRecord extends EntityRecord {
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: string;
  /** Who signs in; null until the invitation was taken up. */
  readonly userId: string | null;
  readonly invitedBy: string;
  /** SHA-256 of the invitation's token, in hex; null once it was used or withdrawn. */
  readonly invitationHash: string | null;
  readonly invitationExpiresAt: string | null;
  readonly joinedAt: string | null;
  readonly removedAt: string | null;
}

export const practiceUserTable = entityTable<PracticeUserRecord>("practice_user", [
  "id",
  "email",
  "name",
  "role",
  "userId",
  "invitedBy",
  "invitationHash",
  "invitationExpiresAt",
  "joinedAt",
  "removedAt",
  "version",
  "createdAt",
  "updatedAt",
]);

/** Until the transaction ends, nobody else changes who owns the practice. The database's own check takes the same lock. */
export async function lockOwners(tx: Transaction, practiceId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`owners of ${practiceId}`}, 0))`;
}

export async function countOwners(tx: Transaction): Promise<number> {
  return practiceUserTable.count(
    tx,
    tx`and role = 'owner' and joined_at is not null and removed_at is null`,
  );
}

export function listPresentUsers(
  tx: Transaction,
  page: { after?: string | undefined; limit: number },
): Promise<readonly PracticeUserRecord[]> {
  return practiceUserTable.list(tx, page, tx`and removed_at is null`);
}

export async function findPresentUserByEmail(
  tx: Transaction,
  { email }: { email: string },
): Promise<PracticeUserRecord | undefined> {
  const where = tx`and removed_at is null and email = ${email}`;
  return (await practiceUserTable.list(tx, { limit: 1 }, where))[0];
}

/** Names of everybody who is or was in the practice. */
export function namesOfUsers(
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly { id: string; name: string }[]> {
  return tx<{ id: string; name: string }[]>`
    select id, name from practice_user where ${mine(tx)} and id = any(${[...ids]}::text[])`;
}

/** One practice that a person belongs to, with what they are there. */
export interface PracticeOfUser {
  readonly practiceId: string;
  readonly practiceName: string;
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

/** The practices of a person who signed in, the one joined first at the front. */
export function practicesOfUser(
  database: Database,
  { userId }: { userId: string },
): Promise<readonly PracticeOfUser[]> {
  return asWorker(
    database,
    (tx) => tx<PracticeOfUser[]>`
      select practice_id as "practiceId", practice_name as "practiceName", id, email, name, role
      from practices_of_user(${userId})`,
  );
}

export interface FoundInvitation extends PracticeOfUser {
  readonly expiresAt: string;
}

/** The one look-up across practices, by the token's hash alone. */
export function resolveInvitation(
  database: Database,
  { hash }: { hash: string },
): Promise<FoundInvitation | undefined> {
  return asWorker(database, async (tx) => {
    const [row] = await tx<FoundInvitation[]>`
      select practice_id as "practiceId", practice_name as "practiceName", id, email, name, role, expires_at as "expiresAt"
      from resolve_invitation(${hash})`;
    return row;
  });
}

export function isInvited(
  database: Database,
  { email, at }: { email: string; at: string },
): Promise<boolean> {
  return asWorker(database, async (tx) => {
    const [row] = await tx<{ isInvited: boolean }[]>`
      select is_invited(${email}, ${at}) as "isInvited"`;
    return row?.isInvited === true;
  });
}
