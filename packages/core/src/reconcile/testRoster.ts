import { plainDate, type Interval } from "../calendar/index.ts";
import { computeStart } from "../start/index.ts";
import type { RosterFieldKey, RosterReading, RosterRow, RosterValues } from "../roster/index.ts";
import type { FieldValue } from "./fieldValue.ts";
import type { SyncOperation } from "./operation.ts";
import { emptyComputed } from "./computedCells.ts";
import type { SyncPlan } from "./planSync.ts";
import type { ComputedValues, KnownRow, SheetRow, SyncState } from "./syncState.ts";

const today = plainDate("2026-05-15");

/** A sheet and a database small enough to hold in the head: plans are applied to both by hand. */
export type Toy = {
  rows: ToyRow[];
  known: KnownRow[];
  isFirst: boolean;
  minute: number;
  approvals: string[];
};

export type ToyRow = { rowId: string | null; values: RosterValues; computed: ComputedValues };

export const fields = [
  "full_name",
  "dob",
  "email",
  "plan_name",
  "interval",
  "price_cents",
  "last_billed",
] as const satisfies readonly RosterFieldKey[];

export function toyPerson(number: number, changes: Partial<RosterValues> = {}): RosterValues {
  const letter = String.fromCharCode(97 + (number % 26)).repeat(1 + Math.floor(number / 26));
  return {
    full_name: `Person ${letter.toUpperCase()}`,
    dob: plainDate(`19${50 + (number % 49)}-03-04`),
    email: `${letter}@example.org`,
    plan_name: "Gold",
    interval: "P1M" as Interval,
    price_cents: 9900,
    last_billed: plainDate("2026-05-01"),
    ...changes,
  };
}

export const toyRow = (values: RosterValues): ToyRow => ({
  rowId: null,
  values,
  computed: emptyComputed,
});

export function newToy(people: readonly RosterValues[]): Toy {
  return { rows: people.map(toyRow), known: [], isFirst: true, minute: 0, approvals: [] };
}

/** What the importer makes of a row that has nothing wrong but, perhaps, an impossible price. */
function readRow(values: RosterValues, record: number): RosterRow {
  const isPriceWrong = (values.price_cents ?? 0) < 0;
  const start = computeStart({
    lastBilled: values.last_billed ?? null,
    interval: values.interval ?? ("P1M" as Interval),
    billing: "advance",
    today,
  });
  return {
    record,
    outcome: isPriceWrong ? "error" : "ok",
    values: isPriceWrong ? { ...values, price_cents: null } : values,
    issues: isPriceWrong
      ? [
          {
            code: "price_negative",
            field: "price_cents",
            level: "error",
            message: "A price below 0.",
          },
        ]
      : [],
    hasMembership: true,
    familyRecord: record,
    isHidden: false,
    start: isPriceWrong ? null : start,
    startDate: start.kind === "held" ? null : start.billFrom,
    status: null,
    openings: [],
  };
}

export function stateOf(toy: Toy, changes: Partial<SyncState> = {}): SyncState {
  const sheetRows = toy.rows.map(({ rowId, values, computed }, at): SheetRow => ({
    record: at + 2,
    rowId,
    row: readRow(values, at + 2),
    computed,
  }));
  return {
    reading: readingOf(sheetRows),
    rows: sheetRows,
    known: toy.known,
    unlisted: [],
    nextRecord: toy.rows.length + 2,
    plans: toy.isFirst
      ? []
      : [{ name: "Gold", prices: [{ interval: "P1M" as Interval, priceMinor: 9900 }] }],
    typedPrices: [],
    proposals: [],
    isFirstSync: toy.isFirst,
    isNewPractice: toy.isFirst,
    lastRead: null,
    locale: "en_US",
    timeZone: "America/New_York",
    generation: { inSheet: null, confirmed: 0, given: 0 },
    approvals: { isFirstSyncApproved: true, approvedGuards: toy.approvals },
    today,
    instant: instantAt(toy.minute),
    absenceGraceEnd: instantAt(toy.minute - 10),
    idSeed: `seed ${toy.minute}`,
    ...changes,
  };
}

/** Minutes after 10 o'clock of one day, as text that sorts by time. */
const instantAt = (minute: number) =>
  `2026-05-15T${String(10 + Math.floor(minute / 60)).padStart(2, "0")}:${String(((minute % 60) + 60) % 60).padStart(2, "0")}:00Z`;

