import type { Explanation } from "../explain/index.ts";
import { rosterField, type RosterFieldKey } from "../roster/index.ts";
import { sameValue, valueOf, type FieldValue } from "./fieldValue.ts";
import { rosterColumns, type ComputedKey } from "./layout.ts";
import type { ComputedValue, KnownRow } from "./syncState.ts";

/** The newest entries of a cell's history, the newest first. */
export type CellHistoryEntry = {
  runId: string;
  origin: "sheet" | "database" | "put_back" | "overwritten" | "revert" | "conflict";
  before: FieldValue;
  after: FieldValue;
  happenedAt: string;
  /** Whom Drive named as the file's last editor before that run. */
  editorHint: string | null;
};

export type CellExplanation = {
  rowId: string;
  field: string;
  owner: "sheet_and_database" | "sheet" | "rollbook";
  /** What both sides last agreed on. */
  base: FieldValue;
  /** What is known to stand in the sheet. */
  sheet: FieldValue;
  database: FieldValue;
  setBy: {
    origin: CellHistoryEntry["origin"] | "first_read";
    runId: string | null;
    at: string | null;
    editorHint: string | null;
  };
  /** Why nothing is taken from the row or the cell at present; null where nothing is held. */
  held: string | null;
  explain: Explanation;
};

export type CellContext = {
  known: KnownRow;
  /** The run that added the row's member. */
  createdByRun: string | null;
  history: readonly CellHistoryEntry[];
  /** What the membership's own computed values answer. */
  start: Explanation | null;
  status: Explanation | null;
  price: Explanation | null;
};

export function isComputedKey(field: string): field is ComputedKey {
  return rosterColumns.some((column) => column.key === field && column.key !== "row_id");
}

/** Why a roster cell says what it says: who set it, when, what each side has, what holds it, and by which rule (WHY-1). */
export function explainCell(input: { field: string; context: CellContext }): CellExplanation {
  const { field, context } = input;
  return isComputedKey(field)
    ? explainComputed({ field, context })
    : explainTyped({ field: field as RosterFieldKey, context });
}

function setByOf(context: CellContext): CellExplanation["setBy"] {
  const [latest] = context.history.filter(
    (entry) => entry.origin === "sheet" || entry.origin === "database",
  );
  return latest === undefined
    ? { origin: "first_read", runId: context.createdByRun, at: null, editorHint: null }
    : {
        origin: latest.origin,
        runId: latest.runId,
        at: latest.happenedAt,
        editorHint: latest.editorHint,
      };
}

function explainTyped(input: { field: RosterFieldKey; context: CellContext }): CellExplanation {
  const { field, context } = input;
  const { known } = context;
  const open = known.openConflicts.find((conflict) => conflict.field === field);
  const base = valueOf(known.base, field);
  const database = valueOf(known.stored, field);
  const sheet = open === undefined ? base : open.sheetValue;
  const setBy = setByOf(context);
  const values = { base, sheet, database };
  const { rule, sentence, held } = reasonOf({
    field,
    known,
    setBy,
    ...values,
    isOpen: open !== undefined,
  });
  return {
    rowId: known.rowId,
    field,
    owner: rosterField(field).owner === "shared" ? "sheet_and_database" : "sheet",
    ...values,
    setBy,
    held,
    explain: {
      rule,
      inputs: {
        base: plain(base),
        sheet: plain(sheet),
        database: plain(database),
        set_by: setBy.origin,
        run: setBy.runId,
      },
      arithmetic: `base ${told(base)}, sheet ${told(sheet)}, database ${told(database)}`,
      sentence: `${sentence} (${rule}).`,
    },
  };
}

function reasonOf(input: {
  field: RosterFieldKey;
  known: KnownRow;
  setBy: CellExplanation["setBy"];
  base: FieldValue;
  sheet: FieldValue;
  database: FieldValue;
  isOpen: boolean;
}): { rule: string; sentence: string; held: string | null } {
  const { known, setBy, base, sheet, database } = input;
  const { label } = rosterField(input.field);
  if (input.isOpen) {
    const held = `The sheet says ${told(sheet)} and Rollbook says ${told(database)}`;
    return { rule: "SYN-6", held, sentence: `${held}; both were changed from ${told(base)}` };
  }
  if (known.heldReason !== null) {
    const kept = `The row keeps ${told(base)}, which was accepted last`;
    return { rule: "SYN-12", held: known.heldReason, sentence: kept };
  }
  if (!sameValue(base, database)) {
    const sentence = `Rollbook changed the ${label} from ${told(base)} to ${told(database)}; the next sync writes it into the sheet`;
    return { rule: "SYN-6", held: null, sentence };
  }
  return { rule: "SYN-6", held: null, sentence: cameFrom({ label, base, setBy }) };
}

function cameFrom(input: {
  label: string;
  base: FieldValue;
  setBy: CellExplanation["setBy"];
}): string {
  const { label, base, setBy } = input;
  const when = setBy.at === null ? "" : ` at ${setBy.at}`;
  const hint =
    setBy.editorHint === null ? "" : `, Drive names ${setBy.editorHint} as its last editor`;
  switch (setBy.origin) {
    case "sheet":
      return `The ${label} ${told(base)} was typed in the sheet and taken${when}; the sheet does not say who typed it${hint}`;
    case "database":
      return `The ${label} ${told(base)} was changed in Rollbook and written into the sheet${when}`;
    default:
      return `The ${label} ${told(base)} stood in the row when it was first read`;
  }
}

function explainComputed(input: { field: ComputedKey; context: CellContext }): CellExplanation {
  const { field, context } = input;
  const { known } = context;
  const shown: ComputedValue = known.computedBase[field] ?? null;
  const [typed] = context.history.filter((entry) => entry.origin === "put_back");
  const explain = ruleOfComputed(input) ?? generic({ field, shown });
  return {
    rowId: known.rowId,
    field,
    owner: "rollbook",
    base: shown,
    sheet: shown,
    database: shown,
    setBy: {
      origin: "put_back",
      runId: typed?.runId ?? null,
      at: typed?.happenedAt ?? null,
      editorHint: typed?.editorHint ?? null,
    },
    held: known.heldReason,
    explain,
  };
}

function ruleOfComputed(input: { field: ComputedKey; context: CellContext }): Explanation | null {
  switch (input.field) {
    case "start_date":
      return input.context.start;
    case "status":
      return input.context.status;
    case "next_charge_amount":
      return input.context.price;
    case "next_charge_date":
    case "invoices":
    case "balance":
    case "needs_attention":
      return null;
  }
}

function generic(input: { field: ComputedKey; shown: ComputedValue }): Explanation {
  const header = rosterColumns.find((column) => column.key === input.field)?.header ?? input.field;
  return {
    rule: "SYN-9",
    inputs: { shown: input.shown },
    arithmetic: `${header} = ${told(input.shown)}`,
    sentence: `Rollbook computes ${header}; what is typed there is kept in the history and put back (SYN-9).`,
  };
}

const plain = (value: FieldValue) =>
  typeof value === "object" && value !== null ? value.join(", ") : value;

const told = (value: FieldValue) => (value === null ? "nothing" : `"${String(plain(value))}"`);
