import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

/** One thing of a roster that needs a person. */
export interface RosterIssueRecord {
  readonly id: string;
  readonly kind: string;
  readonly cause: string;
  readonly rowId: string | null;
  /** The row in the sheet, 1 = first. */
  readonly record: number | null;
  readonly member: string | null;
  readonly field: string | null;
  readonly column: string | null;
  readonly sheetValue: string | null;
  readonly storedValue: string | null;
  readonly message: string;
  readonly approval: string | null;
}

/** With what is known of it besides: since when, and whether somebody has decided it already. */
export interface ListedRosterIssue extends RosterIssueRecord {
  readonly since: string;
  /** Decided; the next sync does it. */
  readonly isDecided: boolean;
  readonly patientId: string | null;
  readonly membershipId: string | null;
  readonly priceProposalId: string | null;
  /** Sorts by the row in the sheet; what is about the whole file comes first. */
  readonly place: string;
}

/** These and no others are open now; one that stood already keeps its date. */
export async function replaceRosterIssues(
  tx: Transaction,
  input: { rosterId: string; issues: readonly RosterIssueRecord[]; at: string },
): Promise<void> {
  const { rosterId, at } = input;
  const texts = JSON.stringify(
    input.issues.map((issue) => ({
      issue_id: issue.id,
      kind: issue.kind,
      cause: issue.cause,
      row_id: issue.rowId,
      record: issue.record,
      member: issue.member,
      field: issue.field,
      column_header: issue.column,
      sheet_value: issue.sheetValue,
      stored_value: issue.storedValue,
      message: issue.message,
      approval: issue.approval,
    })),
  );
  await tx`
    with open as materialized (
      select * from json_to_recordset(${texts}::text::json) as open(issue_id text, kind text, cause text, row_id text,
        record integer, member text, field text, column_header text, sheet_value text, stored_value text, message text,
        approval text)
    ), gone as (
      delete from roster_issue where ${mine(tx)} and roster_id = ${rosterId}
        and issue_id not in (select issue_id from open)
    )
    insert into roster_issue as present (practice_id, roster_id, issue_id, kind, cause, row_id, record, member, field,
      column_header, sheet_value, stored_value, message, approval, since)
    select current_setting('rollbook.practice_id'), ${rosterId}, open.*, ${at}::timestamptz from open
    on conflict (practice_id, roster_id, issue_id) do update set kind = excluded.kind, cause = excluded.cause,
      row_id = excluded.row_id, record = excluded.record, member = excluded.member, field = excluded.field,
      column_header = excluded.column_header, sheet_value = excluded.sheet_value,
      stored_value = excluded.stored_value, message = excluded.message, approval = excluded.approval
    where (present.kind, present.cause, present.row_id, present.record, present.member, present.field,
        present.column_header, present.sheet_value, present.stored_value, present.message, present.approval)
      is distinct from (excluded.kind, excluded.cause, excluded.row_id, excluded.record, excluded.member,
        excluded.field, excluded.column_header, excluded.sheet_value, excluded.stored_value, excluded.message,
        excluded.approval)`;
}

export function listRosterIssues(
  tx: Transaction,
  input: {
    rosterId: string;
    kinds?: readonly string[] | undefined;
    rowId?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
): Promise<ListedRosterIssue[]> {
  const { kinds, rowId, after } = input;
  return tx<ListedRosterIssue[]>`
    select issue.issue_id as id, issue.kind, issue.cause, issue.row_id as "rowId", issue.record, issue.member,
      issue.field, issue.column_header as "column", issue.sheet_value as "sheetValue",
      issue.stored_value as "storedValue", issue.message, issue.approval, issue.since, issue.place,
      known.patient_id as "patientId", known.membership_id as "membershipId", proposal.id as "priceProposalId",
      case issue.kind when 'price_proposal' then proposal.id is null
        else conflict.keep is not null or approved.approval is not null end as "isDecided"
    from roster_issue issue
    left join roster_row known on known.practice_id = issue.practice_id and known.roster_id = issue.roster_id
      and known.row_id = issue.row_id
    left join roster_conflict conflict on issue.kind = 'conflict' and conflict.practice_id = issue.practice_id
      and conflict.roster_id = issue.roster_id and conflict.row_id = issue.row_id and conflict.field = issue.field
    left join roster_approval approved on approved.practice_id = issue.practice_id
      and approved.roster_id = issue.roster_id and approved.approval = issue.approval
    left join lateral (
      select price_proposal.id from price_proposal
      join plan on plan.practice_id = price_proposal.practice_id and plan.id = price_proposal.plan_id
      where issue.kind = 'price_proposal' and price_proposal.practice_id = issue.practice_id
        and price_proposal.roster_id = issue.roster_id and price_proposal.state = 'open'
        and issue.issue_id = 'price/' || plan.name || '/' || price_proposal.billing_interval
      limit 1
    ) proposal on true
    where issue.practice_id = current_setting('rollbook.practice_id') and issue.roster_id = ${input.rosterId}
      ${kinds === undefined ? tx`` : tx`and issue.kind = any(${[...kinds]}::text[])`}
      ${rowId === undefined ? tx`` : tx`and issue.row_id = ${rowId}`}
      ${after === undefined ? tx`` : tx`and issue.place > ${after}`}
    order by issue.place limit ${input.limit}`;
}
