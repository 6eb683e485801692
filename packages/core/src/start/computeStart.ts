import { addDays, cycleOn, stepOf, type PlainDate } from "../calendar/index.ts";
import { differAnywhere, moveAnchor, readingsOf, sourceOf, type Reading } from "./candidates.ts";
import { explainHeld, explainStart, type Contradiction } from "./explainStart.ts";
import { questionsAndWarnings } from "./questions.ts";
import type { Billing, StartHeld, StartInput, StartDecision } from "./schema.ts";

type Conflicting = StartHeld["fields"][number];

/**
 * The first day billed here, from what the old platform left behind (START-1 to START-7). `choose` keeps and shows the
 * date and bills nothing until its questions are answered; `held` has no date.
 */
export function computeStart(input: StartInput): StartDecision {
  const { lastBilled, today } = input;
  if (lastBilled && today && lastBilled > today)
    return held(input, {
      problem: "last_billed_in_future",
      fields: ["last_billed"],
      readings: [],
    });
  const source = sourceOf(input, input.billing);
  if (source === null)
    return held(input, { problem: "no_date", fields: ["last_billed"], readings: [] });

  const readings = readingsOf(input, source, input.billing);
  const fitting = readings.filter((reading) => contradictions(input, reading).length === 0);
  if (fitting.length > 0)
    return settle(input, fitting, { billing: input.billing, isBillingInDoubt: false });

  const inArrears = arrearsReadings(input);
  if (inArrears.length > 0)
    return settle(input, inArrears, { billing: "arrears", isBillingInDoubt: true });
  const [natural] = readings;
  const fields: Conflicting[] = natural === undefined ? [] : contradictions(input, natural);
  return held(input, { problem: "dates_contradict", fields, readings });
}

function held(input: StartInput, contradiction: Contradiction): StartHeld {
  const { problem, fields, readings } = contradiction;
  const explain = explainHeld(input, contradiction);
  return {
    kind: "held",
    rule: explain.rule,
    problem,
    fields,
    reason: explain.sentence,
    candidates: readings.map(candidateOf),
    explain,
  };
}

function contradictions(input: StartInput, reading: Reading): Conflicting[] {
  const found: Conflicting[] = [];
  const { coveredThrough, nextBill, statedStart } = input;
  if (coveredThrough && addDays(coveredThrough, 1) !== reading.billFrom)
    found.push("covered_through");
  if (nextBill && reading.basis !== "next_bill" && nextBill !== reading.firstInvoiceOn)
    found.push("next_bill");
  if (statedStart && statedStart !== reading.billFrom) found.push("stated_start");
  return found;
}

/** A row covered to the day before its last bill was billed in arrears, whatever the file as a whole says (START-2). */
function arrearsReadings(input: StartInput): Reading[] {
  const { lastBilled, coveredThrough } = input;
  if (!lastBilled || !coveredThrough || addDays(coveredThrough, 1) !== lastBilled) return [];
  return readingsOf(input, { basis: "last_billed_in_arrears", date: lastBilled }, "arrears").filter(
    (reading) => contradictions(input, reading).length === 0,
  );
}

function settle(
  input: StartInput,
  fitting: readonly Reading[],
  { billing, isBillingInDoubt }: { billing: Billing; isBillingInDoubt: boolean },
): StartDecision {
  const chosen = withAnchorDay(input, fitting, billing);
  const areSeveral =
    chosen.candidates.length > 1 && differAnywhere(chosen.candidates, input.interval);
  const isStartCertain = Boolean(input.coveredThrough || input.nextBill);
  const isAmbiguous = areSeveral && !isStartCertain;
  const { reading, unbilled } = withPastChoice(input, chosen.reading, billing);
  const state = {
    reading,
    naturalDay: chosen.naturalDay,
    billing,
    isBillingInDoubt,
    isAmbiguous,
    isAnchorAssumed: areSeveral && isStartCertain,
    candidates: chosen.candidates,
    coveredThrough: coveredThroughOf(chosen.reading),
  };
  const { questions, warnings } = questionsAndWarnings(input, state);
  const start = {
    basis: reading.basis,
    billFrom: reading.billFrom,
    coveredThrough: state.coveredThrough,
    anchorDay: reading.anchorDay,
    anchorDate: reading.anchorDate,
    firstInvoiceOn: reading.firstInvoiceOn,
    billing,
    isAmbiguous,
    candidates: chosen.candidates.map(candidateOf),
    warnings,
    unbilled,
    explain: explainStart(input, { ...state, unbilled }),
    input,
  };
  return questions.length === 0
    ? { kind: "decided", ...start }
    : { kind: "choose", ...start, questions };
}

type Chosen = { reading: Reading; candidates: readonly Reading[]; naturalDay: number };

function withAnchorDay(input: StartInput, fitting: readonly Reading[], billing: Billing): Chosen {
  const [natural] = fitting;
  if (natural === undefined) throw new RangeError("a start needs a reading");
  const naturalDay = sourceDay(input, natural);
  const day = input.anchorDay;
  if (!day || stepOf(input.interval).unit === "day")
    return { reading: natural, candidates: fitting, naturalDay };
  const reading =
    fitting.find((candidate) => candidate.anchorDay === day) ??
    moveAnchor(natural, { day, interval: input.interval, billing });
  return { reading, candidates: [reading], naturalDay };
}

/** The day that the deciding date shows, before a later day of the month is read into it. */
function sourceDay(input: StartInput, reading: Reading): number {
  const date = sourceOf(
    input,
    reading.basis === "last_billed_in_arrears" ? "arrears" : "advance",
  )?.date;
  return date === undefined ? reading.anchorDay : Number(date.slice(8));
}

function coveredThroughOf(reading: Reading): PlainDate | null {
  return reading.basis === "stated_start" ? null : addDays(reading.billFrom, -1);
}

function candidateOf({ anchorDay, billFrom, firstInvoiceOn }: Reading) {
  return { anchorDay, billFrom, firstInvoiceOn };
}

/** "Bill from the next period": the first cycle that begins today or later; the days before it stay unbilled (START-6). */
function withPastChoice(
  input: StartInput,
  reading: Reading,
  billing: Billing,
): { reading: Reading; unbilled: { start: PlainDate; end: PlainDate } | null } {
  const { today, interval } = input;
  const isMoved = input.pastStart === "next_period" && today && reading.billFrom < today;
  if (!isMoved) return { reading, unbilled: null };
  const rule = { anchorDate: reading.anchorDate, anchorDay: reading.anchorDay, interval };
  const cycle = cycleOn(rule, addDays(today, -1));
  const billFrom = addDays(cycle.end, 1);
  const firstInvoiceOn = billing === "advance" ? billFrom : addDays(cycleOn(rule, billFrom).end, 1);
  return {
    reading: { ...reading, billFrom, anchorDate: billFrom, firstInvoiceOn },
    unbilled: { start: reading.billFrom, end: cycle.end },
  };
}
