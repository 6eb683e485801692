import { serialToDate } from "../calendar/index.ts";
import { exponentOf, minorFromDecimal, type Currency } from "../money/index.ts";
import { cellText, type RosterCell, type RosterGrid } from "../roster/index.ts";
import type { ForecastRow } from "./compareForecast.ts";

/** Someone whom a row of the old export may mean, by any of these names or ids. */
export type ForecastMember = { membershipId: string; aliases: readonly string[] };

export type ForecastFile = {
  rows: ForecastRow[];
  /** Rows that could not be taken, with the row's number as the sheet counts it and what would be right. */
  problems: { record: number; message: string }[];
};

const memberHeaders =
  /^(?:member|patient|name|full name|email|e-mail|id|(?:member|patient|membership|external)[ _]?(?:id|name|email)?)$/;
const monthHeaders =
  /^(?:month|period|date|(?:charge|billing|bill|due|invoice)[ _]?(?:date|month|on))$/;
const amountHeaders = /^(?:amount|total|price|charge|fee)(?:[ _](?:minor|cents|due|total))?$/;
const minorHeaders = /[ _](?:minor|cents)$/;
const currencyHeaders = /^currency$/;

const monthNames = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

function fold(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, " ");
}

function monthText(year: string, month: number): string | null {
  return month >= 1 && month <= 12 ? `${year}-${String(month).padStart(2, "0")}` : null;
}

/** 'YYYY-MM' of a day serial, '2026-06', '2026-06-01', '06/2026', 'June 2026' or 'Jun 26'. */
function monthOf(cell: RosterCell | undefined): string | null {
  if (cell?.kind === "number" && cell.number >= 36_526 && cell.number < 73_051)
    return serialToDate(Math.floor(cell.number)).slice(0, 7);
  const text = fold(cellText(cell));
  const iso = /^(\d{4})-(\d{1,2})(?:-\d{1,2})?(?:t.*)?$/.exec(text);
  if (iso) return monthText(iso[1] ?? "", Number(iso[2]));
  const slashed = /^(\d{1,2})[/.](\d{4})$/.exec(text);
  if (slashed) return monthText(slashed[2] ?? "", Number(slashed[1]));
  const named = /^([a-z]{3})[a-z]*\.?[ -](\d{4}|\d{2})$/.exec(text);
  if (!named) return null;
  const year = named[2] ?? "";
  return monthText(year.length === 2 ? `20${year}` : year, monthNames.indexOf(named[1] ?? "") + 1);
}

/** '1,234.50', '1.234,50', '$99' and 99 as minor units; null when it is no amount. */
function amountOf(cell: RosterCell, currency: Currency, isMinor: boolean): number | null {
  if (cell.kind === "number") {
    if (isMinor) return Number.isSafeInteger(cell.number) ? cell.number : null;
    const decimal = cell.number.toFixed(exponentOf(currency));
    return minorFromDecimal({ decimal, currency }) ?? null;
  }
  const text = cellText(cell).replaceAll(/[^\d.,()-]/g, "");
  const isNegative = /^\(.*\)$/.test(text) || text.startsWith("-");
  const digits = text.replaceAll(/[()-]/g, "");
  if (!/^\d[\d.,]*$/.test(digits)) return null;
  if (isMinor) return (isNegative ? -1 : 1) * Number(digits.replaceAll(/[.,]/g, ""));
  const at = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const isDecimal = at >= 0 && digits.length - at - 1 !== 3;
  const whole = (isDecimal ? digits.slice(0, at) : digits).replaceAll(/[.,]/g, "");
  const decimal = isDecimal ? `${whole}.${digits.slice(at + 1)}` : whole;
  const minor: number | undefined = minorFromDecimal({ decimal, currency });
  return minor === undefined ? null : isNegative ? -minor : minor;
}

type Columns = {
  members: number[];
  currency: number | null;
  isMinor: boolean;
} & (
  | { kind: "long"; month: number; amount: number }
  | { kind: "wide"; months: [number, string][] }
);

