import { addDays, dayOfMonth, intervalInWords, type PlainDate } from "../calendar/index.ts";
import { dateInWords, listInWords, type Explanation } from "../explain/index.ts";
import type { Reading } from "./candidates.ts";
import type { StartState } from "./questions.ts";
import type { StartHeld, StartInput } from "./schema.ts";

type Unbilled = { start: PlainDate; end: PlainDate } | null;

export function explainStart(
  input: StartInput,
  state: StartState & { unbilled: Unbilled },
): Explanation {
  const { rule, because, arithmetic } = reasonOf(input, state);
  const { reading, unbilled } = state;
  const from = unbilled === null ? reading.billFrom : unbilled.start;
  const start = `billing here starts ${dateInWords(from, sourceDate(input))}`;
  const moved =
    unbilled === null
      ? ""
      : `; by choice it starts with the next period, ${dateInWords(reading.billFrom)}, and the days before stay unbilled (START-6)`;
  return {
    rule,
    inputs: inputsOf(input),
    arithmetic,
    sentence: `${because}; ${start} (${rule})${moved}.`,
  };
}

function sourceDate(input: StartInput): PlainDate | undefined {
  return (
    input.lastBilled ?? input.coveredThrough ?? input.nextBill ?? input.statedStart ?? undefined
  );
}

type Reason = { rule: string; because: string; arithmetic: string };

function reasonOf(
  input: StartInput,
  { reading, unbilled }: { reading: Reading; unbilled: Unbilled },
): Reason {
  const billFrom = unbilled === null ? reading.billFrom : unbilled.start;
  const covered = addDays(billFrom, -1);
  const next = `${covered} + 1 day = ${billFrom}`;
  const often = intervalInWords(input.interval);
  const source = sourceDate(input) ?? billFrom;
  switch (reading.basis) {
    case "last_billed_in_advance":
      return {
        rule: "START-1",
        because: `Last billed ${dateInWords(source)}, ${often} in advance, so covered through ${dateInWords(covered, source)}`,
        arithmetic: `${source} + ${input.interval} (day ${dayUsed(reading)}) - 1 day = ${covered}; ${next}`,
      };
    case "last_billed_in_arrears":
      return {
        rule: "START-2",
        because: `Last billed ${dateInWords(source)}, ${often} in arrears, so covered through ${dateInWords(covered, source)}`,
        arithmetic: `${source} - 1 day = ${covered}; ${next}`,
      };
    case "covered_through":
      return {
        rule: "START-1",
        because: `Covered through ${dateInWords(covered)}`,
        arithmetic: next,
      };
    case "next_bill":
      return {
        rule: "START-3",
        because: `Next bill ${dateInWords(billFrom)}, with no last bill and no covered-through date`,
        arithmetic: `next bill = ${billFrom}`,
      };
    case "stated_start":
      return {
        rule: "START-3",
        because: `Never billed, stated start ${dateInWords(billFrom)}`,
        arithmetic: `stated start = ${billFrom}`,
      };
  }
}

function dayUsed(reading: Reading): number {
  return Math.max(
    dayOfMonth(reading.billFrom),
    reading.anchorDate === reading.billFrom ? reading.anchorDay : 0,
  );
}

export type Contradiction = {
  problem: StartHeld["problem"];
  fields: StartHeld["fields"];
  readings: readonly Reading[];
};

export function explainHeld(
  input: StartInput,
  { problem, fields, readings }: Contradiction,
): Explanation {
  const inputs = inputsOf(input);
  switch (problem) {
    case "no_date":
      return {
        rule: "START-3",
        inputs,
        arithmetic: "no date given",
        sentence:
          "No last bill, covered-through date, next bill or start date: billing cannot start before one is known (START-3).",
      };
    case "last_billed_in_future":
      return {
        rule: "START-7",
        inputs,
        arithmetic: `${input.lastBilled} > ${input.today}`,
        sentence: `The last bill, ${words(input.lastBilled)}, is later than today, ${words(input.today)} (START-7).`,
      };
    case "dates_contradict": {
      const starts = [...new Set(readings.map(({ billFrom }) => billFrom))];
      const dates = listInWords(
        starts.map((date) => dateInWords(date)),
        "or",
      );
      const names = fields.map((field) => `${fieldNames[field]} ${words(input[fieldKeys[field]])}`);
      return {
        rule: "START-7",
        inputs,
        arithmetic: `possible starts: ${starts.join(", ")}`,
        sentence:
          `${sourceInWords(input)} gives a start on ${dates}, which ${listInWords(names)} ` +
          `${names.length === 1 ? "does" : "do"} not fit: one of them is wrong (START-7).`,
      };
    }
  }
}

const fieldKeys = {
  last_billed: "lastBilled",
  covered_through: "coveredThrough",
  next_bill: "nextBill",
  stated_start: "statedStart",
} as const satisfies Record<StartHeld["fields"][number], keyof StartInput>;

const fieldNames = {
  last_billed: "the last bill",
  covered_through: "covered through",
  next_bill: "the next bill",
  stated_start: "the start date",
} as const satisfies Record<StartHeld["fields"][number], string>;

function sourceInWords(input: StartInput): string {
  if (input.lastBilled) {
    return `Last billed ${dateInWords(input.lastBilled)}, ${intervalInWords(input.interval)} in ${input.billing},`;
  }
  if (input.coveredThrough) return `Covered through ${dateInWords(input.coveredThrough)}`;
  return `Next bill ${words(input.nextBill)}`;
}

function words(date: PlainDate | null | undefined): string {
  return date ? dateInWords(date) : "not given";
}

function inputsOf(input: StartInput): Explanation["inputs"] {
  return {
    last_billed: input.lastBilled ?? null,
    covered_through: input.coveredThrough ?? null,
    next_bill: input.nextBill ?? null,
    stated_start: input.statedStart ?? null,
    interval: input.interval,
    anchor_day: input.anchorDay ?? null,
    billing: input.billing,
    today: input.today ?? null,
  };
}
