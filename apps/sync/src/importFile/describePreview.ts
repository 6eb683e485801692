import { intervalInWords } from "@rollbook/core/calendar";
import { formatMoney } from "@rollbook/core/money";
import {
  nameOf,
  type ComingCharge,
  type RosterPreview,
  type RosterRow,
} from "@rollbook/core/roster";

import { describeOpenings } from "./describeOpenings.ts";
import { describeColumn, describeQuestion, oneLine, section } from "./describeParts.ts";

type Shown = { preview: RosterPreview; currency: string; locale: string };

const heldShown = 12;
const rowsNamed = 5;
const warningsShown = 20;
const chargesShown = 15;
const datesShown = 12;

/** What an import would do, in lines to read: mapping, questions, counts, first rows, what is held, who pays what when. */
export function describePreview(shown: Shown): string[] {
  const { preview } = shown;
  return [
    ...section("Columns", preview.columns.map(describeColumn)),
    ...section("Questions", preview.questions.flatMap(describeQuestion)),
    ...section("Rows", describeCounts(preview)),
    ...section("First rows", preview.firstRows.map(describeRow)),
    ...section("Held, and why", describeHeld(preview)),
    ...section("Read with a warning, and why", describeWarned(preview)),
    ...section("Who would be billed, and when", describeCharges(shown)),
    ...section(
      "Taken over from the old books, and never charged",
      describeOpenings({ ...shown, openings: preview.openings, totals: preview.openingTotals }),
    ),
  ];
}

function describeCounts({ headerRecord, counts, skipped }: RosterPreview): string[] {
  const reasons = Object.entries(skipped).map(
    ([reason, count]) => `${count} ${reason.replace("_", " ")}`,
  );
  return [
    `header in row ${headerRecord ?? "unknown"}`,
    `${counts.ok} ok, ${counts.warn} with a warning, ${counts.error} held, ${counts.needs_choice} waiting for an answer`,
    `${counts.skip} skipped${reasons.length === 0 ? "" : `: ${reasons.join(", ")}`}`,
  ];
}

function describeRow(row: RosterRow): string {
  const { values, startDate, status, outcome } = row;
  const often =
    values.interval === undefined || values.interval === null
      ? ""
      : intervalInWords(values.interval);
  const start =
    startDate === null
      ? outcome.replace("_", " ")
      : `starts ${startDate}${status === null ? "" : `, ${status}`}`;
  return `row ${row.record}: ${[nameOf(values), values.plan_name, often, start].filter((part) => part !== undefined && part !== null && part !== "").join(", ")}`;
}

/** One line for each cause, the most frequent first: a column that was read wrongly holds many rows alike. */
function describeHeld({ heldRows, columns }: RosterPreview): string[] {
  const headers = headersOf(columns);
  const causes = [...Map.groupBy(heldRows.flatMap(causesOf), ({ key }) => key).values()].sort(
    (one, other) => other.length - one.length,
  );
  const lines = causes
    .slice(0, heldShown)
    .map((told) => `${rowsOf(told)}${placeOf(told[0]?.column, headers)}${exampleOf(told)}`);
  return causes.length > heldShown
    ? [...lines, `and ${causes.length - heldShown} more causes; --report FILE has them all`]
    : lines;
}

/** Each warning by itself: it is one value that was read otherwise than it was typed, or left out. */
function describeWarned({ warnedRows, columns }: RosterPreview): string[] {
  const headers = headersOf(columns);
  const lines = warnedRows.flatMap(({ record, issues }) =>
    issues
      .filter(({ level }) => level === "warn")
      .map(({ column, message }) => `row ${record}${placeOf(column, headers)}${message}`),
  );
  return lines.length > warningsShown
    ? [
        ...lines.slice(0, warningsShown),
        `and ${lines.length - warningsShown} more warnings; --report FILE has them all`,
      ]
    : lines;
}

const headersOf = (columns: RosterPreview["columns"]): ReadonlyMap<number, string> =>
  new Map(columns.map(({ column, header }) => [column, oneLine(header)]));

type Cause = { key: string; record: number; column: number | undefined; message: string };

function causesOf({ record, issues }: RosterRow): Cause[] {
  const errors = issues.filter(({ level }) => level === "error");
  if (errors.length === 0)
    return [{ key: "open", record, column: undefined, message: "waits for an answer above" }];
  return errors.map(({ code, column, message }) => ({
    key: `${code} ${column ?? ""}`,
    record,
    column,
    message,
  }));
}

function rowsOf(told: readonly Cause[]): string {
  const records = [...new Set(told.map(({ record }) => record))];
  if (records.length === 1) return `row ${records[0]}`;
  const rest = records.length - rowsNamed;
  const named = records.slice(0, rowsNamed).join(", ");
  return `${records.length} rows (${named}${rest > 0 ? ` and ${rest} more` : ""})`;
}

const exampleOf = (told: readonly Cause[]): string =>
  new Set(told.map(({ message }) => message)).size > 1
    ? `for example: ${told[0]?.message ?? ""}`
    : (told[0]?.message ?? "");

function placeOf(column: number | undefined, headers: ReadonlyMap<number, string>): string {
  return column === undefined ? ": " : `, column ${column} "${headers.get(column) ?? ""}": `;
}

function describeCharges({ preview, currency, locale }: Shown): string[] {
  const amount = (minor: number): string => formatMoney({ minor, currency, locale });
  const waiting = preview.charges.filter(({ isWaiting }) => isWaiting);
  const firm = preview.charges.filter(({ isWaiting }) => !isWaiting);
  const lines = preview.totalsByDate
    .slice(0, datesShown)
    .map(({ date, members, totalMinor, withoutPrice }) => {
      const priced = members === withoutPrice ? [] : [amount(totalMinor)];
      const unpriced = withoutPrice === 0 ? [] : [`${withoutPrice} at their plan's price`];
      return `${date}  ${String(members).padStart(5)} invoices  ${[...priced, ...unpriced].join(" and ")}`;
    });
  if (preview.totalsByDate.length > datesShown)
    lines.push(`and on ${preview.totalsByDate.length - datesShown} later days`);
  return [
    ...lines,
    ...firm.slice(0, chargesShown).map((charge) => describeCharge(charge, amount)),
    ...(waiting.length === 0
      ? []
      : [
          `${waiting.length} more are shown and not billed before a question about them is answered`,
        ]),
  ];
}

function describeCharge(charge: ComingCharge, amount: (minor: number) => string): string {
  const price = charge.priceMinor === null ? "the plan's price" : amount(charge.priceMinor);
  const family = charge.coveredPeople === 1 ? "" : `, for ${charge.coveredPeople} people`;
  const often = charge.interval === null ? "" : ` ${intervalInWords(charge.interval)}`;
  return `row ${charge.record}: ${charge.name}, first invoice ${charge.firstInvoiceOn}, ${price}${often}${family}`;
}
