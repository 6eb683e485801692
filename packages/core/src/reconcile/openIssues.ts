import { intervalInWords } from "../calendar/index.ts";
import { decimalOf, type Currency } from "../money/index.ts";
import { RosterFieldKey, rosterField } from "../roster/index.ts";
import type { AttentionCause, RowAttention } from "./attention.ts";
import { valueOf, type FieldValue } from "./fieldValue.ts";
import { canonicalJson, hashText } from "./hash.ts";
import { displayNameOf } from "./identity.ts";
import type { InputWrite } from "./operation.ts";
import type { PausedColumn } from "./pausedColumns.ts";
import type { SyncPlan } from "./planSync.ts";
import { priceKey, proposalsAfter } from "./priceProposals.ts";
import type { KnownRow, SyncState } from "./syncState.ts";

export const openIssueKinds = [
  "held_row",
  "refused_edit",
  "open_question",
  "remark",
  "conflict",
  "unwritable_value",
  "paused_column",
  "moved_rows",
  "price_proposal",
  "row_gone",
  "file_question",
  "stopped",
] as const;
export type OpenIssueKind = (typeof openIssueKinds)[number];

/** One thing of a roster that needs a person, as it stands once the plan is applied. */
export type OpenIssue = {
  /** The same from one sync to the next. */
  id: string;
  kind: OpenIssueKind;
  /** Why, as a code. */
  cause: string;
  rowId: string | null;
  /** The row in the sheet, 1 = first. */
  record: number | null;
  member: string | null;
  field: string | null;
  /** The header of the column as it stands in the sheet. */
  column: string | null;
  sheetValue: string | null;
  storedValue: string | null;
  /** What is wrong and what would be right. */
  message: string;
  /** What approving it means, as a text for the approvals. */
  approval: string | null;
};

type Input = {
  state: SyncState;
  plan: SyncPlan;
  currency: Currency;
  /** Values of the database that cannot be typed into the sheet: a formula, a merge, a form it does not read. */
  unwritable: readonly InputWrite[];
};

/** Everything that needs a person: of the file first, then of the rows in the order of the sheet (SYN-19). */
export function openIssues(input: Input): OpenIssue[] {
  const { plan } = input;
  const about: Context = { ...input, ...lookUps(input.state) };
  const found = [
    ...plan.guards.map(guardIssue),
    ...plan.questions.map(questionIssue),
    ...plan.paused.map(pausedIssue),
    ...reboundIssues(plan),
    ...proposalIssues(input),
    ...conflictIssues(about),
    ...input.unwritable.flatMap((write) => unwritableIssue(about, write)),
    ...absentIssues(input),
    ...rowIssues(about),
  ];
  return [...new Map(found.map((issue) => [issue.id, issue])).values()].sort(byRecord);
}

const byRecord = (a: { record: number | null }, b: { record: number | null }) =>
  (a.record ?? 0) - (b.record ?? 0);

type Context = Input & ReturnType<typeof lookUps>;

function lookUps({ rows, known, reading }: SyncState) {
  const records = new Map(rows.map(({ rowId, record }) => [rowId, record]));
  const headers = new Map(reading.columns.map(({ field, header }) => [field as string, header]));
  return {
    known: new Map(known.map((row) => [row.rowId, row])),
    recordOf: (row: KnownRow) => records.get(row.rowId) ?? row.lastRecord,
    headerOf: (field: string | null) => (field === null ? null : (headers.get(field) ?? null)),
  };
}

const empty = {
  rowId: null,
  record: null,
  member: null,
  field: null,
  column: null,
  sheetValue: null,
  storedValue: null,
  approval: null,
} as const;

const guardIssue = ({ code, message, approval, canApprove }: SyncPlan["guards"][number]) => ({
  ...empty,
  id: `stop/${approval}`,
  kind: "stopped" as const,
  cause: code,
  message,
  approval: canApprove ? approval : null,
});

