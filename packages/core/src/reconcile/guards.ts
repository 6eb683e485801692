import { valueOf, type FieldValue } from "./fieldValue.ts";
import { hashText } from "./hash.ts";
import { rosterField, type RosterFieldKey } from "../roster/index.ts";
import { foreignIds, type Matching } from "./identity.ts";
import type { Rebinding } from "./rebinding.ts";
import type { RowEdits } from "./rowEdits.ts";
import type { SyncState } from "./syncState.ts";

export type GuardCode =
  | "first_sync"
  | "header_missing"
  | "sheet_empty"
  | "rows_gone"
  | "column_changed"
  | "identities_changed"
  | "foreign_ids"
  | "sheet_restored"
  | "database_restored"
  | "locale_changed"
  | "time_zone_changed"
  | "file_question";

/** A reason to stop the whole run. `approval` is the text a person approves: it names exactly this finding. */
export type Guard = { code: GuardCode; message: string; approval: string; canApprove: boolean };

const isMany = (count: number, of: number) => count >= 5 && count > of * 0.1;

/** What stops a run before anything is written (SYN-8). */
export function findGuards(input: {
  state: SyncState;
  matching: Matching;
  rebinding: Rebinding | null;
  edits: RowEdits;
  /** Columns that somebody emptied and meant it. */
  blankMeant: readonly RosterFieldKey[];
}): Guard[] {
  const { state, matching } = input;
  const found = [
    headerGuard(state),
    emptyGuard(state),
    ...fileQuestions(state),
    rowsGoneGuard({ state, matching }),
    identityGuard(input),
    foreignGuard(state),
    ...columnGuards(input),
    ...settingGuards(state),
    generationGuard(state),
  ].filter((guard) => guard !== null);
  return found.filter(
    (guard) => !(guard.canApprove && state.approvals.approvedGuards.includes(guard.approval)),
  );
}

function guard(input: {
  code: GuardCode;
  message: string;
  about?: unknown;
  canApprove?: boolean;
}): Guard {
  return {
    code: input.code,
    message: input.message,
    approval: `${input.code}-${hashText(JSON.stringify([input.code, input.about ?? null]))}`,
    canApprove: input.canApprove ?? true,
  };
}

function headerGuard(state: SyncState): Guard | null {
  if (state.reading.headerRecord !== null) return null;
  return guard({
    code: "header_missing",
    message: "No header row was found in the roster; put the column names back.",
    canApprove: false,
  });
}

function emptyGuard(state: SyncState): Guard | null {
  if (state.known.length === 0 || state.rows.length > 0) return null;
  return guard({
    code: "sheet_empty",
    message: `The roster held ${state.known.length} people and is empty now; nothing was ended.`,
    canApprove: false,
  });
}

function fileQuestions(state: SyncState): Guard[] {
  return state.reading.questions
    .filter((question) => question.isBlocking && state.known.length > 0)
    .map((question) =>
      guard({ code: "file_question", message: question.message, canApprove: false }),
    );
}

function rowsGoneGuard(input: { state: SyncState; matching: Matching }): Guard | null {
  const newlyGone = input.matching.absent.filter((row) => row.isConfirmed && row.absentReads === 0);
  if (!isMany(newlyGone.length, input.state.known.length)) return null;
  return guard({
    code: "rows_gone",
    message: `${newlyGone.length} of ${input.state.known.length} people are no longer in the roster. If that is meant, approve it.`,
    about: newlyGone.map((row) => row.rowId).sort(),
  });
}

const fewestIdentities = 5;

function identityGuard(input: { matching: Matching; rebinding: Rebinding | null }): Guard | null {
  const { rebinding } = input;
  const changed = input.matching.matches.filter(
    (match) => match.kind === "held" && match.hold.kind === "identity_changed",
  );
  if (changed.length < fewestIdentities) return null;
  const code = "identities_changed";
  if (rebinding !== null && changed.length - rebinding.members.size < fewestIdentities) {
    return { code, message: rebinding.message, approval: rebinding.approval, canApprove: true };
  }
  return guard({
    code,
    message: `${changed.length} rows now name other people than before, as after a sort that left columns out. Undo it, or type the names back; people who are new go into rows of their own.`,
    canApprove: false,
  });
}

/** A file that was copied, or connected before: read only, until somebody says whose roster it is now (SYN-4). */
function foreignGuard(state: SyncState): Guard | null {
  if (!state.isFirstSync) return null;
  const { count, approval } = foreignIds(state);
  if (count === 0) return null;
  return {
    code: "foreign_ids",
    message: `${count} rows carry the IDs of another Rollbook roster, as in a copy of its file or in one that was disconnected. If this sheet is the roster from now on, approve it: its rows get IDs of their own, and whoever is a member already stays one.`,
    approval,
    canApprove: true,
  };
}

function columnGuards(input: {
  matching: Matching;
  edits: RowEdits;
  blankMeant: readonly RosterFieldKey[];
}): (Guard | null)[] {
  const changed = new Map<RosterFieldKey, [string, FieldValue][]>();
  for (const { sheet, known, fields } of input.edits.rows) {
    for (const field of fields) {
      if (input.blankMeant.includes(field)) continue;
      const now = valueOf(sheet.row.values, field);
      const cells = changed.get(field);
      if (cells === undefined) changed.set(field, [[known.rowId, now]]);
      else cells.push([known.rowId, now]);
    }
  }
  const known = input.matching.matches.filter((match) => match.kind === "known");
  return [...changed].sort(byField).map(([field, cells]) => {
    if (!isMany(cells.length, known.length)) return null;
    return guard({
      code: "column_changed",
      message: `${cells.length} of ${known.length} values of ${rosterField(field).label} changed at once. If that is meant, approve it.`,
      about: cells.sort(([a], [b]) => (a < b ? -1 : 1)),
    });
  });
}

const byField = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);

/** A sheet older than what was seen there, or newer than anything given out: one of the two was restored. */
function generationGuard(state: SyncState): Guard | null {
  const { inSheet, confirmed, given } = state.generation;
  if (inSheet === null || (state.isFirstSync && foreignIds(state).count > 0)) return null;
  if (inSheet > given) {
    return guard({
      code: "database_restored",
      message:
        "The sheet is ahead of the database, as after a restored backup. If the sheet is right, approve it.",
      about: [inSheet, given],
    });
  }
  if (inSheet >= confirmed) return null;
  return guard({
    code: "sheet_restored",
    message:
      "The sheet is older than the last sync, as after a restored version. If the sheet is right, approve it.",
    about: [inSheet, confirmed],
  });
}

function settingGuards(state: SyncState): (Guard | null)[] {
  const { lastRead } = state;
  if (lastRead === null) return [];
  return [
    lastRead.locale === state.locale
      ? null
      : guard({
          code: "locale_changed",
          message: `The spreadsheet's locale changed from ${lastRead.locale} to ${state.locale}: typed dates and amounts may read otherwise.`,
          about: state.locale,
        }),
    lastRead.timeZone === state.timeZone
      ? null
      : guard({
          code: "time_zone_changed",
          message: `The spreadsheet's time zone changed from ${lastRead.timeZone} to ${state.timeZone}.`,
          about: state.timeZone,
        }),
  ];
}
