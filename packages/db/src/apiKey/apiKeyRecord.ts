import { asWorker } from "../connection/withPractice.ts";
import type { Database, Transaction } from "../connection/openDatabase.ts";
import { entityTable, mine, type EntityRecord } from "../entity/entityTable.ts";

export interface ApiKeyRecord extends EntityRecord {
  readonly name: string;
  /** SHA-256 of the key, in hex; the key itself is shown once and kept nowhere. */
  readonly hash: string;
  readonly role: string;
  /** Null: all of the role's. */
  readonly permissions: readonly string[] | null;
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

export const apiKeyTable = entityTable<ApiKeyRecord>("api_key", [
  "id",
  "name",
  "hash",
  "role",
  "permissions",
  "createdBy",
  "expiresAt",
  "revokedAt",
  "lastUsedAt",
  "version",
  "createdAt",
  "updatedAt",
]);

export interface ResolvedApiKey {
  readonly practiceId: string;
  readonly id: string;
  readonly role: string;
  readonly permissions: readonly string[] | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

/** The one look-up across practices, by the key's hash alone. */
export function resolveApiKey(
  database: Database,
  { hash }: { hash: string },
): Promise<ResolvedApiKey | undefined> {
  return asWorker(database, async (tx) => {
    const [row] = await tx<ResolvedApiKey[]>`
      select practice_id as "practiceId", id, role, permissions, expires_at as "expiresAt", revoked_at as "revokedAt"
      from resolve_api_key(${hash})`;
    return row;
  });
}

export async function recordApiKeyUse(
  tx: Transaction,
  { id, at, unlessSince }: { id: string; at: string; unlessSince: string },
): Promise<void> {
  await tx`
    update api_key set last_used_at = ${at}
    where ${mine(tx)} and id = ${id} and (last_used_at is null or last_used_at < ${unlessSince})`;
}
