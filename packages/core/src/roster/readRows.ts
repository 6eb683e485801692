import type { Interval } from "../calendar/index.ts";
import { rosterField, rosterFields, type RosterFieldKey } from "./fields.ts";
import { cellText, emptyCell, type RosterCell, type RosterGrid } from "./grid.ts";
import type { FillDown } from "./fillDown.ts";
import { issueOfProblem, missing } from "./messages.ts";
import { combineInterval, type ReadColumn } from "./readers.ts";
import type { RosterIssue, RosterRow, RosterValues, SkipReason } from "./reading.ts";
import type { RosterSettings } from "./settings.ts";
import { unitOf } from "./values/interval.ts";
import type { MoneyCell } from "./values/money.ts";
import type { Parsed } from "./values/parsed.ts";
import { isGiven } from "./given.ts";

/** A row while it is read: what its price cell said besides the price stays beside it. */
export type DraftRow = RosterRow & {
  priceInterval?: Interval;
  pricePeriods?: number;
  hasOwnBilling: boolean;
  /** Its name begins further in than that of the row above it. */
  isIndented?: boolean;
  /** Its covered-through date is the first day that is not covered, as in nearly all rows of the column. */
  isCoverExclusive?: boolean;
  intervalFound?: string;
};

// Fields a row cannot do without: an error value there holds it, elsewhere it is a warning.
const neededTypes = new Set(["balance", "date", "birth_date", "interval", "role", "name", "id"]);
const lessNeeded = new Set<RosterFieldKey>([
  "member_since",
  "original_start",
  "middle_name",
  "membership_external_id",
  "zip",
  "last_payment_on",
]);

const keyFields = new Set<RosterFieldKey>(["external_id", "payer_external_id", "household"]);

export function isNeeded(field: RosterFieldKey): boolean {
  return neededTypes.has(rosterField(field).type) && !lessNeeded.has(field);
}

export function skippedRow(record: number, skipReason: SkipReason): DraftRow {
  return { ...newRow(record), outcome: "skip", skipReason };
}

const noOpenings: RosterRow["openings"] = [];

function newRow(record: number, values: RosterValues = {}): DraftRow {
  return {
    record,
    outcome: "ok",
    values,
    issues: [],
    hasMembership: false,
    familyRecord: record,
    isHidden: false,
    start: null,
    startDate: null,
    status: null,
    openings: noOpenings,
    hasOwnBilling: false,
  };
}

/** A column with what its field means for the row, looked up once for all of its cells. */
export type RowColumn = ReadColumn & { isAmount: boolean; isBilling: boolean; isName: boolean };

export const rowColumnOf = (column: ReadColumn): RowColumn => ({
  ...column,
  isAmount: amountFields.has(column.field),
  isBilling: billingFields.has(column.field),
  isName: nameFields.has(column.field),
});

type Reader = {
  columns: readonly RowColumn[];
  /** A value for every column, so that the values of all rows have one hidden class from the start. */
  blank: RosterValues;
  pair: IntervalPair | null;
  fillDown: FillDown;
  settings: RosterSettings;
};

export function blankValues(columns: readonly ReadColumn[]): RosterValues {
  return Object.fromEntries(columns.map(({ field }) => [field, null])) as RosterValues;
}

/** Two columns that make one interval: numbers and units. */
export type IntervalPair = { count: ReadColumn; unit: ReadColumn };

export function intervalPairOf(columns: readonly ReadColumn[]): IntervalPair | null {
  const both = columns.filter(({ field }) => field === "interval");
  const [first, second] = both;
  if (first === undefined || second === undefined) return null;
  return first.profile.smallIntegers >= second.profile.smallIntegers
    ? { count: first, unit: second }
    : { count: second, unit: first };
}

/** One row typed, with what is wrong in its cells. Values that are not there are null. */
export function readRow({
  grid,
  row,
  reader,
}: {
  grid: RosterGrid;
  row: number;
  reader: Reader;
}): DraftRow {
  const draft = newRow(row + 1, { ...reader.blank });
  const cells = grid.rows[row] ?? [];
  for (const column of reader.columns) {
    if (reader.pair !== null && column.field === "interval") continue;
    const own = cells[column.index] ?? emptyCell;
    const cell = reader.fillDown.cellOf({ row, column: column.index, own });
    readCell(draft, column, cell);
    if (column.isBilling && cell === own && cell.kind !== "empty") draft.hasOwnBilling = true;
    if (column.isName && own.kind === "text" && /^(?:\s{2,}|\t|\u00a0)/.test(own.text))
      draft.isIndented = true;
  }
  if (reader.pair !== null) readPair(draft, cells, reader.pair);
  complete(draft, reader.settings);
  return draft;
}

const nameFields = new Set<RosterFieldKey>(["full_name", "first_name"]);
const billingFields = new Set<RosterFieldKey>([
  "price_cents",
  "interval",
  "last_billed",
  "covered_through",
  "next_bill",
]);

