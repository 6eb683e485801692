import type { RosterFieldKey } from "../roster/index.ts";
import { sameValue, valueOf, type FieldValue } from "./fieldValue.ts";
import { canonicalJson, hashText } from "./hash.ts";
import { displayNameOf } from "./identity.ts";
import type { KnownRow, SheetRow } from "./syncState.ts";

/** One cell as a run found it and as it left it, from the history. */
export type RevertEntry = {
  rowId: string;
  field: RosterFieldKey;
  before: FieldValue;
  after: FieldValue;
};

/** An invoice issued since the run, of a membership that the run touched. */
export type IssuedSince = {
  invoiceId: string;
  number: string;
  membershipId: string;
  issuedOn: string;
  /** The membership's share of the invoice, minor units. */
  totalMinor: number;
  currency: string;
};

export type RevertState = {
  runId: string;
  /** Oldest first. */
  entries: readonly RevertEntry[];
  created: readonly { rowId: string; isChangedSince: boolean }[];
  known: readonly KnownRow[];
  /** What stands in the sheet now; null where only the database was asked. */
  rows: readonly SheetRow[] | null;
  issued: readonly IssuedSince[];
};

export type RevertedCell = {
  rowId: string;
  member: string | null;
  field: RosterFieldKey;
  from: FieldValue;
  to: FieldValue;
};

export type RevertConflict = {
  rowId: string;
  member: string | null;
  /** Null: the row as a whole. */
  field: RosterFieldKey | null;
  now: FieldValue;
  wanted: FieldValue;
  reason: string;
};

export type RevertPlan = {
  runId: string;
  cells: RevertedCell[];
  /** Members whom the run added: archived, never deleted. */
  archived: { rowId: string; membershipId: string; member: string | null }[];
  /** What changed since is never overwritten. */
  conflicts: RevertConflict[];
  /** Proposed, not issued. */
  credits: IssuedSince[];
  /** Names what is taken back; the sheet's own edits since are looked at when it happens. */
  hash: string;
};

/** What taking a run back does, as plain data (SYN-14): the old values come back unless something changed since. */
export function planRevert(state: RevertState): RevertPlan {
  const known = new Map(state.known.map((row) => [row.rowId, row]));
  const cells: RevertedCell[] = [];
  const conflicts: RevertConflict[] = [];
  for (const change of netChanges(state.entries)) {
    const verdict = judgeCell({ change, known: known.get(change.rowId), rows: state.rows });
    if (verdict.kind === "cell") cells.push(verdict.cell);
    if (verdict.kind === "conflict") conflicts.push(verdict.conflict);
  }
  const archived: RevertPlan["archived"] = [];
  for (const creation of state.created) {
    const row = known.get(creation.rowId);
    if (row === undefined || row.membership === null) continue;
    if (row.membership.facts.archivedOn !== null) continue;
    const member = shownName(row);
    if (creation.isChangedSince) conflicts.push(changedMember({ row, member }));
    else archived.push({ rowId: row.rowId, membershipId: row.membership.membershipId, member });
  }
  const credits = creditsOf({ state, cells, archived, known });
  const { runId } = state;
  const hash = hashText(canonicalJson({ runId, cells, archived, conflicts, credits }));
  return { runId, cells, archived, conflicts, credits, hash };
}

/** A run of several passes may have written a cell more than once: first value before, last value after. */
function netChanges(entries: readonly RevertEntry[]): RevertEntry[] {
  const changes = new Map<string, RevertEntry>();
  for (const entry of entries) {
    const key = `${entry.rowId}/${entry.field}`;
    const first = changes.get(key);
    changes.set(key, first === undefined ? entry : { ...first, after: entry.after });
  }
  return [...changes.values()]
    .filter((change) => !sameValue(change.before, change.after))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = (entry: RevertEntry) => `${entry.rowId}/${entry.field}`;

type Verdict =
  | { kind: "cell"; cell: RevertedCell }
  | { kind: "conflict"; conflict: RevertConflict }
  | { kind: "nothing" };

function judgeCell(input: {
  change: RevertEntry;
  known: KnownRow | undefined;
  rows: readonly SheetRow[] | null;
}): Verdict {
  const { change, known } = input;
  const { rowId, field } = change;
  const conflict = (now: FieldValue, reason: string): Verdict => {
    const member = known === undefined ? null : shownName(known);
    return {
      kind: "conflict",
      conflict: { rowId, member, field, now, wanted: change.before, reason },
    };
  };
  if (known === undefined) return conflict(null, "The row is no longer part of the roster.");
  const base = valueOf(known.base, field);
  const stored = valueOf(known.stored, field);
  const inSheet = sheetValue({ rows: input.rows, rowId, field });
  if (inSheet === "missing") return conflict(base, "The row is not in the sheet.");
  const now = inSheet === "unread" ? base : inSheet.value;
  if (sameValue(now, change.before)) return { kind: "nothing" };
  if (!sameValue(stored, change.after)) return conflict(stored, "Changed in Rollbook since.");
  if (!sameValue(now, change.after)) return conflict(now, "Changed in the sheet since.");
  if (!sameValue(base, change.after)) return conflict(base, "Changed since.");
  const member = shownName(known);
  const cell = { rowId, member, field, from: change.after, to: change.before };
  return { kind: "cell", cell };
}

function sheetValue(input: {
  rows: readonly SheetRow[] | null;
  rowId: string;
  field: RosterFieldKey;
}): "unread" | "missing" | { value: FieldValue } {
  if (input.rows === null) return "unread";
  const found = input.rows.filter((sheet) => sheet.rowId === input.rowId);
  const [sheet] = found;
  if (sheet === undefined || found.length > 1) return "missing";
  return { value: valueOf(sheet.row.values, input.field) };
}

function changedMember(input: { row: KnownRow; member: string | null }): RevertConflict {
  const { row, member } = input;
  const reason =
    "Added by this run and changed since; archive the membership by hand if it shall go.";
  return { rowId: row.rowId, member, field: null, now: null, wanted: null, reason };
}

function creditsOf(input: {
  state: RevertState;
  cells: readonly RevertedCell[];
  archived: readonly { membershipId: string }[];
  known: ReadonlyMap<string, KnownRow>;
}): IssuedSince[] {
  const touched = new Set([
    ...input.archived.map((one) => one.membershipId),
    ...input.cells.flatMap((cell) => input.known.get(cell.rowId)?.membership?.membershipId ?? []),
  ]);
  return input.state.issued
    .filter((invoice) => touched.has(invoice.membershipId))
    .toSorted((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1));
}

const shownName = (row: KnownRow) => displayNameOf(row.base);
