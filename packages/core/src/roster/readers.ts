import type { Interval } from "../calendar/index.ts";
import { rosterField, type RosterFieldKey } from "./fields.ts";
import { cellText, type RosterCell, type RosterGrid } from "./grid.ts";
import { balanceReader, isUnclear, moneyReader } from "./amountReaders.ts";
import type { MappedColumn } from "./mapColumns.ts";
import type { BoundColumn, CellReader, ReaderContext } from "./readerContext.ts";
import type { DateOrder, RosterSettings } from "./settings.ts";
import {
  parseBooleanCell,
  parsePaymentMethodText,
  roleParser,
  sexParser,
  parseStatusText,
} from "./values/choice.ts";
import { dateTextOf, parseDateCell, type DateContext } from "./values/date.ts";
import { noEvidence, needsOrder, orderOf, weigh, type OrderEvidence } from "./values/dateOrder.ts";
import { readDateShape } from "./values/dateShape.ts";
import { parseEmailText } from "./values/email.ts";
import {
  intervalOf,
  parseIntervalText,
  withShortness,
  type IntervalUnit,
} from "./values/interval.ts";
import { parseFullName, parseNameList, parseNamePart } from "./values/name.ts";
import { bad, blank, good, type Parsed } from "./values/parsed.ts";
import { parsePhoneText, phoneRegionOf } from "./values/phone.ts";
import { formulaErrorFound, parseId, parseLabel, parseText } from "./values/text.ts";

/** A column with the way to read its cells, decided once for all of them. */
export type ReadColumn = MappedColumn & { field: RosterFieldKey; read: CellReader };

export type ColumnReaders = {
  columns: ReadColumn[];
  unordered: (ReadColumn & { isBlocking: boolean })[];
  /** Of a balance column whose signs its header does not explain. */
  unclearBalance: ReadColumn | undefined;
  phoneRegion: string | undefined;
};

/** Decides order, decimal sign and region of every bound column, and gives each its reader (ROS-12, ROS-14). */
export function makeReaders({
  grid,
  headerRow,
  columns,
  settings,
}: {
  grid: RosterGrid;
  headerRow: number;
  columns: readonly MappedColumn[];
  settings: RosterSettings;
}): ColumnReaders {
  const context: ReaderContext = {
    grid,
    firstRow: headerRow + 1,
    settings,
    locale: settings.locale ?? grid.locale,
    clearWords: new Set(settings.clear_words),
    phoneRegion: phoneRegionOf({
      region: settings.phone_region,
      locale: settings.locale ?? grid.locale,
      currency: settings.currency,
    }),
  };
  const bound = columns.flatMap((column) =>
    column.field === null ? [] : [{ ...column, field: column.field }],
  );
  const { orders, blocking } = dateOrders(bound, context);
  const read = bound.map((column): ReadColumn => {
    const order = orders.get(column.index) ?? null;
    const reader = asAbove(
      withClearWords(readerOf(column, order, context), column.field, context.clearWords),
    );
    return order === null
      ? { ...column, read: reader }
      : { ...column, dateOrder: order, read: reader };
  });
  return {
    columns: read,
    unordered: read
      .filter((column) => orders.get(column.index) === null)
      .map((column) => ({ ...column, isBlocking: blocking.has(column.index) })),
    unclearBalance: read.find((column) => isUnclear(column, context)),
    phoneRegion: context.phoneRegion,
  };
}

function isDateColumn({ field }: BoundColumn): boolean {
  const { type } = rosterField(field);
  return type === "date" || type === "birth_date";
}

/** Null: the column needs an order and nothing tells it. Columns without such dates are left out. */
function dateOrders(
  columns: BoundColumn[],
  context: ReaderContext,
): { orders: Map<number, DateOrder | null>; blocking: Set<number> } {
  const evidence = new Map<number, OrderEvidence>();
  for (const column of columns)
    if (isDateColumn(column)) evidence.set(column.index, evidenceOf(column, context));
  const orders = new Map<number, DateOrder | null>();
  const own = new Set<DateOrder>();
  for (const [index, found] of evidence) {
    const order = context.settings.date_order ?? orderOf(found);
    if (order !== null || needsOrder(found)) orders.set(index, order);
    if (order !== null && needsOrder(found)) own.add(order);
  }
  const [only] = own;
  for (const [index, order] of orders) {
    const isOpen = order === null && !isMixed(evidence.get(index));
    if (isOpen && own.size === 1 && only !== undefined) orders.set(index, only);
  }
  const unordered = [...orders].filter(([, order]) => order === null).map(([index]) => index);
  const blocking = unordered.filter((index) => isMostlyText(evidence.get(index)));
  return { orders, blocking: new Set(blocking) };
}