function readingOf(rows: readonly SheetRow[]): RosterReading {
  return {
    asOf: today,
    currency: "USD",
    headerRecord: 1,
    columns: fields.map((field, at) => ({
      column: at + 1,
      header: field,
      field,
      confidence: 1,
      source: "settings",
      samples: [],
      alternatives: [],
    })),
    questions: [],
    rows: rows.map((sheet) => sheet.row),
    counts: { ok: rows.length, warn: 0, error: 0, needs_choice: 0, skip: 0 },
    skipped: {},
  };
}

/** Applies a plan to the toy's two sides; every write is verified. */
export function applyToy(toy: Toy, plan: SyncPlan): Toy {
  if (plan.kind === "stopped") return { ...toy, minute: toy.minute + 1 };
  const known = new Map(toy.known.map((row) => [row.rowId, row]));
  for (const operation of plan.operations) applyOperation(known, operation);
  const rows = toy.rows.map((row) => ({
    ...row,
    values: { ...row.values },
    computed: { ...row.computed },
  }));
  for (const write of plan.computedWrites) {
    const row = rows[write.record - 2];
    if (row === undefined) continue;
    if (write.key === "row_id") row.rowId = write.value === null ? null : String(write.value);
    else row.computed[write.key] = write.value;
  }
  for (const write of plan.inputWrites) {
    const row = rows[write.record - 2];
    if (row === undefined) continue;
    setValue(row.values, write.field, write.value);
    const present = known.get(write.rowId);
    if (present === undefined) continue;
    const base = { ...present.base };
    setValue(base, write.field, write.value);
    known.set(write.rowId, { ...present, base });
  }
  rows.forEach((row, at) => {
    const present = known.get(row.rowId ?? "");
    if (present === undefined) return;
    known.set(present.rowId, {
      ...present,
      isConfirmed: true,
      lastRecord: at + 2,
      computedBase: row.computed,
    });
  });
  return { ...toy, rows, known: [...known.values()], isFirst: false, minute: toy.minute + 1 };
}

function setValue(values: RosterValues, field: RosterFieldKey, value: FieldValue): void {
  (values as Record<string, FieldValue>)[field] = value;
}

function applyOperation(known: Map<string, KnownRow>, operation: SyncOperation): void {
  if (operation.kind === "create_plan" || operation.kind === "adopt_member") return;
  if (operation.kind === "propose_price") return;
  if (operation.kind === "create_member") {
    known.set(operation.rowId, newKnown(operation));
    return;
  }
  const row = known.get(operation.rowId);
  if (row !== undefined) known.set(row.rowId, { ...row, ...changesOf(row, operation) });
}

function newKnown(operation: Extract<SyncOperation, { kind: "create_member" }>): KnownRow {
  const { rowId, record, values, membership } = operation;
  return {
    rowId,
    isConfirmed: false,
    lastRecord: record,
    base: values,
    stored: values,
    computedBase: {},
    intended: null,
    intendedInputs: null,
    absentReads: 0,
    absentSince: null,
    heldReason: null,
    notice: null,
    openConflicts: [],
    membership:
      membership === null
        ? null
        : {
            membershipId: `mem ${rowId}`,
            facts: membership.facts,
            issuedInvoices: 0,
            balanceMinor: 0,
          },
  };
}

type Change = Exclude<
  SyncOperation,
  { kind: "create_plan" | "propose_price" | "create_member" | "adopt_member" }
>;

function changesOf(row: KnownRow, operation: Change): Partial<KnownRow> {
  switch (operation.kind) {
    case "update_member": {
      const stored = { ...row.stored };
      for (const change of operation.changes) setValue(stored, change.field, change.to);
      const facts = operation.membership?.facts;
      const membership =
        facts === undefined || row.membership === null
          ? row.membership
          : { ...row.membership, facts };
      return { base: operation.agreed, stored, membership };
    }
    case "agree":
      return { base: operation.agreed };
    case "hold_row":
      return { heldReason: operation.reason };
    case "set_billing_holds":
      return row.membership === null
        ? {}
        : {
            membership: {
              ...row.membership,
              facts: { ...row.membership.facts, holds: operation.holds },
            },
          };
    case "notice":
      return { notice: operation.notice };
    case "count_absence":
      return { absentReads: operation.reads, absentSince: operation.since };
    case "open_conflict": {
      const { field, sheetValue, storedValue } = operation;
      const others = row.openConflicts.filter((open) => open.field !== field);
      return { openConflicts: [...others, { field, sheetValue, storedValue, keep: null }] };
    }
    case "settle_conflict":
      return { openConflicts: row.openConflicts.filter((open) => open.field !== operation.field) };
    case "journal":
      return {};
  }
}
