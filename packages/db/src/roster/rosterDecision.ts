import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** Guards and first syncs that a person approved, by the text that names exactly what was shown. */
export async function listApprovals(tx: Transaction, rosterId: string): Promise<string[]> {
  const rows = await tx<{ approval: string }[]>`
    select approval from roster_approval where ${mine(tx)} and roster_id = ${rosterId}`;
  return rows.map((row) => row.approval);
}

/** What waits for somebody's approval now, and whether any sync ever asked for this one. */
export async function findAskedApproval(
  tx: Transaction,
  { rosterId, approval }: { rosterId: string; approval: string },
): Promise<{ waiting: string[]; wasAsked: boolean }> {
  const asked = JSON.stringify([{ approval }]);
  const approvable = JSON.stringify([{ approval, canApprove: true }]);
  const [[found], waiting] = await Promise.all([
    tx<{ wasAsked: boolean }[]>`
      select exists (select from roster_run where ${mine(tx)} and roster_id = ${rosterId}
          and (guards @> ${approvable}::text::jsonb or questions @> ${asked}::text::jsonb))
        or exists (select from roster_approval where ${mine(tx)} and roster_id = ${rosterId}
          and approval = ${approval}) as "wasAsked"`,
    tx<{ approval: string }[]>`
      select distinct approval from roster_issue
      where ${mine(tx)} and roster_id = ${rosterId} and approval is not null order by approval`,
  ]);
  return {
    waiting: waiting.map((row) => row.approval),
    wasAsked: found?.wasAsked === true,
  };
}

export async function insertApproval(
  tx: Transaction,
  practiceId: string,
  approval: { rosterId: string; approval: string; by: string; at: string },
): Promise<void> {
  await tx`
    insert into roster_approval (practice_id, roster_id, approval, approved_by, approved_at)
    values (${practiceId}, ${approval.rosterId}, ${approval.approval}, ${approval.by}, ${approval.at})
    on conflict do nothing`;
}

export interface RosterConflictRecord {
  readonly rowId: string;
  readonly field: string;
  readonly base: unknown;
  readonly sheetValue: unknown;
  readonly storedValue: unknown;
  readonly keep: "sheet" | "database" | null;
  readonly openedAt: string;
}

/** By row and field: all of a roster, or a page. */
export function listConflicts(
  tx: Transaction,
  rosterId: string,
  {
    after,
    limit,
  }: {
    /** Where the page before ended; what stood there may be settled by now. */
    after?: Pick<RosterConflictRecord, "rowId" | "field"> | undefined;
    limit?: number | undefined;
  } = {},
): Promise<RosterConflictRecord[]> {
  return tx<RosterConflictRecord[]>`
    select row_id as "rowId", field, base, sheet_value as "sheetValue", stored_value as "storedValue", keep,
      opened_at as "openedAt"
    from roster_conflict where ${mine(tx)} and roster_id = ${rosterId}
      ${after === undefined ? tx`` : tx`and (row_id, field) > (${after.rowId}, ${after.field})`}
    order by row_id, field ${limit === undefined ? tx`` : tx`limit ${limit}`}`;
}

export async function putConflict(
  tx: Transaction,
  practiceId: string,
  conflict: Omit<RosterConflictRecord, "keep"> & { rosterId: string },
): Promise<void> {
  const json = (value: unknown) => JSON.stringify(value ?? null);
  await tx`
    insert into roster_conflict (practice_id, roster_id, row_id, field, base, sheet_value, stored_value, opened_at)
    values (${practiceId}, ${conflict.rosterId}, ${conflict.rowId}, ${conflict.field},
      ${json(conflict.base)}::text::jsonb, ${json(conflict.sheetValue)}::text::jsonb,
      ${json(conflict.storedValue)}::text::jsonb, ${conflict.openedAt})
    on conflict (practice_id, roster_id, row_id, field) do update set base = excluded.base,
      sheet_value = excluded.sheet_value, stored_value = excluded.stored_value, keep = null,
      opened_at = excluded.opened_at`;
}

/** False when there is no such conflict. */
export async function chooseForConflict(
  tx: Transaction,
  choice: { rosterId: string; rowId: string; field: string; keep: "sheet" | "database" },
): Promise<boolean> {
  const rows = await tx`
    update roster_conflict set keep = ${choice.keep}
    where ${mine(tx)} and roster_id = ${choice.rosterId} and row_id = ${choice.rowId}
      and field = ${choice.field}
    returning field`;
  return rows.length === 1;
}

export async function deleteConflict(
  tx: Transaction,
  { rosterId, rowId, field }: { rosterId: string; rowId: string; field: string },
): Promise<void> {
  await tx`
    delete from roster_conflict
    where ${mine(tx)} and roster_id = ${rosterId} and row_id = ${rowId} and field = ${field}`;
}

export type RosterHistoryOrigin =
  | "sheet"
  | "database"
  | "put_back"
  | "overwritten"
  | "revert"
  | "conflict";

export interface RosterHistoryRecord {
  readonly entryId: string;
  readonly runId: string;
  readonly rowId: string;
  readonly field: string;
  readonly origin: RosterHistoryOrigin;
  readonly valueBefore: unknown;
  readonly valueAfter: unknown;
  readonly happenedAt: string;
}

/** With whom Drive named as the last editor before the run; null for what was not typed in the sheet. */
export interface ListedHistory extends RosterHistoryRecord {
  readonly editorHint: string | null;
}

export async function insertHistory(
  tx: Transaction,
  practiceId: string,
  { rosterId, entries }: { rosterId: string; entries: readonly RosterHistoryRecord[] },
): Promise<void> {
  if (entries.length === 0) return;
  const texts = entries.map((entry) => ({
    practice_id: practiceId,
    entry_id: entry.entryId,
    roster_id: rosterId,
    run_id: entry.runId,
    row_id: entry.rowId,
    field: entry.field,
    origin: entry.origin,
    value_before: entry.valueBefore ?? null,
    value_after: entry.valueAfter ?? null,
    happened_at: entry.happenedAt,
  }));
  await tx`
    insert into roster_history
    select * from json_populate_recordset(null::roster_history, ${JSON.stringify(texts)}::text::json)`;
}

export function listHistory(
  tx: Transaction,
  {
    rosterId,
    rowId,
    runId,
    after,
    limit,
  }: {
    rosterId: string;
    rowId?: string | undefined;
    runId?: string | undefined;
    /** The entry that ended the page before. */
    after?: string | undefined;
    limit: number;
  },
): Promise<ListedHistory[]> {
  return tx<ListedHistory[]>`
    select entry_id as "entryId", run_id as "runId", row_id as "rowId", field, origin,
      value_before as "valueBefore", value_after as "valueAfter", happened_at as "happenedAt",
      case when origin in ('sheet', 'put_back', 'overwritten', 'conflict') then (
        select editor_hint from roster_run run
        where run.practice_id = roster_history.practice_id and run.run_id = roster_history.run_id
      ) end as "editorHint"
    from roster_history
    where ${mine(tx)} and roster_id = ${rosterId}
      ${rowId === undefined ? tx`` : tx`and row_id = ${rowId}`}
      ${runId === undefined ? tx`` : tx`and run_id = ${runId}`}
      ${
        after === undefined
          ? tx``
          : tx`and (happened_at, entry_id) < (
              select happened_at, entry_id from roster_history where ${mine(tx)} and entry_id = ${after})`
      }
    order by happened_at desc, entry_id desc limit ${limit}`;
}