const questionIssue = ({ code, column, message }: SyncPlan["questions"][number]) => ({
  ...empty,
  id: `question/${code}/${hashText(`${column ?? ""} ${message}`)}`,
  kind: "file_question" as const,
  cause: code,
  column,
  message,
});

const pausedPrefix = "column/";
const reboundPrefix = "rows/";

const pausedIssue = ({ field, kind, header, message, approval }: PausedColumn) => ({
  ...empty,
  id: `${pausedPrefix}${approval}`,
  kind: "paused_column" as const,
  cause: `column_${kind}`,
  field,
  column: header,
  message,
  approval,
});

/** Rows beside the hidden ID of another member; where they stop the run, its guard says the same. */
function reboundIssues({ rebinding, guards }: SyncPlan): OpenIssue[] {
  if (rebinding === null) return [];
  const { message, approval } = rebinding;
  if (guards.some((guard) => guard.approval === approval)) return [];
  const id = `${reboundPrefix}${approval}`;
  return [{ ...empty, id, kind: "moved_rows", cause: "identities_changed", message, approval }];
}

/** What the choice beside a paused column or rebound rows approves; null where the row is about something else. */
export const approvalOfIssue = (id: string): string | null => {
  const prefix = [pausedPrefix, reboundPrefix].find((one) => id.startsWith(one));
  return prefix === undefined ? null : id.slice(prefix.length);
};

/** Prices that wait for somebody who may edit products. */
function proposalIssues({ state, plan, currency }: Input): OpenIssue[] {
  const wanted = proposalsAfter({ proposals: state.proposals, operations: plan.operations });
  const amount = (minor: number) => `${decimalOf({ minor, currency })} ${currency}`;
  return [...wanted.values()]
    .filter((proposal) => proposal.state === "open")
    .map((proposal) => {
      const { planName, interval, priceMinor } = proposal;
      const present = state.plans
        .find((one) => one.name === planName)
        ?.prices.find((price) => price.interval === interval);
      return {
        ...empty,
        id: `price/${priceKey(proposal)}`,
        kind: "price_proposal",
        cause: "price_typed",
        member: planName,
        field: `price, ${intervalInWords(interval)}`,
        sheetValue: amount(priceMinor),
        storedValue: present === undefined ? null : amount(present.priceMinor),
        message:
          "A new price was typed in Plans. Nobody is charged it before someone who may edit products approves it in Rollbook.",
      };
    });
}

function conflictIssues(about: Context): OpenIssue[] {
  const found = new Map<string, OpenIssue>();
  const note = (row: KnownRow, conflict: Parameters<typeof cellIssue>[2]) => {
    const { label } = rosterField(conflict.field);
    const issue: OpenIssue = {
      ...cellIssue(about, row, conflict),
      kind: "conflict",
      cause: "both_changed",
      message: `The ${label} was changed in the sheet and in Rollbook, to different values; choose which one stays.`,
    };
    found.set(issue.id, issue);
  };
  for (const row of about.known.values()) for (const open of row.openConflicts) note(row, open);
  for (const operation of about.plan.operations) {
    const row = "rowId" in operation ? about.known.get(operation.rowId) : undefined;
    if (row === undefined) continue;
    if (operation.kind === "open_conflict") note(row, operation);
    if (operation.kind === "settle_conflict") found.delete(`${row.rowId}/${operation.field}`);
  }
  return [...found.values()];
}

function unwritableIssue(about: Context, write: InputWrite): OpenIssue[] {
  const row = about.known.get(write.rowId);
  if (row === undefined) return [];
  const { field, before: sheetValue, value: storedValue } = write;
  return [
    {
      ...cellIssue(about, row, { field, sheetValue, storedValue }),
      kind: "unwritable_value",
      cause: "cannot_be_typed",
      message:
        "Rollbook cannot type its value into this cell. Type it there, or change it back in Rollbook.",
    },
  ];
}

