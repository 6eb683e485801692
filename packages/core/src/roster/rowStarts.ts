import {
  addDays,
  anchorDay,
  dayOfMonth,
  type Interval,
  type PlainDate,
} from "../calendar/index.ts";
import { computeStart, type StartDecision } from "../start/index.ts";
import type { MappedFields } from "./checkRows.ts";
import { issue, missing } from "./messages.ts";
import { isHeld, type DraftRow } from "./readRows.ts";
import type { RosterIssue } from "./reading.ts";
import type { RosterSettings } from "./settings.ts";
import { isGiven } from "./given.ts";

type Context = {
  settings: RosterSettings;
  mapped: MappedFields;
  decide: (facts: Facts) => StartDecision;
  intervalOfPlan: (plan: string | null | undefined) => Interval | null;
};

type Facts = {
  lastBilled: PlainDate | null;
  coveredThrough: PlainDate | null;
  nextBill: PlainDate | null;
  statedStart: PlainDate | null;
  interval: Interval;
};

/** Start, status and the reasons against them for every row: payers first, their families with them (ROS-23). */
export function decideStarts({
  rows,
  settings,
  mapped,
  intervalOfPlan,
}: {
  rows: readonly DraftRow[];
  settings: RosterSettings;
  mapped: MappedFields;
  intervalOfPlan: Context["intervalOfPlan"];
}): void {
  const context: Context = { settings, mapped, decide: makeDecide(settings), intervalOfPlan };
  markExclusiveCover(rows, context);
  const byRecord = new Map<number, DraftRow>();
  for (const row of rows) {
    if (row.payerRecord !== undefined) continue;
    byRecord.set(row.record, row);
    if (row.hasMembership && !lacksPayer(row)) decidePayer(row, context);
  }
  for (const row of rows) {
    if (row.payerRecord === undefined || !row.hasMembership) continue;
    const payer = byRecord.get(row.payerRecord);
    if (payer !== undefined) decideDependant(row, payer, context);
  }
}

const tellingRows = 8;

/**
 * Where nearly every row with a last bill and a covered-through date has the day of the next period in the second one, the
 * column holds first days that are not covered: those rows agree, and it is asked all the same. A row without a last bill
 * keeps the later reading until it is answered.
 */
function markExclusiveCover(rows: readonly DraftRow[], context: Context): void {
  if (context.settings.covered_through_is !== undefined) return;
  const dated = rows.filter(
    ({ payerRecord, values }) =>
      payerRecord === undefined && isGiven(values.covered_through) && isGiven(values.last_billed),
  );
  if (dated.length < tellingRows) return;
  const shifted = dated.filter((row) => isOneDayLater(row, context));
  if (shifted.length < dated.length * 0.9) return;
  for (const row of shifted) row.isCoverExclusive = true;
}

function isOneDayLater(row: DraftRow, context: Context): boolean {
  const interval = row.values.interval ?? context.intervalOfPlan(row.values.plan_name);
  if (interval === null) return false;
  const facts = { ...factsOf(row, interval, context), nextBill: null, statedStart: null };
  const { coveredThrough } = facts;
  if (coveredThrough === null || context.decide(facts).kind !== "held") return false;
  const dayBefore = { ...facts, coveredThrough: addDays(coveredThrough, -1) };
  return context.decide(dayBefore).kind !== "held";
}

const payerFields = new Set<RosterIssue["field"]>([
  "payer_name",
  "payer_email",
  "payer_external_id",
]);

/** Someone else pays, and who is not known: what this row lacks besides is the payer's to say. */
function lacksPayer(row: DraftRow): boolean {
  return row.issues.some(({ field, level }) => level === "error" && payerFields.has(field));
}

/** A roster has few distinct sets of dates, and nearly all are a last bill alone: each is computed once. */
function makeDecide(settings: RosterSettings): (facts: Facts) => StartDecision {
  const byLastBill = new Map<Interval, Map<PlainDate, StartDecision>>();
  const byAll = new Map<string, StartDecision>();
  return (facts) => {
    const { lastBilled, coveredThrough, nextBill, statedStart, interval } = facts;
    if (
      lastBilled === null ||
      coveredThrough !== null ||
      nextBill !== null ||
      statedStart !== null
    ) {
      const key = `${lastBilled}|${coveredThrough}|${nextBill}|${statedStart}|${interval}`;
      return keptIn(byAll, key, () => decideOnce(facts, settings));
    }
    const decided = keptIn(byLastBill, interval, () => new Map<PlainDate, StartDecision>());
    return keptIn(decided, lastBilled, () => decideOnce(facts, settings));
  };
}

function keptIn<Key, Value>(kept: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  return made;
}

