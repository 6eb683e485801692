import { addDays, intervalInWords, type Interval, type PlainDate } from "../calendar/index.ts";
import { computeStart } from "../start/index.ts";
import { rosterField, type RosterFieldKey } from "./fields.ts";
import { foldHeader } from "./headerDictionary.ts";
import type { MappedColumn } from "./mapColumns.ts";
import { isInMinorUnits, type ReadColumn } from "./readers.ts";
import type { RosterQuestion, RosterRow } from "./reading.ts";
import type { RosterSettings } from "./settings.ts";
import { isGiven } from "./given.ts";

type Reading = {
  columns: readonly MappedColumn[];
  unordered: readonly ReadColumn[];
  rows: readonly RosterRow[];
  settings: RosterSettings;
  hasMerges: boolean;
  phoneRegion: string | undefined;
};

/** What only a person can say, asked once for the file (ROS-24). */
export function askQuestions(reading: Reading): RosterQuestion[] {
  return [
    ...askDateOrder(reading),
    ...askMissingColumns(reading),
    ...askInterval(reading),
    ...askPhoneRegion(reading),
    ...askDateMeanings(reading),
    ...askEndOfCover(reading),
    ...askTimeZone(reading),
    ...askMinorUnits(reading),
    ...askMonthEnd(reading),
    ...askPastStarts(reading),
    ...askMergedCells(reading),
  ];
}

function askDateOrder({ unordered, rows }: Reading): RosterQuestion[] {
  return unordered.map((column): RosterQuestion => {
    const [sample = ""] = column.samples;
    return {
      code: "date_order_ambiguous",
      column: column.header,
      columnNumber: column.column,
      isBlocking: true,
      message: `In column "${column.header}" no date tells day from month, "${sample}" for one. Which comes first? No row is taken before this is answered.`,
      answer: {
        key: "date_order",
        choices: [
          { value: "MDY", label: "month/day/year" },
          { value: "DMY", label: "day/month/year" },
        ],
      },
      examples: [`${rows.filter(({ outcome }) => outcome !== "skip").length} rows wait.`],
    };
  });
}

const nameFields: readonly RosterFieldKey[] = [
  "full_name",
  "last_name",
  "first_name",
  "payer_name",
];
const dateFields: readonly RosterFieldKey[] = [
  "last_billed",
  "covered_through",
  "next_bill",
  "stated_start",
  "original_start",
];

function askMissingColumns({ columns }: Reading): RosterQuestion[] {
  const has = (fields: readonly RosterFieldKey[]): boolean =>
    columns.some(({ field }) => field !== null && fields.includes(field));
  const questions: RosterQuestion[] = [];
  if (!has(nameFields)) {
    questions.push({
      code: "columns_missing",
      column: null,
      isBlocking: true,
      message: "No column was found that holds names. Which one does?",
      answer: { key: "columns", choices: [] },
    });
  }
  if (!has(dateFields)) {
    questions.push({
      code: "columns_missing",
      column: null,
      isBlocking: false,
      message:
        "No column was found with a last bill, a next bill or a covered-through date. Nobody can be billed before one of them is known.",
      answer: { key: "columns", choices: [] },
    });
  }
  return questions;
}

/** Nothing in the file says how often, and a guess would bill twelve times a year too much. */
function askInterval({ columns, rows, settings }: Reading): RosterQuestion[] {
  const hasInterval = columns.some(({ field }) => field === "interval");
  if (hasInterval || settings.interval_default !== undefined) return [];
  const members = rows.filter(
    ({ outcome, payerRecord }) => outcome !== "skip" && payerRecord === undefined,
  );
  const without = members.filter(({ values }) => !isGiven(values.interval));
  if (without.length <= members.length / 2) return [];
  return [
    {
      code: "interval_unknown",
      column: null,
      isBlocking: false,
      message:
        "No column says how often members are billed. How often are they, where nothing else is said?",
      answer: {
        key: "interval_default",
        choices: ["P1M", "P3M", "P6M", "P1Y"].map((value) => ({
          value,
          label: intervalInWords(value as Interval),
        })),
      },
    },
  ];
}

function askPhoneRegion({ columns, rows, settings, phoneRegion }: Reading): RosterQuestion[] {
  const column = columns.find(({ field }) => field === "phone");
  if (column === undefined || phoneRegion !== undefined || settings.phone_region !== undefined)
    return [];
  const unread = rows.filter(({ issues }) =>
    issues.some(({ code }) => code === "phone_invalid"),
  ).length;
  if (unread < 3) return [];
  return [
    {
      code: "phone_region_unknown",
      column: column.header,
      columnNumber: column.column,
      isBlocking: false,
      message: `${unread} phone numbers have no country code. In which country are they?`,
      answer: {
        key: "phone_region",
        choices: ["US", "GB", "DE", "FR", "ES"].map((value) => ({ value, label: value })),
      },
    },
  ];
}

const misleading =
  /^(?:begin date|bill(?:ing)? date|renewal date|renewal|due date|payment date|transaction date|start date|starts|membership start date|effective date|expiration date|expiry date|expires|expires on|billed through(?: date)?|valid until|period end|period start|membership end date|startdatum|beginn|gultig bis|date de debut|date d effet|fecha de inicio|vencimiento|echeance|membership timestamp|from date|to date)$/;
