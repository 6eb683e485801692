import { serialToDate, toDayNumber, type PlainDate } from "../calendar/index.ts";
import { cellText, type RosterCell, type RosterGrid } from "./grid.ts";
import { isChoice, isLeaver } from "./values/choice.ts";
import { readDateShape, type DateShape } from "./values/dateShape.ts";
import { parseEmailText } from "./values/email.ts";
import { parseIntervalText, unitOf } from "./values/interval.ts";
import { cleanText, isFormulaError, isPlaceholder } from "./values/text.ts";

/** What the cells of one column look like: shares of 0 to 1 over a sample of those that say something. */
export type ColumnProfile = {
  filled: number;
  sampled: number;
  distinct: number;
  samples: string[];
  dates: number;
  emails: number;
  phones: number;
  amounts: number;
  /** Amounts that may have a sign, brackets, or CR and DR beside them. */
  signed: number;
  integers: number;
  smallIntegers: number;
  booleans: number;
  intervals: number;
  units: number;
  sexes: number;
  roles: number;
  statuses: number;
  methods: number;
  /** Words of those who left or paused. */
  leavers: number;
  commas: number;
  words: number;
  digits: number;
  /** Numbers and codes such as P-0012: what an ID looks like and a name never. */
  codes: number;
  /** Days from a date to today, sorted; negative ones are in the future. */
  ages: number[];
};

const fullSample = 60;

type Counts = Omit<ColumnProfile, "filled" | "sampled" | "distinct" | "samples" | "ages">;

function noCounts(): Counts {
  return {
    dates: 0,
    emails: 0,
    phones: 0,
    amounts: 0,
    signed: 0,
    integers: 0,
    smallIntegers: 0,
    booleans: 0,
    intervals: 0,
    units: 0,
    sexes: 0,
    roles: 0,
    statuses: 0,
    methods: 0,
    leavers: 0,
    commas: 0,
    words: 0,
    digits: 0,
    codes: 0,
  };
}

/** How many rows below the header say anything, and how many of them have something in each column. */
export type Filling = { rows: number; cells: Uint32Array };

/** Row by row, as the cells lie in memory: column by column takes several times as long. */
export function fillingOf(grid: RosterGrid, firstRow: number, width: number): Filling {
  const filling: Filling = { rows: 0, cells: new Uint32Array(width) };
  for (let row = firstRow; row < grid.rows.length; row += 1) {
    const cells = grid.rows[row];
    if (cells === undefined || cells.length < 2) continue;
    filling.rows += 1;
    const end = Math.min(width, cells.length);
    for (let column = 0; column < end; column += 1) {
      const cell = cells[column];
      if (cell === undefined || cell.kind === "empty") continue;
      filling.cells[column] = (filling.cells[column] ?? 0) + 1;
    }
  }
  return filling;
}

export function profileColumn({
  grid,
  firstRow,
  column,
  today,
  filling = { rows: 0, cells: new Uint32Array(0) },
  sampleSize = fullSample,
}: {
  grid: RosterGrid;
  firstRow: number;
  column: number;
  today: PlainDate;
  filling?: Filling;
  sampleSize?: number;
}): ColumnProfile {
  const counts = noCounts();
  const distinct = new Set<string>();
  const ages: number[] = [];
  const todayNumber = toDayNumber(today);
  const header = cleanText(cellText(grid.rows[firstRow - 1]?.[column]));
  // A title, a separator or a note stands alone in its row; a total has a figure beside it.
  const few = filledCells(grid.rows[firstRow - 1] ?? []) >= 5 ? 2 : 1;
  let sampled = 0;
  for (let row = firstRow; row < grid.rows.length && sampled < sampleSize; row += 1) {
    const cells = grid.rows[row];
    if (cells === undefined || cells.length < 2) continue;
    const cell = cells[column];
    if (cell === undefined || cell.kind === "empty" || filledCells(cells) <= few) continue;
    const text = cleanText(cellText(cell));
    // The header again, further down.
    if (text === header || text === "" || isPlaceholder(text) || isFormulaError(text)) continue;
    sampled += 1;
    distinct.add(text);
    for (const kind of kindsOf(text)) counts[kind] += 1;
    const age = ageOf(cell, text, todayNumber);
    if (age !== null) {
      counts.dates += 1;
      ages.push(age);
    }
  }
  const share = Object.fromEntries(
    Object.entries(counts).map(([key, value]) => [key, sampled === 0 ? 0 : value / sampled]),
  ) as Counts;
  ages.sort((left, right) => left - right);
  return {
    ...share,
    filled: filling.rows === 0 ? 0 : (filling.cells[column] ?? 0) / filling.rows,
    sampled,
    distinct: distinct.size,
    samples: [...distinct].slice(0, 3),
    ages,
  };
}