/** One ambiguous text among typed dates holds its row; a column of them holds the file. */
function isMostlyText(evidence: OrderEvidence | undefined): boolean {
  if (evidence === undefined) return true;
  return evidence.isOpen + evidence.dayFirst + evidence.monthFirst >= evidence.typed;
}

function isMixed(evidence: OrderEvidence | undefined): boolean {
  return evidence !== undefined && evidence.dayFirst > 0 && evidence.monthFirst > 0;
}

function evidenceOf(
  column: BoundColumn,
  { grid, firstRow, clearWords }: ReaderContext,
): OrderEvidence {
  const evidence = noEvidence();
  const times = new Map<string, number>();
  const shown = new Set<string>();
  for (let row = firstRow; row < grid.rows.length; row += 1) {
    const cell = grid.rows[row]?.[column.index];
    if (cell?.kind === "text") times.set(cell.text, (times.get(cell.text) ?? 0) + 1);
    if (cell?.kind !== "number" || (cell.format !== "date" && cell.format !== "date_time"))
      continue;
    evidence.typed += 1;
    if (cell.formatted !== undefined) shown.add(cell.formatted);
  }
  for (const [text, count] of times) {
    const value = dateTextOf(text, clearWords);
    if (value !== "") weigh(evidence, readDateShape(value), count);
  }
  return withShown(evidence, shown);
}

/** How typed dates of the column are shown tells how the texts among them are meant. */
function withShown(evidence: OrderEvidence, shown: ReadonlySet<string>): OrderEvidence {
  if (!needsOrder(evidence)) return evidence;
  const ofShown = noEvidence();
  for (const text of shown) weigh(ofShown, readDateShape(text));
  const { dayFirst, monthFirst } = ofShown;
  return {
    ...evidence,
    dayFirst: evidence.dayFirst + dayFirst,
    monthFirst: evidence.monthFirst + monthFirst,
  };
}

function readerOf(
  column: BoundColumn,
  order: DateOrder | null,
  context: ReaderContext,
): CellReader {
  const { settings } = context;
  switch (rosterField(column.field).type) {
    case "date":
    case "birth_date":
      return cachedByText(dateReader(column, order, context));
    case "money":
      return cachedByText(moneyReader(column, context));
    case "balance":
      return cachedByText(balanceReader(column, context));
    case "interval":
      return cachedByText(intervalReader(column));
    case "count":
      return cachedByText(readCount);
    case "phone": {
      const region = context.phoneRegion;
      return byText((text) => parsePhoneText(text, region));
    }
    case "email":
      return byText(parseEmailText);
    case "boolean":
      return cachedByText((cell) => parseBooleanCell(cell, "yes or no"));
    case "sex":
      return cachedByText(byText(sexParser(distinctTexts(column, context), languageOf(context))));
    case "role":
      return cachedByText(byText(roleParser(languageOf(context))));
    case "payment_method":
      return cachedByText(byText(parsePaymentMethodText));
    case "status":
      return cachedByText(byText(parseStatusText));
    case "id":
      return byText(parseId);
    case "names":
      return byText(parseNameList);
    case "name":
      return byText(nameParser(column.field));
    case "text":
      return column.field === "plan_name"
        ? cachedByText(byText(planParser(settings)))
        : byText(textParser(column.field));
  }
}

function languageOf({ locale }: ReaderContext): string {
  return (locale ?? "").slice(0, 2).toLowerCase();
}

function distinctTexts({ index }: BoundColumn, { grid, firstRow }: ReaderContext): Set<string> {
  const texts = grid.rows.slice(firstRow, firstRow + 2000).map((cells) => cellText(cells[index]));
  return new Set(texts.map((text) => text.trim().toLowerCase()));
}

/** Words that mean an empty cell in the old system; a renewal that never comes is told by its own reader. */
function withClearWords(
  read: CellReader,
  field: RosterFieldKey,
  words: ReadonlySet<string>,
): CellReader {
  if (words.size === 0 || field === "next_bill") return read;
  return (cell) => (cell.kind === "text" && words.has(cell.text.trim()) ? blank : read(cell));
}

function nameParser(field: RosterFieldKey): (text: string) => Parsed<string> {
  return field === "full_name" || field === "payer_name" ? parseFullName : parseNamePart;
}

function textParser(field: RosterFieldKey): (text: string) => Parsed<string> {
  return field === "notes" ? parseText : parseLabel;
}

