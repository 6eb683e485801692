import { dateInWords, type Explanation } from "../explain/index.ts";
import { decimalOf, prorate, type Tax, type TaxedAmount } from "../money/index.ts";
import { amountOfDays } from "./lineAmount.ts";
import type { PlannedLine } from "./schema.ts";

const basisInWords = {
  own: "the member's own price",
  contract: "the payer's contract price",
  plan: "the plan's price",
} as const satisfies Record<PlannedLine["priceBasis"], string>;

type Reading = {
  rule: string;
  /** Before tax and sharing. */
  arithmetic: string;
  words: string;
  amount: TaxedAmount;
};

type InMoney = (minor: number) => string;

/** Why a line costs what it costs (WHY-1). */
export function explainLine({
  line,
  currency,
}: {
  line: PlannedLine;
  currency: string;
}): Explanation {
  const money: InMoney = (minor) => `${decimalOf({ minor, currency })} ${currency}`;
  const { period, grossMinor } = line;
  const reading = readingOf(line, money);
  const tax = taxInWords(line.tax, reading.amount, money);
  const isShare = reading.amount.grossMinor !== grossMinor;
  const share = isShare ? `; this payer's share of it ${money(grossMinor)}` : "";
  const days = `${dateInWords(period.start, period.end)} to ${dateInWords(period.end)}`;
  const rule = isShare ? "MEM-11" : reading.rule;
  const whole = `${days}: ${reading.words}${tax.words}, comes to ${money(reading.amount.grossMinor)}`;
  return {
    rule,
    inputs: inputsOf(line),
    arithmetic: `${reading.arithmetic}${tax.arithmetic}${share}`,
    sentence: `${whole}${isShare ? `, of which this payer owes ${money(grossMinor)}` : ""} (${rule}).`,
  };
}

function readingOf(line: PlannedLine, money: InMoney): Reading {
  const { daysUsed, daysInCycle, priceMinor, priceBasis } = line;
  const price = money(priceMinor);
  const whole = amountOfDays(line, daysInCycle);
  if (line.chargeKind === "enrollment_fee") {
    const words = `${price}, the enrollment fee, once`;
    return { rule: "INV-9", arithmetic: `${price} for the enrollment fee`, words, amount: whole };
  }
  const basis = basisInWords[priceBasis];
  const part = amountOfDays(line, daysUsed);
  if (daysUsed === daysInCycle) {
    const words = `${price}, ${basis}`;
    return { rule: "PLAN-3", arithmetic: `${price} for the whole period`, words, amount: whole };
  }
  if (line.grossMinor > part.grossMinor) {
    const words = `${price}, ${basis}, not prorated`;
    const arithmetic = `${price} for ${daysUsed} of ${daysInCycle} days, not prorated`;
    return { rule: "PLAN-3", arithmetic, words, amount: whole };
  }
  const partMinor = prorate({ priceMinor, daysUsed, daysInPeriod: daysInCycle });
  return {
    rule: "CAL-6",
    arithmetic: `${price} x ${daysUsed}/${daysInCycle} days = ${money(partMinor)}`,
    words: `${daysUsed} of ${daysInCycle} days of ${price}, ${basis}`,
    amount: part,
  };
}

function taxInWords(
  tax: Tax | null,
  { taxMinor, grossMinor }: TaxedAmount,
  money: InMoney,
): { arithmetic: string; words: string } {
  if (tax === null) return { arithmetic: "", words: "" };
  const rate = `${tax.ratePerMillion / 10_000} %`;
  return tax.mode === "exclusive"
    ? {
        arithmetic: `; + ${rate} tax ${money(taxMinor)} = ${money(grossMinor)}`,
        words: `, plus ${rate} tax`,
      }
    : { arithmetic: `; of it ${rate} tax ${money(taxMinor)}`, words: `, ${rate} tax included` };
}

function inputsOf(line: PlannedLine): Explanation["inputs"] {
  return {
    price_minor: line.priceMinor,
    price_basis: line.priceBasis,
    days_used: line.daysUsed,
    days_in_cycle: line.daysInCycle,
    period_start: line.period.start,
    period_end: line.period.end,
    cycle_start: line.cycle.start,
    cycle_end: line.cycle.end,
    tax_rate_per_million: line.tax?.ratePerMillion ?? 0,
    tax_mode: line.tax?.mode ?? null,
  };
}