function filledCells(cells: readonly RosterCell[]): number {
  let filled = 0;
  for (const { kind } of cells) if (kind !== "empty") filled += 1;
  return filled;
}

const knownKinds = new Map<string, readonly (keyof Counts)[]>();
const keptTexts = 10_000;

/** What a text looks like. The same few words stand in most cells, and the same cells in every read. */
function kindsOf(text: string): readonly (keyof Counts)[] {
  const known = knownKinds.get(text);
  if (known !== undefined) return known;
  const counts = noCounts();
  count(counts, text);
  const kinds = (Object.keys(counts) as (keyof Counts)[]).filter((kind) => counts[kind] > 0);
  if (knownKinds.size >= keptTexts) knownKinds.clear();
  knownKinds.set(text, kinds);
  return kinds;
}

function count(counts: Counts, text: string): void {
  const figures = text.replace(/\D/g, "").length;
  if (parseEmailText(text).value !== null) counts.emails += 1;
  if (
    figures >= 7 &&
    figures <= 15 &&
    /^[+(\d'][\d\s().+/–-]*(?:[a-z(].*)?$|^[\d.,]+E\+\d+$/i.test(text)
  )
    counts.phones += 1;
  if (
    /^[^\p{L}\d]*(?:[A-Z]{3}\s?)?-?[\d][\d.,'’ ]*(?:\s?[^\p{L}\d]*|\s?[A-Z]{3})(?:\s?\/?\s?\p{L}+)?(?:\s?\(.*\))?$/u.test(
      text,
    ) ||
    /^(?:waived|comp|free|gratis|kostenlos|gratuit|offert|erlassen|exento)$/i.test(text)
  )
    counts.amounts += 1;
  if (/^[^\p{L}\d]*(?:[A-Z]{2,3}\s?)?[\d][\d.,'’ ]*[^\p{L}\d]*\p{L}{0,6}\.?\)?$/u.test(text))
    counts.signed += 1;
  if (/^\d+(?:\.0+)?$/.test(text)) counts.integers += 1;
  if (/^\d{1,2}(?:\.0+)?$/.test(text)) counts.smallIntegers += 1;
  if (isChoice(text, "boolean")) counts.booleans += 1;
  if (!/^\d+$/.test(text) && isInterval(text)) counts.intervals += 1;
  if (unitOf(text) !== null) counts.units += 1;
  if (isChoice(text, "sex")) counts.sexes += 1;
  if (isChoice(text, "role")) counts.roles += 1;
  if (isChoice(text, "status")) counts.statuses += 1;
  if (isLeaver(text)) counts.leavers += 1;
  if (isChoice(text, "payment_method")) counts.methods += 1;
  if (/^[\p{L}' .-]+,\s?[\p{L}]/u.test(text)) counts.commas += 1;
  if (/\p{L}{2,}[.]?\s+\p{L}/u.test(text)) counts.words += 1;
  if (figures > 0) counts.digits += 1;
  if (/^[A-Za-z]{0,4}[-_ #]?\d[\d-]*$/.test(text)) counts.codes += 1;
}

function isInterval(text: string): boolean {
  const parsed = parseIntervalText(text);
  return parsed.value !== null || parsed.problems[0]?.code === "interval_ambiguous";
}

function ageOf(cell: RosterCell, text: string, today: number): number | null {
  if (cell.kind === "number") {
    const isDate = cell.format === "date" || cell.format === "date_time";
    return isDate && cell.number >= 1 && cell.number < 2_958_466
      ? today - toDayNumber(serialToDate(cell.number))
      : null;
  }
  if (cell.kind !== "text") return null;
  const shape = readDateShape(text);
  return shape.kind === "serial" ? null : roughAge(shape, today);
}

/** Good enough to tell years from months: the order of day and month does not matter here. */
function roughAge(shape: DateShape, today: number): number | null {
  const rough = (year: number, month: number, day: number): number => {
    const full = year < 100 ? year + (2000 + year > 2040 ? 1900 : 2000) : year;
    return today - Math.round((full - 1970) * 365.2425 + (month - 1) * 30.44 + day - 1);
  };
  if (shape.kind === "ymd" || shape.kind === "named")
    return rough(shape.year, shape.month, shape.day);
  if (shape.kind === "unix") return today - Math.floor(shape.seconds / 86_400);
  if (shape.kind !== "numbers") return null;
  const [month, day] = shape.first > 12 ? [shape.second, shape.first] : [shape.first, shape.second];
  return rough(shape.year, month, day);
}

/** The middle age in days; null in a column without dates. */
export function medianAge({ ages }: ColumnProfile): number | null {
  return ages[Math.floor(ages.length / 2)] ?? null;
}

export function shareOf(ages: readonly number[], test: (age: number) => boolean): number {
  return ages.length === 0 ? 0 : ages.filter(test).length / ages.length;
}
