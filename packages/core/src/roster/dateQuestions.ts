import {
  addDays,
  intervalInWords,
  plainDate,
  type Interval,
  type PlainDate,
} from "../calendar/index.ts";
import { computeStart } from "../start/index.ts";
import { rosterField, type RosterFieldKey } from "./fields.ts";
import { isGiven } from "./given.ts";
import { foldHeader } from "./headerDictionary.ts";
import type { MappedColumn } from "./mapColumns.ts";
import type { RosterQuestion, RosterRow } from "./reading.ts";
import type { ReadingFacts } from "./readingFacts.ts";
import type { DateOrder } from "./settings.ts";
import { parseDateCell } from "./values/date.ts";

export function askDateOrder({ unordered }: ReadingFacts): RosterQuestion[] {
  return unordered.map((column): RosterQuestion => {
    const [sample = ""] = column.samples;
    return {
      code: "date_order_ambiguous",
      column: column.header,
      columnNumber: column.column,
      isBlocking: column.isBlocking,
      message: `In column "${column.header}" no date tells day from month, "${sample}" for one. Which comes first? ${column.isBlocking ? "No row is taken" : "Its row is held"} before this is answered.`,
      answer: {
        key: "date_order",
        choices: [
          { value: "MDY", label: "month/day/year" },
          { value: "DMY", label: "day/month/year" },
        ],
      },
      examples: bothReadings(column),
    };
  });
}

function bothReadings({ samples }: MappedColumn): string[] {
  return samples.map((sample) => {
    const read = (order: DateOrder): string =>
      parseDateCell({ kind: "text", text: sample }, { order, ...asWritten }).value ?? "no date";
    return `"${sample}" is ${read("MDY")} with the month first, ${read("DMY")} with the day first`;
  });
}

const asWritten = {
  today: plainDate("9999-12-31"),
  timeZone: undefined,
  isBirthDate: false,
  clearWords: new Set<string>(),
};

const misleading =
  /^(?:begin date|bill(?:ing)? date|renewal date|renewal|due date|payment date|transaction date|start date|starts|membership start date|effective date|expiration date|expiry date|expires|expires on|billed through(?: date)?|valid until|period end|period start|membership end date|startdatum|beginn|gultig bis|date de debut|date d effet|fecha de inicio|vencimiento|echeance|membership timestamp|from date|to date)$/;
// Read the wrong way round, these two charge a period twice.
const dangerous = new Set<RosterFieldKey>(["last_billed", "next_bill"]);
const dangerousHeader =
  /^(?:begin date|bill(?:ing)? date|renewal date|renewal|due date|payment date)$/;

export function askDateMeanings({ columns, rows }: ReadingFacts): RosterQuestion[] {
  return columns.flatMap((column) => {
    const { field, source, header } = column;
    const folded = foldHeader(header);
    if (
      field === null ||
      source === "settings" ||
      rosterField(field).type !== "date" ||
      field === "last_payment_on" ||
      !misleading.test(folded)
    )
      return [];
    const question: RosterQuestion = {
      code: "date_meaning",
      column: header,
      columnNumber: column.column,
      isBlocking:
        dangerous.has(field) &&
        dangerousHeader.test(folded) &&
        !isHeldAgainstAnother(columns, field),
      message: `Column "${header}" was taken as ${rosterField(field).label}. What is it? Products use this header for different dates.`,
      answer: {
        key: "columns",
        choices: meanings.map((key) => ({ value: key, label: rosterField(key).label })),
      },
      examples: workedRows(rows, field),
    };
    return [question];
  });
}

/** Beside another date of billing a wrong meaning shows as a contradiction, which holds its row. */
function isHeldAgainstAnother(columns: readonly MappedColumn[], field: RosterFieldKey): boolean {
  return columns.some(
    (other) =>
      other.field !== field &&
      (other.field === "last_billed" ||
        other.field === "next_bill" ||
        other.field === "covered_through") &&
      other.profile.filled > 0.5,
  );
}

const meanings: readonly RosterFieldKey[] = [
  "last_billed",
  "next_bill",
  "covered_through",
  "stated_start",
  "original_start",
  "end_date",
];