function readCell(draft: DraftRow, column: RowColumn, cell: RosterCell): void {
  const parsed = column.read(cell);
  put(draft, column, parsed);
  if (column.field === "interval" && cell.kind !== "empty") draft.intervalFound = cellText(cell);
  if (parsed.problems.length > 0) addProblems(draft, column, parsed);
}

const amountFields = new Set<RosterFieldKey>(
  rosterFields.filter(({ type }) => type === "money" || type === "balance").map(({ key }) => key),
);

function put(draft: DraftRow, { field, isAmount }: RowColumn, { value }: Parsed<unknown>): void {
  const values = draft.values as Record<RosterFieldKey, unknown>;
  if (isAmount) {
    const money = value as MoneyCell | null;
    values[field] = money?.minor ?? values[field] ?? null;
    if (field !== "price_cents") return;
    if (money?.interval !== undefined) draft.priceInterval = money.interval;
    if (money?.periods !== undefined) draft.pricePeriods = money.periods;
  } else if (field === "member_names") {
    const names = (values.member_names as string[] | null | undefined) ?? [];
    values.member_names = value === null ? names : [...names, ...(value as string[])];
  } else {
    values[field] = value ?? values[field] ?? null;
  }
}

function addProblems(draft: DraftRow, column: ReadColumn, { problems }: Parsed<unknown>): void {
  for (const problem of problems) {
    const isMild =
      (problem.code === "formula_error" && !isNeeded(column.field)) ||
      (problem.code === "id_unrecoverable" && !keyFields.has(column.field)) ||
      column.field === "last_payment_on";
    const isUnknownStatus = problem.code === "choice_unknown" && column.field === "source_status";
    const level = isMild ? "warn" : isUnknownStatus ? "error" : problem.level;
    draft.issues.push(
      issueOfProblem({ problem, field: column.field, column: column.column, level }),
    );
  }
}

function readPair(
  draft: DraftRow,
  cells: readonly RosterCell[],
  { count, unit }: IntervalPair,
): void {
  const countCell = cells[count.index] ?? emptyCell;
  const unitCell = cells[unit.index] ?? emptyCell;
  const unitText = cellText(unitCell);
  const countText = cellText(countCell).replace(/\.0+$/, "").trim();
  draft.values.interval = null;
  if (unitText.trim() === "" && countText === "") return;
  draft.hasOwnBilling = true;
  draft.intervalFound = `${countText} ${unitText}`.trim();
  const isCounted = /^\d{1,2}$/.test(countText) && unitOf(unitText) !== null;
  const parsed = isCounted
    ? combineInterval(countText, unitOf(unitText))
    : (unit.read(unitText === "" ? countCell : unitCell) as Parsed<Interval>);
  draft.values.interval = parsed.value;
  addProblems(draft, unit, parsed);
}

/** What one cell says for another field, and what the settings say for all rows. */
function complete(draft: DraftRow, settings: RosterSettings): void {
  const { values } = draft;
  if (!isGiven(values.interval) && !hasErrorIn(draft, "interval")) {
    values.interval =
      draft.priceInterval ??
      (draft.intervalFound === undefined ? settings.interval_default : undefined) ??
      null;
  } else if (
    draft.priceInterval !== undefined &&
    isGiven(values.interval) &&
    draft.priceInterval !== values.interval
  ) {
    disagreeingPrice(draft, draft.priceInterval);
  }
  if (!isGiven(values.term_periods) && draft.pricePeriods !== undefined)
    values.term_periods = draft.pricePeriods;
  if (values.sponsor === undefined && settings.sponsor !== undefined)
    values.sponsor = settings.sponsor;
  if (values.source_status === "deceased") {
    values.source_status = "cancelled";
    draft.issues.push({
      code: "deceased",
      field: "source_status",
      level: "warn",
      message: "The status says that the person has died: no membership is made.",
    });
  }
}

function disagreeingPrice(draft: DraftRow, priceInterval: Interval): void {
  draft.values.price_cents = null;
  const message = `The price is for ${priceInterval} and the membership is billed every ${draft.values.interval ?? "period"}; the plan's price is used. Expected the price of one billing period.`;
  draft.issues.push({ code: "price_unparsed", field: "price_cents", level: "warn", message });
}

export function hasErrorIn(row: RosterRow, field: RosterIssue["field"]): boolean {
  return row.issues.some((found) => found.field === field && found.level === "error");
}

export function isHeld(row: RosterRow): boolean {
  return row.issues.some(({ level }) => level === "error");
}

export function requireValue({
  row,
  field,
  column,
  found,
}: {
  row: RosterRow;
  field: keyof RosterValues;
  column?: number | undefined;
  found?: string | undefined;
}): void {
  if (isGiven(row.values[field]) || row.issues.some((known) => known.field === field)) return;
  row.issues.push(missing(field, { column, found }));
}
