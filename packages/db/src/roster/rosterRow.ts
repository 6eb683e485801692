import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

type JsonObject = { readonly [name: string]: unknown };

/** What both sides last agreed on for one row, and what a write without a confirmed answer may have left. */
export interface RosterRowRecord {
  readonly rowId: string;
  readonly patientId: string | null;
  readonly membershipId: string | null;
  readonly familyRowId: string | null;
  readonly payerRowId: string | null;
  readonly lastRecord: number | null;
  readonly isConfirmed: boolean;
  readonly base: JsonObject;
  /** What the database said of the same fields when the base was taken. */
  readonly storedBase: JsonObject;
  readonly computedBase: JsonObject;
  readonly intended: JsonObject | null;
  readonly intendedInputs: JsonObject | null;
  readonly absentReads: number;
  readonly absentSince: string | null;
  readonly heldReason: string | null;
  readonly notice: string | null;
  /** The run that added the row's member. */
  readonly createdByRun: string | null;
}

export function listRosterRows(tx: Transaction, rosterId: string): Promise<RosterRowRecord[]> {
  return tx<RosterRowRecord[]>`
    select row_id as "rowId", patient_id as "patientId", membership_id as "membershipId",
      family_row_id as "familyRowId", payer_row_id as "payerRowId", last_record as "lastRecord",
      is_confirmed as "isConfirmed", base, stored_base as "storedBase", computed_base as "computedBase", intended,
      intended_inputs as "intendedInputs", absent_reads as "absentReads", absent_since as "absentSince",
      held_reason as "heldReason", notice, created_by_run as "createdByRun"
    from roster_row where ${mine(tx)} and roster_id = ${rosterId} order by row_id`;
}

/** Inserts rows or replaces them whole. */
export async function putRosterRows(
  tx: Transaction,
  practiceId: string,
  { rosterId, rows, at }: { rosterId: string; rows: readonly RosterRowRecord[]; at: string },
): Promise<void> {
  if (rows.length === 0) return;
  const texts = rows.map((row) => ({
    practice_id: practiceId,
    roster_id: rosterId,
    row_id: row.rowId,
    patient_id: row.patientId,
    membership_id: row.membershipId,
    family_row_id: row.familyRowId,
    payer_row_id: row.payerRowId,
    last_record: row.lastRecord,
    is_confirmed: row.isConfirmed,
    base: row.base,
    stored_base: row.storedBase,
    computed_base: row.computedBase,
    intended: row.intended,
    intended_inputs: row.intendedInputs,
    absent_reads: row.absentReads,
    absent_since: row.absentSince,
    held_reason: row.heldReason,
    notice: row.notice,
    created_at: at,
    created_by_run: row.createdByRun,
  }));
  await tx`
    insert into roster_row
    select * from json_populate_recordset(null::roster_row, ${JSON.stringify(texts)}::text::json)
    on conflict (practice_id, roster_id, row_id) do update set
      patient_id = excluded.patient_id, membership_id = excluded.membership_id,
      family_row_id = excluded.family_row_id, payer_row_id = excluded.payer_row_id,
      last_record = excluded.last_record, is_confirmed = excluded.is_confirmed, base = excluded.base,
      stored_base = excluded.stored_base,
      computed_base = excluded.computed_base, intended = excluded.intended,
      intended_inputs = excluded.intended_inputs, absent_reads = excluded.absent_reads,
      absent_since = excluded.absent_since, held_reason = excluded.held_reason, notice = excluded.notice`;
}

export type VerifiedRosterRow = {
  rowId: string;
  record: number;
  computed: JsonObject;
  inputs: JsonObject;
  /** The database's own values of those inputs. */
  stored: JsonObject;
  isIdConfirmed: boolean;
};

/** The base takes what was seen in the sheet, and nothing else; the row's intent is settled. */
export async function commitRosterRows(
  tx: Transaction,
  { rosterId, rows }: { rosterId: string; rows: readonly VerifiedRosterRow[] },
): Promise<void> {
  if (rows.length === 0) return;
  const texts = rows.map((row) => ({
    row_id: row.rowId,
    record: row.record,
    computed: row.computed,
    inputs: row.inputs,
    stored: row.stored,
    is_confirmed: row.isIdConfirmed,
  }));
  await tx`
    update roster_row present set
      computed_base = present.computed_base || seen.computed, base = present.base || seen.inputs,
      stored_base = present.stored_base || seen.stored,
      intended = null, intended_inputs = null, last_record = seen.record,
      is_confirmed = present.is_confirmed or seen.is_confirmed
    from json_to_recordset(${JSON.stringify(texts)}::text::json)
      as seen(row_id text, record integer, computed jsonb, inputs jsonb, stored jsonb, is_confirmed boolean)
    where present.practice_id = current_setting('rollbook.practice_id') and present.roster_id = ${rosterId}
      and present.row_id = seen.row_id`;
}

/** Where rows were seen in a read that changed nothing else of them. */
export async function moveRosterRows(
  tx: Transaction,
  { rosterId, places }: { rosterId: string; places: readonly { rowId: string; record: number }[] },
): Promise<void> {
  if (places.length === 0) return;
  await tx`
    update roster_row present set last_record = seen.record, is_confirmed = true
    from unnest(${places.map((place) => place.rowId)}::text[], ${places.map((place) => place.record)}::integer[])
      as seen(row_id, record)
    where present.practice_id = current_setting('rollbook.practice_id') and present.roster_id = ${rosterId}
      and present.row_id = seen.row_id`;
}