/** A cell that is the one above it again is read as that one was. */
function asAbove(read: CellReader): CellReader {
  let above: RosterCell | undefined;
  let known: Parsed<unknown> = blank;
  return (cell) => {
    if (cell === above) return known;
    known = read(cell);
    above = cell;
    return known;
  };
}

/** One reading per distinct text: a roster repeats its dates, prices, plans and words. */
function cachedByText(read: CellReader): CellReader {
  const known = new Map<string, Parsed<unknown>>();
  return (cell) => {
    if (cell.kind !== "text") return read(cell);
    const found = known.get(cell.text);
    if (found !== undefined) return found;
    const parsed = read(cell);
    known.set(cell.text, parsed);
    return parsed;
  };
}

function byText(parse: (text: string) => Parsed<unknown>): CellReader {
  return (cell) => {
    if (cell.kind === "text") return parse(cell.text);
    if (cell.kind === "empty") return blank;
    if (cell.kind === "error") return formulaErrorFound(cell.code, "a value");
    if (cell.kind === "number") return parse(plainNumber(cell.number));
    return parse(cellText(cell));
  };
}

/** The digits of a number cell: a phone or an ID keeps all of them, where the sheet may show 6.2E+09. */
function plainNumber(number: number): string {
  return Number.isSafeInteger(number) ? String(number) : String(number);
}

function dateReader(
  column: BoundColumn,
  order: DateOrder | null,
  { settings, clearWords }: ReaderContext,
): CellReader {
  const context: DateContext = {
    order: settings.date_order ?? order,
    today: settings.today,
    timeZone: settings.timezone,
    isBirthDate: column.field === "dob",
    clearWords,
  };
  if (column.field !== "next_bill") return (cell) => parseDateCell(cell, context);
  return (cell) =>
    cell.kind === "text" && neverWords.test(cell.text)
      ? never(cell.text)
      : parseDateCell(cell, context);
}

const neverWords = /^\s*(?:never|nie|niemals|jamais|nunca)\s*$/i;

function never(found: string): Parsed<never> {
  return bad({
    code: "never_renews",
    level: "warn",
    found,
    wanted: "a date on which the membership renews",
  });
}

/** A number alone counts months only where its header says so; beside a column of units it is completed later. */
function intervalReader(column: BoundColumn): CellReader {
  const isMonths = /month|monat|mois|mes(?:es)?\b/i.test(column.header);
  return (cell) => {
    if (cell.kind === "empty") return blank;
    const text = cell.kind === "number" ? String(cell.number) : cellText(cell).trim();
    if (!/^\d{1,2}(?:\.0+)?$/.test(text))
      return cell.kind === "error"
        ? formulaErrorFound(cell.code, "how often it is billed")
        : parseIntervalText(text);
    const months = isMonths ? intervalOf(Number(text), "M") : null;
    if (months !== null) return withShortness(months, text);
    return bad({
      code: "interval_unparsed",
      level: "error",
      found: text,
      wanted: "the number with its unit, such as 3 months",
    });
  };
}

/** Number and unit from two columns: 3 and "month". */
export function combineInterval(count: string, unit: IntervalUnit | null): Parsed<Interval> {
  const value = unit === null ? null : intervalOf(Number(count), unit);
  if (value !== null) return withShortness(value, count);
  return bad({
    code: "interval_unparsed",
    level: "error",
    found: count,
    wanted: "a number and a unit that make an interval",
  });
}

function readCount(cell: RosterCell): Parsed<number> {
  if (cell.kind === "number" && Number.isInteger(cell.number)) return good(cell.number);
  const text = cellText(cell).trim();
  return /^\d{1,4}(?:\.0+)?$/.test(text) ? good(Number(text)) : blank;
}

/** The plan's name: by its ID where the file has IDs, and out of "product_id:12|name:Gold|quantity:1". */
function planParser({ plan_ids: planIds }: RosterSettings): (text: string) => Parsed<string> {
  const names =
    planIds === undefined
      ? null
      : new Map(Object.values(planIds).map((name) => [name.toLowerCase(), name]));
  return (text) => {
    const parsed = parseLabel(/\|?name:([^|]+)\|/.exec(text)?.[1] ?? text);
    if (planIds === undefined || names === null || parsed.value === null) return parsed;
    const name =
      planIds[parsed.value] ??
      planIds[parsed.value.replace(/\.0+$/, "")] ??
      names.get(parsed.value.toLowerCase());
    return name === undefined
      ? {
          value: parsed.value,
          problems: [
            {
              code: "plan_unknown",
              level: "error",
              found: parsed.value,
              wanted: "a plan that exists",
            },
          ],
        }
      : good(name);
  };
}