// Read the wrong way round, these two charge a period twice.
const dangerous = new Set<RosterFieldKey>(["last_billed", "next_bill"]);
const dangerousHeader =
  /^(?:begin date|bill(?:ing)? date|renewal date|renewal|due date|payment date)$/;

function askDateMeanings({ columns, rows }: Reading): RosterQuestion[] {
  return columns.flatMap((column) => {
    const { field, source, header } = column;
    const folded = foldHeader(header);
    if (
      field === null ||
      source === "settings" ||
      rosterField(field).type !== "date" ||
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

/** "Billed through" is the last day covered in one product and the first day not covered in another. */
function askEndOfCover({ columns, rows, settings }: Reading): RosterQuestion[] {
  const column = columns.find(({ field }) => field === "covered_through");
  if (column === undefined || settings.covered_through_is !== undefined) return [];
  const conflicts = rows.filter(({ issues }) =>
    issues.some(
      ({ code, found, wanted }) =>
        code === "last_billed_covered_through_conflict" &&
        found !== undefined &&
        wanted?.includes(found) === true,
    ),
  );
  const dated = rows.filter(
    ({ values }) => isGiven(values.covered_through) && isGiven(values.last_billed),
  ).length;
  if (conflicts.length < 2 || conflicts.length < dated * 0.5) return [];
  return [
    {
      code: "column_meaning",
      column: column.header,
      columnNumber: column.column,
      isBlocking: false,
      message: `In ${conflicts.length} rows "${column.header}" is the day on which the next period starts. Is it the first day that is not covered?`,
      answer: {
        key: "covered_through_is",
        choices: [
          { value: "first_day_not_covered", label: "yes, billing starts on that day" },
          { value: "last_day_covered", label: "no, it is the last day covered" },
        ],
      },
      examples: conflicts
        .slice(0, 3)
        .map(
          ({ record, values }) =>
            `Row ${record}: last billed ${values.last_billed ?? ""}, ${column.header} ${values.covered_through ?? ""}`,
        ),
    },
  ];
}

function askTimeZone({ columns, settings }: Reading): RosterQuestion[] {
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

function askMinorUnits({ columns, settings }: Reading): RosterQuestion[] {
  const price = columns.find(({ field }) => field === "price_cents");
  if (price === undefined || settings.amounts_in !== undefined || !isInMinorUnits(price)) return [];
  return [
    {
      code: "amounts_in_minor_units",
      column: price.header,
      columnNumber: price.column,
      isBlocking: false,
      message: `Column "${price.header}" was read in the smallest unit of the currency: ${price.samples[0] ?? ""} as ${Number(price.samples[0] ?? 0) / 100}. Is it?`,
      answer: {
        key: "amounts_in",
        choices: [
          { value: "minor", label: "yes, cents" },
          { value: "major", label: "no, whole units" },
        ],
      },
    },
  ];
}

function askMonthEnd({ rows, settings }: Reading): RosterQuestion[] {
  const open = rows.filter(
    ({ start, payerRecord }) =>
      payerRecord === undefined && start !== null && start.kind === "choose" && start.isAmbiguous,
  );
  const [first] = open;
  if (first === undefined || settings.month_end_anchor !== undefined) return [];
  return [
    {
      code: "month_end_anchor",
      column: null,
      isBlocking: false,
      message: `${open.length} members were last billed on the last day of a short month. Are they billed on that day of the month, or always on its last day? They are billed once this is answered.`,
      answer: {
        key: "month_end_anchor",
        choices: [
          { value: "day_of_last_bill", label: "on that day of the month" },
          { value: "last_day_of_month", label: "on the last day of the month" },
        ],
      },
      examples: open
        .slice(0, 3)
        .map(
          ({ record, values, start }) =>
            `Row ${record}, last billed ${values.last_billed ?? ""}: ${startsOf(start)}.`,
        ),
    },
  ];
}

function startsOf(start: RosterRow["start"]): string {
  return start === null
    ? ""
    : start.candidates
        .map(({ anchorDay, billFrom }) => `day ${anchorDay} starts ${billFrom}`)
        .join("; ");
}

function askPastStarts({ rows, settings }: Reading): RosterQuestion[] {
  const past = rows.filter(
    ({ startDate, payerRecord }) =>
      startDate !== null && startDate < settings.today && payerRecord === undefined,
  );
  if (past.length === 0) return [];
  return [
    {
      code: "start_in_past",
      column: null,
      isBlocking: false,
      message: `${past.length} members would start before today: a stale roster, a failed card, or billing in arrears? They are shown and not billed until someone decides.`,
      examples: past.slice(0, 3).map(({ record, startDate }) => `Row ${record}: ${startDate}`),
    },
  ];
}

function askMergedCells({ columns, rows, settings, hasMerges }: Reading): RosterQuestion[] {
  if (hasMerges || settings.fill_down !== undefined) return [];
  const household = columns.find(({ field }) => field === "household");
  const members = rows.filter(({ outcome }) => outcome !== "skip");
  const empty = members.filter(({ values }) => !isGiven(values.household)).length;
  if (household === undefined || empty < 2 || empty > members.length * 0.9) return [];
  return [
    {
      code: "merged_cells_unknown",
      column: household.header,
      columnNumber: household.column,
      isBlocking: false,
      message: `${empty} rows have no ${household.header}. Were its cells merged, so that the first row of each family holds the value for all of it? A CSV cannot tell.`,
      answer: {
        key: "fill_down",
        choices: [{ value: "household", label: "yes, the value above holds" }],
      },
    },
  ];
}