function columnsOf(header: readonly RosterCell[]): Columns | null {
  const names = header.map((cell) => fold(cellText(cell)));
  const where = (pattern: RegExp): number[] =>
    names.flatMap((name, index) => (pattern.test(name) ? [index] : []));
  const members = where(memberHeaders);
  if (members.length === 0) return null;
  const currency = where(currencyHeaders)[0] ?? null;
  const [month] = where(monthHeaders);
  const [amount] = where(amountHeaders);
  if (month !== undefined && amount !== undefined) {
    const isMinor = minorHeaders.test(names[amount] ?? "");
    return { kind: "long", members, currency, month, amount, isMinor };
  }
  const months = header.flatMap((cell, index): [number, string][] => {
    const found = members.includes(index) ? null : monthOf(cell);
    return found === null ? [] : [[index, found]];
  });
  return months.length === 0 ? null : { kind: "wide", members, currency, months, isMinor: false };
}

/** Each alias with the one member who has it; what two members share means neither. */
function aliasesOf(members: readonly ForecastMember[]): Map<string, string | null> {
  const known = new Map<string, string | null>();
  for (const { membershipId, aliases } of members) {
    for (const alias of [membershipId, ...aliases].map(fold)) {
      if (alias === "") continue;
      const other = known.get(alias);
      known.set(alias, other === undefined || other === membershipId ? membershipId : null);
    }
  }
  return known;
}

const layouts =
  "The file needs a header row with the member (name, id or email) and either month and amount, or one column for each month such as 2026-06.";

/**
 * Reads the old system's export of coming charges (CUT-3): a row for each member and month, or a column for each month. Who
 * is not known here is kept under the name in the file, so that the comparison lists it.
 */
export function readForecastFile({
  grid,
  members,
  currency,
}: {
  grid: RosterGrid;
  members: readonly ForecastMember[];
  currency: Currency;
}): ForecastFile {
  const headerAt = grid.rows.slice(0, 20).findIndex((row) => columnsOf(row) !== null);
  const columns = columnsOf(grid.rows[headerAt] ?? []);
  if (columns === null) return { rows: [], problems: [{ record: 1, message: layouts }] };
  const known = aliasesOf(members);
  const file: ForecastFile = { rows: [], problems: [] };
  for (const [index, row] of grid.rows.entries()) {
    if (index > headerAt) readRow({ row, record: index + 1, columns, known, currency, file });
  }
  return file;
}

type RowInput = {
  row: readonly RosterCell[];
  record: number;
  columns: Columns;
  known: ReadonlyMap<string, string | null>;
  currency: Currency;
  file: ForecastFile;
};

function readRow({ row, record, columns, known, currency, file }: RowInput): void {
  const typed = columns.members.map((at) => cellText(row[at]).trim()).filter((text) => text !== "");
  const [shown] = typed;
  if (shown === undefined) return;
  const member = typed.map((text) => known.get(fold(text))).find((id) => typeof id === "string");
  const memberKey = member ?? shown;
  const stated = columns.currency === null ? "" : cellText(row[columns.currency]).trim();
  const rowCurrency = (stated === "" ? currency : stated.toUpperCase()) as Currency;
  const cells: [RosterCell | undefined, string | null][] =
    columns.kind === "long"
      ? [[row[columns.amount], monthOf(row[columns.month])]]
      : columns.months.map(([at, month]) => [row[at], month]);
  for (const [cell, month] of cells) {
    if (cell === undefined || cell.kind === "empty") continue;
    const amountMinor = amountOf(cell, rowCurrency, columns.isMinor);
    if (month === null || amountMinor === null) {
      const wrong = month === null ? "month; write 2026-06" : "amount; write 99.00";
      const found = cellText(month === null && columns.kind === "long" ? row[columns.month] : cell);
      file.problems.push({ record, message: `Row ${record}: "${found}" is no ${wrong}.` });
    } else if (amountMinor !== 0) {
      file.rows.push({ memberKey, month, currency: rowCurrency, amountMinor });
    }
  }
}