/** Three rows with what each meaning would make of them. */
function workedRows(rows: readonly RosterRow[], field: RosterFieldKey): string[] {
  const examples: string[] = [];
  for (const row of rows) {
    const date = row.values[field as "last_billed"];
    if (!isGiven(date) || examples.length === 3) continue;
    examples.push(
      `Row ${row.record}, ${date}: ${workedRow(date, row.values.interval ?? ("P1M" as Interval))}`,
    );
  }
  return examples;
}

function workedRow(date: PlainDate, interval: Interval): string {
  const decision = computeStart({ lastBilled: date, interval, billing: "advance" });
  const afterLast = decision.kind === "held" ? "nothing" : decision.billFrom;
  return `as last bill (${intervalInWords(interval)}) billing starts ${afterLast}; as next bill ${date}; as last day covered ${addDays(date, 1)}.`;
}

// Exports call this day the next one to bill as often as the last one covered.
const openEnd =
  /^(?:billed through(?: date)?|billed thru|current (?:term|period) end|period end|term end|abgerechnet bis|berechnet bis|facture jusqu au|facturado hasta|fatturato fino al|faturado ate|gefactureerd tot)$/;

/** "Billed through" is the last day covered in one product and the first day not covered in another. */
export function askEndOfCover({
  columns,
  rows,
  exclusive,
  settings,
}: ReadingFacts): RosterQuestion[] {
  const column = columns.find(({ field }) => field === "covered_through");
  if (column === undefined || settings.covered_through_is !== undefined) return [];
  const covered = rows.filter(({ values }) => isGiven(values.covered_through));
  const dated = covered.filter(({ values }) => isGiven(values.last_billed));
  const shifted = dated.filter((row) => exclusive.has(row) || isShifted(row));
  const isExclusive = shifted.length >= 2 && shifted.length >= dated.length * 0.5;
  if (isExclusive)
    return [endOfCoverQuestion(column, shifted, "the day on which the next period starts")];
  const isOpen = openEnd.test(foldHeader(column.header)) && dated.length < covered.length / 2;
  return isOpen ? [endOfCoverQuestion(column, covered, null)] : [];
}

/** Its dates fit those of its last bill exactly, one day later than the last day covered. */
function isShifted({ issues }: RosterRow): boolean {
  return issues.some(
    ({ code, found, wanted }) =>
      code === "last_billed_covered_through_conflict" &&
      found !== undefined &&
      wanted?.includes(found) === true,
  );
}

function endOfCoverQuestion(
  { header, column }: MappedColumn,
  rows: readonly RosterRow[],
  seen: string | null,
): RosterQuestion {
  const asked =
    seen === null
      ? `Products write two days into "${header}". Is it the first day that is not covered? Until that is said it is taken as the last day covered.`
      : `In ${rows.length} rows "${header}" is ${seen}. Is it the first day that is not covered?`;
  return {
    code: "column_meaning",
    column: header,
    columnNumber: column,
    isBlocking: false,
    message: asked,
    answer: {
      key: "covered_through_is",
      choices: [
        { value: "first_day_not_covered", label: "yes, billing starts on that day" },
        { value: "last_day_covered", label: "no, it is the last day covered" },
      ],
    },
    examples: rows
      .slice(0, 3)
      .map(({ record, values: { last_billed: last, covered_through: end } }) => {
        const billed = isGiven(last) ? `last billed ${last}, ` : "";
        return `Row ${record}: ${billed}${header} ${end ?? ""}: billing starts ${end ?? ""} if it is, ${isGiven(end) ? addDays(end, 1) : ""} if it is not`;
      }),
  };
}

export function askTimeZone({ columns, settings }: ReadingFacts): RosterQuestion[] {
  if (settings.timezone !== undefined) return [];
  const timed = columns.find(
    ({ field, samples }) =>
      field !== null &&
      rosterField(field).type === "date" &&
      samples.some(
        (sample) => /\b(?!00:00)\d{1,2}:\d{2}/.test(sample) || /^\d{10}(?:\d{3})?$/.test(sample),
      ),
  );
  if (timed === undefined) return [];
  return [
    {
      code: "time_zone_unknown",
      column: timed.header,
      columnNumber: timed.column,
      isBlocking: false,
      message: `Column "${timed.header}" holds moments, not days. If they are in UTC, in which time zone is the practice? Until that is said, the day is taken as written.`,
      answer: { key: "timezone", choices: [] },
    },
  ];
}
