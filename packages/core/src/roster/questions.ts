import { askBalanceSign, askPayments } from "./balanceQuestions.ts";
import { intervalInWords, type Interval, type PlainDate } from "../calendar/index.ts";
import { askDateMeanings, askDateOrder, askEndOfCover, askTimeZone } from "./dateQuestions.ts";
import { nameOf } from "./checkRows.ts";
import type { RosterFieldKey } from "./fields.ts";
import { isGiven } from "./given.ts";
import { isInMinorUnits } from "./amountReaders.ts";
import type { RosterQuestion, RosterRow } from "./reading.ts";
import type { ReadingFacts } from "./readingFacts.ts";
import type { RosterSettings } from "./settings.ts";
import { nameKey } from "./values/name.ts";

/** Questions that people may answer for each member as well: asked again only about rows that are still open. */
export function askAgain(input: {
  questions: readonly RosterQuestion[];
  rows: readonly RosterRow[];
  today: PlainDate;
  isAnswered: (record: number) => boolean;
}): RosterQuestion[] {
  const openRows = (isAsked: (row: RosterRow) => boolean) =>
    input.rows.filter((row) => isAsked(row) && !input.isAnswered(row.record));
  return input.questions.flatMap((question) => {
    switch (question.code) {
      case "start_in_past":
        return askPastStarts({ rows: openRows(startsBefore(input.today)), settings: input });
      case "month_end_anchor":
        return askMonthEnd({ rows: openRows(isMonthEndOpen), settings: {} });
      default:
        return [question];
    }
  });
}

/** What only a person can say, asked once for the file (ROS-24). */
export function askQuestions(reading: ReadingFacts): RosterQuestion[] {
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
    ...askIndented(reading),
    ...askFurtherMembers(reading),
    ...askBalanceSign(reading),
    ...askPayments(reading),
  ];
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

function askMissingColumns({ columns }: ReadingFacts): RosterQuestion[] {
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
function askInterval({ columns, rows, settings }: ReadingFacts): RosterQuestion[] {
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

function askPhoneRegion({ columns, rows, settings, phoneRegion }: ReadingFacts): RosterQuestion[] {
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

function askMinorUnits({ columns, settings }: ReadingFacts): RosterQuestion[] {
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

const isMonthEndOpen = ({ start, payerRecord }: RosterRow) =>
  payerRecord === undefined && start !== null && start.kind === "choose" && start.isAmbiguous;

function askMonthEnd({
  rows,
  settings,
}: {
  rows: readonly RosterRow[];
  settings: Pick<RosterSettings, "month_end_anchor">;
}): RosterQuestion[] {
  const open = rows.filter(isMonthEndOpen);
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

const startsBefore =
  (today: PlainDate) =>
  ({ startDate, payerRecord }: RosterRow): boolean =>
    startDate !== null && startDate < today && payerRecord === undefined;

function askPastStarts({
  rows,
  settings,
}: {
  rows: readonly RosterRow[];
  settings: { today: PlainDate };
}): RosterQuestion[] {
  const past = rows.filter(startsBefore(settings.today));
  if (past.length === 0) return [];
  return [
    {
      code: "start_in_past",
      column: null,
      isBlocking: false,
      message: `${past.length === 1 ? "1 member" : `${past.length} members`} would start before today: a stale roster, a failed card, or billing in arrears? They are shown and not billed until someone decides.`,
      examples: past.slice(0, 3).map(({ record, startDate }) => `Row ${record}: ${startDate}`),
    },
  ];
}

function askMergedCells({ columns, rows, settings, hasMerges }: ReadingFacts): RosterQuestion[] {
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

const familyFields: readonly RosterFieldKey[] = [
  "household",
  "payer_name",
  "payer_email",
  "payer_external_id",
];

/** Some people write a family below its payer, further in: nothing else in the file says who pays. */
function askIndented({ columns, indented, settings }: ReadingFacts): RosterQuestion[] {
  const isLinked = columns.some(({ field }) => field !== null && familyFields.includes(field));
  const without = indented.filter(({ hasOwnBilling }) => !hasOwnBilling);
  if (isLinked || settings.families_by !== undefined) return [];
  if (indented.length < 2 || without.length < indented.length / 2) return [];
  return [
    {
      code: "indented_families",
      column: null,
      isBlocking: false,
      message: `${indented.length} names begin further in than the one above them. Are they its family, paid for by that person? They are held until this is answered.`,
      answer: {
        key: "families_by",
        choices: [
          { value: "indentation", label: "yes, the name above pays" },
          { value: "nothing", label: "no, everybody pays for themselves" },
        ],
      },
      examples: without.slice(0, 3).map(({ record, values }) => `Row ${record}: ${nameOf(values)}`),
    },
  ];
}

/** A name in a cell of somebody else's row has no birth date and no contact: nobody is made of it. */
function askFurtherMembers({ columns, rows }: ReadingFacts): RosterQuestion[] {
  const column = columns.find(({ field }) => field === "member_names");
  if (column === undefined) return [];
  const known = new Set(rows.map(({ values }) => nameKey(nameOf(values))));
  const unlisted = rows.flatMap(({ record, values }) =>
    (values.member_names ?? [])
      .filter((name) => !known.has(nameKey(name)))
      .map((name) => ({ record, name })),
  );
  if (unlisted.length === 0) return [];
  return [
    {
      code: "further_members",
      column: column.header,
      columnNumber: column.column,
      isBlocking: false,
      message: `${unlisted.length} people are only named in the row of somebody else. They become no patients: give each a row of their own, with the payer named in it.`,
      examples: unlisted.slice(0, 3).map(({ record, name }) => `Row ${record}: ${name}`),
    },
  ];
}
