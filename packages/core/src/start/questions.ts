import type { PlainDate } from "../calendar/index.ts";
import { dateInWords, listInWords } from "../explain/index.ts";
import type { Reading } from "./candidates.ts";
import type { Billing, StartInput, StartQuestion, StartWarning } from "./schema.ts";

export type StartState = {
  reading: Reading;
  naturalDay: number;
  billing: Billing;
  isBillingInDoubt: boolean;
  isAmbiguous: boolean;
  /** The start is certain, and a later billing day would fit it too. */
  isAnchorAssumed: boolean;
  candidates: readonly Reading[];
  coveredThrough: PlainDate | null;
};

type Finding = { warning: StartWarning; question?: StartQuestion };

export function questionsAndWarnings(
  input: StartInput,
  state: StartState,
): { questions: StartQuestion[]; warnings: StartWarning[] } {
  const findings = [
    arrears(state),
    monthEnd(input, state),
    nextBillDecides(state),
    past(input, state),
  ].filter((finding) => finding !== null);
  return {
    warnings: findings.map(({ warning }) => warning),
    questions: findings.flatMap(({ question }) => question ?? []),
  };
}

function arrears({ isBillingInDoubt, reading }: StartState): Finding | null {
  if (!isBillingInDoubt) return null;
  const message =
    `Covered only to the day before the last bill: this looks billed in arrears, from ` +
    `${dateInWords(reading.billFrom)} on. Say whether it is (START-2).`;
  const found = { rule: "START-2", message };
  return {
    warning: { code: "billed_in_arrears", ...found },
    question: {
      question: "billed_in_arrears",
      choices: ["arrears", "correct_the_dates"],
      ...found,
    },
  };
}

function monthEnd(input: StartInput, state: StartState): Finding | null {
  const { reading, candidates, isAmbiguous, naturalDay } = state;
  if (isAmbiguous) {
    const days = candidates.map(({ anchorDay }) => String(anchorDay));
    const message =
      `Billed on the last day of a short month: the billing day may be the ${listInWords(days, "or")}. ` +
      `Taken as the ${reading.anchorDay}; choose one before anything is billed (START-5).`;
    const found = { rule: "START-5", message };
    return {
      warning: { code: "month_end_anchor", ...found },
      question: { question: "anchor_day", choices: days, ...found },
    };
  }
  if (state.isAnchorAssumed) {
    const message = `Billing day ${reading.anchorDay} is taken from the date; if it stands for the end of the month, choose a later one (START-5).`;
    return { warning: { code: "month_end_anchor", rule: "START-5", message } };
  }
  if (input.anchorDay && reading.anchorDay !== naturalDay) {
    const isStub = reading.anchorDate !== reading.billFrom;
    const message =
      `Billing day ${reading.anchorDay} was chosen; the dates show ${naturalDay}` +
      `${isStub ? `, so a part period leads up to ${dateInWords(reading.anchorDate)}` : ""} (START-4).`;
    return { warning: { code: "anchor_day_differs", rule: "START-4", message } };
  }
  if (reading.anchorDay === naturalDay) return null;
  const message = `The dates agree only on billing day ${reading.anchorDay}, the end of the month (START-5).`;
  return { warning: { code: "month_end_anchor", rule: "START-5", message } };
}

function nextBillDecides({ reading }: StartState): Finding | null {
  if (reading.basis !== "next_bill") return null;
  const message = `No last bill and no covered-through date: the next bill on ${dateInWords(reading.billFrom)} decides (START-3).`;
  return { warning: { code: "next_bill_decides", rule: "START-3", message } };
}

/** In arrears a period that has not ended owes nothing yet; while the billing itself is in doubt, no such grace. */
function past(input: StartInput, { reading, isBillingInDoubt }: StartState): Finding | null {
  const owedFrom = isBillingInDoubt ? reading.billFrom : reading.firstInvoiceOn;
  if (!input.today || owedFrom >= input.today || input.pastStart) return null;
  const message =
    `Billing would start on ${dateInWords(reading.billFrom)}, in the past: a stale roster, a failed card, or arrears? ` +
    `Bill back, bill from the next period, or correct it (START-6).`;
  const found = { rule: "START-6", message };
  return {
    warning: { code: "start_in_past", ...found },
    question: {
      question: "start_in_past",
      choices: ["bill_back", "next_period", "correct_it"],
      ...found,
    },
  };
}
