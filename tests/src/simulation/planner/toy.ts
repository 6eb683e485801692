import { plainDate, type Interval } from "@rollbook/core/calendar";
import {
  emptyComputed,
  type ComputedValues,
  type KnownRow,
  type SheetRow,
  type SyncState,
} from "@rollbook/core/reconcile";
import type { RosterFieldKey, RosterRow, RosterValues } from "@rollbook/core/roster";
import { computeStart } from "@rollbook/core/start";

/** A sheet and a database of plain values; what the planner gets is made of it anew for every plan. */
export type Toy = {
  rows: ToyRow[];
  known: KnownRow[];
  isFirst: boolean;
  minute: number;
  locale: string;
  timeZone: string;
  hasHeader: boolean;
  generation: SyncState["generation"];
};
export type ToyRow = { rowId: string | null; values: ToyValues; computed: ComputedValues };
export type ToyValue = string | number | null;
export type ToyValues = Record<ToyField, ToyValue>;

export const toyFields = [
  "full_name",
  "dob",
  "email",
  "city",
  "plan_name",
  "interval",
  "price_cents",
  "last_billed",
] as const satisfies readonly RosterFieldKey[];
export type ToyField = (typeof toyFields)[number];

const today = plainDate("2026-05-15");
const monthly = "P1M" as Interval;

export function toyPerson(number: number): ToyValues {
  const letters = String.fromCharCode(97 + (number % 26)).repeat(1 + Math.floor(number / 26));
  return {
    full_name: `Person ${letters}`,
    dob: `19${50 + (number % 49)}-03-04`,
    email: `${letters}@example.org`,
    city: `Town ${letters}`,
    plan_name: "Gold",
    interval: "P1M",
    price_cents: 9900,
    last_billed: "2026-05-01",
  };
}

export const toyRow = (values: ToyValues): ToyRow => ({
  rowId: null,
  values,
  computed: { ...emptyComputed },
});

/** Minutes after 10 o'clock of one day, as text that sorts by time. */
const instantAt = (minute: number) => {
  const hour = String(10 + Math.floor(minute / 60)).padStart(2, "0");
  return `2026-05-15T${hour}:${String(((minute % 60) + 60) % 60).padStart(2, "0")}:00Z`;
};

const start = computeStart({
  lastBilled: plainDate("2026-05-01"),
  interval: monthly,
  billing: "advance",
  today,
});

/** What a reader makes of a row with nothing wrong but, perhaps, a price below zero. */
function readRow(values: ToyValues, record: number): RosterRow {
  const isWrong = Number(values.price_cents) < 0;
  return {
    record,
    outcome: isWrong ? "error" : "ok",
    values: (isWrong ? { ...values, price_cents: null } : values) as RosterValues,
    issues: isWrong
      ? [{ code: "price_negative", field: "price_cents", level: "error", message: "Below 0." }]
      : [],
    hasMembership: true,
    familyRecord: record,
    isHidden: false,
    start: isWrong ? null : start,
    startDate: isWrong || start.kind === "held" ? null : start.billFrom,
    status: null,
    openings: [],
  };
}

export function stateOf(toy: Toy): SyncState {
  const rows = toy.rows.map(({ rowId, values, computed }, at): SheetRow => ({
    record: at + 2,
    rowId,
    row: readRow(values, at + 2),
    computed,
  }));
  return {
    reading: readingOf(toy, rows),
    rows,
    known: toy.known,
    unlisted: [],
    typedPrices: [],
    proposals: [],
    nextRecord: toy.rows.length + 2,
    plans: toy.isFirst ? [] : [{ name: "Gold", prices: [{ interval: monthly, priceMinor: 9900 }] }],
    isFirstSync: toy.isFirst,
    isNewPractice: toy.isFirst,
    lastRead: toy.isFirst ? null : { locale: "en_US", timeZone: "America/New_York" },
    locale: toy.locale,
    timeZone: toy.timeZone,
    generation: toy.generation,
    approvals: { isFirstSyncApproved: true, approvedGuards: [] },
    today,
    instant: instantAt(toy.minute),
    absenceGraceEnd: instantAt(toy.minute - 10),
    idSeed: `seed ${toy.minute}`,
  };
}

const readingOf = (toy: Toy, rows: readonly SheetRow[]): SyncState["reading"] => ({
  asOf: today,
  currency: "USD",
  headerRecord: toy.hasHeader ? 1 : null,
  columns: toyFields.map((field, at) => ({
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
});
