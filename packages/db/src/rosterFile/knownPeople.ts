import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface KnownPersonRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly dob: string | null;
  readonly email: string | null;
}

/** Everybody of the practice, with what tells people apart. */
export async function listKnownPeople(tx: Transaction): Promise<readonly KnownPersonRow[]> {
  return tx<KnownPersonRow[]>`
    select id, external_id as "externalId", concat_ws(' ', first_name, middle_name, last_name) as name,
      birth_date as dob, lower(email) as email
    from patient where ${mine(tx)} order by id`;
}

/** One file at a time is taken over, until the transaction ends: two at once would make the same people twice. */
export async function lockRosterFiles(tx: Transaction, practiceId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`roster files|${practiceId}`}, 0))`;
}