function decideOnce(facts: Facts, settings: RosterSettings): StartDecision {
  const input = {
    ...facts,
    billing: settings.billing ?? "advance",
    today: settings.today,
  } as const;
  const decision = computeStart(input);
  const isOpen =
    decision.kind !== "held" && decision.isAmbiguous && settings.month_end_anchor !== undefined;
  if (!isOpen || facts.lastBilled === null) return decision;
  const day = settings.month_end_anchor === "last_day_of_month" ? 31 : dayOfMonth(facts.lastBilled);
  return computeStart({ ...input, anchorDay: anchorDay(day) });
}

function factsOf(row: DraftRow, interval: Interval, { settings }: Context): Facts {
  const {
    last_billed: lastBilled = null,
    next_bill: nextBill = null,
    stated_start: stated = null,
    original_start: original = null,
  } = row.values;
  const covered = row.values.covered_through ?? null;
  const coveredThrough =
    covered !== null &&
    (settings.covered_through_is === "first_day_not_covered" || row.isCoverExclusive === true)
      ? addDays(covered, -1)
      : covered;
  // Someone never billed starts on the start that was typed, if it is not past.
  const isNeverBilled = lastBilled === null && coveredThrough === null && nextBill === null;
  const statedStart =
    stated ?? (isNeverBilled && original !== null && original >= settings.today ? original : null);
  return { lastBilled, coveredThrough, nextBill, statedStart, interval };
}

function decidePayer(row: DraftRow, context: Context): void {
  const interval = row.values.interval ?? context.intervalOfPlan(row.values.plan_name);
  if (interval === null) requireInterval(row, context.mapped);
  else row.values.interval ??= interval;
  const facts = factsOf(row, interval ?? ("P1M" as Interval), context);
  const decision = context.decide(facts);
  if (decision.kind === "held") row.issues.push(...heldIssues(row, decision, context.mapped));
  checkSponsored(row, decision, context.settings);
  if (isHeld(row) || decision.kind === "held") return;
  for (const warning of decision.warnings) addWarning(row, warning, context.mapped);
  if (row.issues.some(({ code }) => code === "never_renews")) return;
  row.start = decision;
  setStart(row, decision.billFrom, context.settings.today);
}

function requireInterval(row: DraftRow, mapped: MappedFields): void {
  if (row.issues.some(({ field }) => field === "interval")) return;
  row.issues.push(
    missing("interval", {
      column: mapped.get("interval") ?? mapped.get("price_cents"),
      found: row.intervalFound,
      wanted: "Say how often it is billed, such as monthly or yearly.",
    }),
  );
}

const conflictCodes = {
  covered_through: "last_billed_covered_through_conflict",
  next_bill: "last_billed_next_bill_conflict",
  stated_start: "stated_start_conflict",
  last_billed: "last_billed_covered_through_conflict",
} as const;

function heldIssues(
  row: DraftRow,
  decision: Extract<StartDecision, { kind: "held" }>,
  mapped: MappedFields,
): RosterIssue[] {
  if (decision.problem === "no_date")
    return hasDateIssue(row)
      ? []
      : [
          missing("last_billed", {
            column: mapped.get("last_billed"),
            wanted:
              "Give the date of the last bill in the old system or of the next one, or the last day covered: for somebody new, the day before billing starts here.",
          }),
        ];
  if (decision.problem === "last_billed_in_future") {
    return [
      issue({
        code: "last_billed_in_future",
        field: "last_billed",
        level: "error",
        column: mapped.get("last_billed"),
        found: row.values.last_billed ?? "",
        wanted: "a date not after today",
        message: decision.reason,
      }),
    ];
  }
  if (hasDateIssue(row)) return [];
  return decision.fields.map((field) =>
    issue({
      code: conflictCodes[field],
      field,
      level: "error",
      column: mapped.get(field),
      found: row.values[field] ?? "",
      wanted: wantedStarts(decision),
      message: decision.reason,
    }),
  );
}

function wantedStarts({ candidates }: Extract<StartDecision, { kind: "held" }>): string {
  return `dates that agree on a start on ${candidates.map(({ billFrom }) => billFrom).join(" or ")}`;
}

const billingDates = new Set<RosterIssue["field"]>([
  "last_billed",
  "covered_through",
  "next_bill",
  "stated_start",
]);

function hasDateIssue(row: DraftRow): boolean {
  return row.issues.some(({ field, level }) => level === "error" && billingDates.has(field));
}

type Warning = Extract<StartDecision, { kind: "decided" }>["warnings"][number];

