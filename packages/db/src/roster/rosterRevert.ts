import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export type RosterRevertState = "asked" | "started" | "done" | "refused";

/** One run that somebody asked to take back. */
export interface RosterRevertRecord {
  readonly rosterId: string;
  readonly runId: string;
  /** Of the plan that was shown. */
  readonly planHash: string;
  readonly state: RosterRevertState;
  readonly reason: string | null;
  readonly outcome: { readonly [name: string]: unknown } | null;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly finishedAt: string | null;
}

const columns = (tx: Transaction) => tx`
  roster_id as "rosterId", run_id as "runId", plan_hash as "planHash", state, reason, outcome, asked_by as "askedBy",
  asked_at as "askedAt", finished_at as "finishedAt"`;

/** Asks for it, or asks again once the last one has ended. False while one is under way. */
export async function askForRevert(
  tx: Transaction,
  practiceId: string,
  asked: { rosterId: string; runId: string; planHash: string; by: string; at: string },
): Promise<boolean> {
  const rows = await tx`
    insert into roster_revert as present (practice_id, roster_id, run_id, plan_hash, state, asked_by, asked_at)
    values (${practiceId}, ${asked.rosterId}, ${asked.runId}, ${asked.planHash}, 'asked', ${asked.by}, ${asked.at})
    on conflict (practice_id, roster_id, run_id) do update set plan_hash = excluded.plan_hash, state = 'asked',
      reason = null, outcome = null, asked_by = excluded.asked_by, asked_at = excluded.asked_at, finished_at = null
    where present.state in ('asked', 'done', 'refused')
    returning run_id`;
  return rows.length === 1;
}

/** What is asked for or under way, the oldest first. */
export function listOpenReverts(tx: Transaction, rosterId: string): Promise<RosterRevertRecord[]> {
  return tx<RosterRevertRecord[]>`
    select ${columns(tx)} from roster_revert
    where ${mine(tx)} and roster_id = ${rosterId} and state in ('asked', 'started') order by asked_at, run_id`;
}

export async function getRevert(
  tx: Transaction,
  { rosterId, runId }: { rosterId: string; runId: string },
): Promise<RosterRevertRecord | undefined> {
  const [row] = await tx<RosterRevertRecord[]>`
    select ${columns(tx)} from roster_revert
    where ${mine(tx)} and roster_id = ${rosterId} and run_id = ${runId}`;
  return row;
}

export async function setRevertState(
  tx: Transaction,
  revert: {
    rosterId: string;
    runId: string;
    state: RosterRevertState;
    reason: string | null;
    outcome: object | null;
    finishedAt: string | null;
  },
): Promise<void> {
  const outcome = revert.outcome === null ? null : JSON.stringify(revert.outcome);
  await tx`
    update roster_revert set state = ${revert.state}, reason = ${revert.reason},
      outcome = coalesce(${outcome}::text::jsonb, outcome), finished_at = ${revert.finishedAt}
    where ${mine(tx)} and roster_id = ${revert.rosterId} and run_id = ${revert.runId}`;
}

export type RevertMaterial = {
  entries: { rowId: string; field: string; before: unknown; after: unknown }[];
  created: { rowId: string; isChangedSince: boolean }[];
  issued: {
    invoiceId: string;
    number: string;
    membershipId: string;
    issuedOn: string;
    totalMinor: number;
    currency: string;
  }[];
};

/** What a run changed, whom it added, and what was issued since to the members it touched. */
export async function readRevertMaterial(
  tx: Transaction,
  { rosterId, runId }: { rosterId: string; runId: string },
): Promise<RevertMaterial> {
  const entries = await tx<RevertMaterial["entries"]>`
    select row_id as "rowId", field, value_before as before, value_after as after
    from roster_history
    where ${mine(tx)} and roster_id = ${rosterId} and run_id = ${runId} and origin in ('sheet', 'database')
    order by happened_at, entry_id`;
  const created = await tx<RevertMaterial["created"]>`
    select row.row_id as "rowId", exists (
      select from roster_history later
      where later.practice_id = row.practice_id and later.roster_id = row.roster_id
        and later.row_id = row.row_id and later.run_id <> ${runId} and later.origin in ('sheet', 'database')
    ) as "isChangedSince"
    from roster_row row
    where row.practice_id = current_setting('rollbook.practice_id') and row.roster_id = ${rosterId}
      and row.created_by_run = ${runId}
    order by row.row_id`;
  const issued = await tx<RevertMaterial["issued"]>`
    select invoice.id as "invoiceId", invoice.number::text as number, line.membership_id as "membershipId",
      invoice.issued_on as "issuedOn", sum(line.total_minor)::bigint as "totalMinor", invoice.currency
    from invoice
    join invoice_line line on line.practice_id = invoice.practice_id and line.invoice_id = invoice.id
    join roster_run run on run.practice_id = invoice.practice_id and run.run_id = ${runId}
    where invoice.practice_id = current_setting('rollbook.practice_id') and line.membership_id is not null
      and invoice.kind <> 'credit_note' and invoice.status not in ('draft', 'voided')
      and invoice.created_at >= run.started_at
      and line.membership_id in (
        select row.membership_id from roster_row row
        where row.practice_id = invoice.practice_id and row.roster_id = ${rosterId} and row.membership_id is not null)
    group by invoice.id, invoice.number, line.membership_id, invoice.issued_on, invoice.currency
    order by invoice.number`;
  return { entries: [...entries], created: [...created], issued: [...issued] };
}