/** One cell of a known row, with what each side says. */
function cellIssue(
  { currency, recordOf, headerOf }: Context,
  row: KnownRow,
  { field, ...sides }: { field: RosterFieldKey; sheetValue: FieldValue; storedValue: FieldValue },
) {
  const { rowId } = row;
  return {
    ...empty,
    id: `${rowId}/${field}`,
    rowId,
    record: recordOf(row),
    member: displayNameOf(row.base),
    field,
    column: headerOf(field),
    sheetValue: shown({ field, value: sides.sheetValue, currency }),
    storedValue: shown({ field, value: sides.storedValue, currency }),
  };
}

function absentIssues({ state, plan }: Input): OpenIssue[] {
  const reads = new Map(state.known.map((row) => [row.rowId, row.absentReads]));
  for (const operation of plan.operations) {
    if (operation.kind === "count_absence") reads.set(operation.rowId, operation.reads);
  }
  return state.known.flatMap((row): OpenIssue[] => {
    if ((reads.get(row.rowId) ?? 0) < 2) return [];
    return [
      {
        ...empty,
        id: `${row.rowId}/gone`,
        kind: "row_gone",
        cause: "row_missing",
        rowId: row.rowId,
        member: displayNameOf(row.base),
        message:
          "Their row is gone. Undo the deletion, or say on which day they left; nothing is billed meanwhile.",
      },
    ];
  });
}

/** Of the rows themselves; a conflict stands in a place of its own. */
function rowIssues({ state, plan, currency, headerOf }: Context): OpenIssue[] {
  const columns = new Map(state.reading.columns.map(({ column, header }) => [column, header]));
  const times = new Map<string, number>();
  return plan.attention.toSorted(byRecord).flatMap((row) => {
    const key = row.rowId ?? `new-${hashText(canonicalJson(row.values))}`;
    return causesIn(row).map((cause): OpenIssue => {
      const { field, column, found, code, message } = cause;
      const about = `row/${key}/${code}/${field ?? ""}`;
      const time = (times.get(about) ?? 0) + 1;
      times.set(about, time);
      return {
        ...empty,
        id: time === 1 ? about : `${about}/${time}`,
        kind: kindOf({ row, cause }),
        cause: code,
        rowId: row.rowId,
        record: row.record,
        member: displayNameOf(row.values),
        field,
        column: (column === null ? null : columns.get(column)) ?? headerOf(field),
        sheetValue: found ?? typedIn({ row, field, currency }),
        message,
      };
    });
  });
}

function causesIn({ causes, isHeld }: RowAttention): AttentionCause[] {
  const told = causes.filter(({ kind }) => kind !== "conflict");
  return told.length === 0 && isHeld ? [waitsForAnswer] : told;
}

const waitsForAnswer: AttentionCause = {
  kind: "hold",
  code: "waits_for_answer",
  field: null,
  column: null,
  found: null,
  message: "A question about the whole file is open; the row is taken once it is answered.",
};

function kindOf({ row, cause }: { row: RowAttention; cause: AttentionCause }): OpenIssueKind {
  const isOnlyTold = !row.causes.some(({ kind }) => kind === "mistake" || kind === "hold");
  if (row.isHeld && isOnlyTold) return "held_row";
  switch (cause.kind) {
    case "mistake":
    case "hold":
      return "held_row";
    case "conflict":
      return "conflict";
    case "refusal":
      return "refused_edit";
    case "question":
      return "open_question";
    case "remark":
      return "remark";
  }
}

function typedIn(input: {
  row: RowAttention;
  field: string | null;
  currency: Currency;
}): string | null {
  const key = RosterFieldKey.safeParse(input.field);
  if (!key.success) return null;
  const value = valueOf(input.row.values, key.data);
  return shown({ field: key.data, value, currency: input.currency });
}

function shown(input: {
  field: RosterFieldKey;
  value: FieldValue;
  currency: Currency;
}): string | null {
  const { value: minor, currency } = input;
  if (minor === null) return null;
  const isMoney = ["money", "balance"].includes(rosterField(input.field).type);
  if (isMoney && typeof minor === "number") return decimalOf({ minor, currency });
  return Array.isArray(minor) ? minor.join(", ") : String(minor);
}
