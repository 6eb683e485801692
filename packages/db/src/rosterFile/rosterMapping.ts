import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export interface RosterMappingRow {
  readonly headersHash: string;
  readonly fileName: string;
  /** core's RosterMapping. */
  readonly settings: object;
  readonly confirmedAt: string;
  readonly confirmedBy: string;
}

export async function findRosterMapping(
  tx: Transaction,
  { headersHash }: { headersHash: string },
): Promise<RosterMappingRow | undefined> {
  const [row] = await tx<RosterMappingRow[]>`
    select headers_hash as "headersHash", file_name as "fileName", settings, confirmed_at as "confirmedAt",
      confirmed_by as "confirmedBy"
    from roster_mapping where ${mine(tx)} and headers_hash = ${headersHash}`;
  return row;
}

/** The last confirmation stands. */
export async function putRosterMapping(
  tx: Transaction,
  practiceId: string,
  row: RosterMappingRow,
): Promise<void> {
  await tx`
    insert into roster_mapping (practice_id, headers_hash, file_name, settings, confirmed_at, confirmed_by)
    values (${practiceId}, ${row.headersHash}, ${row.fileName}, ${tx.json(row.settings as never)},
      ${row.confirmedAt}::timestamptz, ${row.confirmedBy})
    on conflict (practice_id, headers_hash) do update set file_name = excluded.file_name,
      settings = excluded.settings, confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by`;
}