function addWarning(row: DraftRow, { code, message }: Warning, mapped: MappedFields): void {
  const add = (input: { code: RosterIssue["code"]; field: RosterIssue["field"] }): void => {
    const column =
      input.field === null || input.field === "start_date" ? undefined : mapped.get(input.field);
    row.issues.push(issue({ ...input, level: "warn", message, column }));
  };
  const { last_billed: lastBilled, covered_through: covered } = row.values;
  switch (code) {
    case "month_end_anchor":
      return add({
        code: "month_end_anchor",
        field: isGiven(lastBilled)
          ? "last_billed"
          : isGiven(covered)
            ? "covered_through"
            : "next_bill",
      });
    case "start_in_past":
      return add({ code: "start_in_past", field: "start_date" });
    case "billed_in_arrears":
      return add({ code: "billed_in_arrears", field: "covered_through" });
    case "next_bill_decides":
      return add({ code: "start_from_next_bill", field: "next_bill" });
    case "anchor_day_differs":
      return;
  }
}

function checkSponsored(row: DraftRow, decision: StartDecision, settings: RosterSettings): void {
  if (settings.sponsored_start_must_be_first_of_month !== true || !isGiven(row.values.sponsor))
    return;
  const { original_start: original, stated_start: stated } = row.values;
  const typed = original ?? stated ?? null;
  const isOff = (date: PlainDate | null): boolean => date !== null && dayOfMonth(date) !== 1;
  if (!isOff(typed) && (decision.kind === "held" || !isOff(decision.billFrom))) return;
  const field = !isGiven(original) ? "stated_start" : "original_start";
  row.issues.push(
    issue({
      code: "sponsored_start_not_first_of_month",
      field,
      level: "error",
      found: typed ?? "",
      wanted: "the first of a month",
      message: `Memberships paid by ${row.values.sponsor} start on the first of a month, and this one would not.`,
    }),
  );
}

function setStart(row: DraftRow, startDate: PlainDate, today: PlainDate): void {
  const endDate = row.values.end_date;
  if (isGiven(endDate) && endDate < startDate) {
    row.hasMembership = false;
    row.start = null;
    row.issues.push(
      issue({
        code: "ends_before_start",
        field: "end_date",
        level: "warn",
        found: endDate,
        wanted: `a day on or after ${startDate}`,
        message: `It ends on ${endDate}, before it would start here on ${startDate}: no membership is made.`,
      }),
    );
    return;
  }
  if (isGiven(endDate))
    row.issues.push(
      issue({
        code: "active_with_end_date",
        field: "end_date",
        level: "warn",
        found: endDate,
        message: `It starts here on ${startDate} and ends on ${endDate}.`,
      }),
    );
  row.startDate = startDate;
  row.status = statusOf(row, startDate, today);
}

function statusOf(row: DraftRow, startDate: PlainDate, today: PlainDate): DraftRow["status"] {
  const status = row.values.source_status;
  const isAsserted = !isGiven(status) || status === "active";
  if (!isAsserted || startDate < today) return null;
  return startDate === today ? "Active" : "Deferred";
}

function decideDependant(row: DraftRow, payer: DraftRow, context: Context): void {
  if (isHeld(row)) return;
  if (isHeld(payer) || payer.startDate === null || payer.start === null) {
    const why = isHeld(payer) ? "is held" : "has no start";
    row.issues.push(
      issue({
        code: "payer_row_has_error",
        field: null,
        level: "warn",
        message: `Row ${payer.record}, which pays for this one, ${why}; this row waits for it.`,
      }),
    );
    return;
  }
  const own = ownStart(row, payer, context);
  if (own === "held") return;
  row.start = own ?? payer.start;
  setStart(row, own?.billFrom ?? payer.startDate, context.settings.today);
}

type OwnStart = Exclude<StartDecision, { kind: "held" }> | "held" | null;

/** A dependant's own dates must not start it before what they cover: the later start stands, and is told. */
function ownStart(row: DraftRow, payer: DraftRow, context: Context): OwnStart {
  const {
    last_billed: lastBilled,
    covered_through: covered,
    next_bill: nextBill,
    stated_start: stated,
  } = row.values;
  const interval = row.values.interval ?? payer.values.interval;
  if (
    !isGiven(interval) ||
    (!isGiven(lastBilled) && !isGiven(covered) && !isGiven(nextBill) && !isGiven(stated))
  )
    return null;
  const decision = context.decide(factsOf(row, interval, context));
  if (decision.kind === "held") {
    row.issues.push(...heldIssues(row, decision, context.mapped));
    return "held";
  }
  if (payer.startDate === null || decision.billFrom === payer.startDate) return null;
  const isLater = decision.billFrom > payer.startDate;
  row.issues.push(
    issue({
      code: "family_dates_differ",
      field: "last_billed",
      level: "warn",
      found: decision.billFrom,
      wanted: payer.startDate,
      message: `Its own dates give ${decision.billFrom}, its payer in row ${payer.record} starts on ${payer.startDate}; the later day is taken, so that no day is billed twice.`,
    }),
  );
  return isLater ? decision : null;
}
