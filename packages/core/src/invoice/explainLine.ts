import { dateInWords, type Explanation } from "../explain/index.ts";
import { decimalOf } from "../money/index.ts";
import type { PlannedLine } from "./schema.ts";

const basisInWords = {
  own: "the member's own price",
  contract: "the payer's contract price",
  plan: "the plan's price",
} as const satisfies Record<PlannedLine["priceBasis"], string>;

/** Why a line costs what it costs (WHY-1). */
export function explainLine({
  line,
  currency,
}: {
  line: PlannedLine;
  currency: string;
}): Explanation {
  const money = (minor: number): string => `${decimalOf({ minor, currency })} ${currency}`;
  const { daysUsed, daysInCycle, priceMinor, period } = line;
  const isFee = line.chargeKind === "enrollment_fee";
  const isPart = !isFee && daysUsed < daysInCycle;
  const rule = isFee ? "INV-9" : isPart ? "CAL-6" : "PLAN-3";
  const share = isPart
    ? `${money(priceMinor)} x ${daysUsed}/${daysInCycle} days = ${money(amountBeforeTax(line))}`
    : `${money(priceMinor)} for ${isFee ? "the enrollment fee" : "the whole period"}`;
  const tax = taxInWords(line, money);
  const days = `${dateInWords(period.start, period.end)} to ${dateInWords(period.end)}`;
  const basis = isFee ? "the enrollment fee, once" : basisInWords[line.priceBasis];
  const part = isPart
    ? `${daysUsed} of ${daysInCycle} days of ${money(priceMinor)}`
    : money(priceMinor);
  return {
    rule,
    inputs: {
      price_minor: priceMinor,
      price_basis: line.priceBasis,
      days_used: daysUsed,
      days_in_cycle: daysInCycle,
      period_start: period.start,
      period_end: period.end,
      cycle_start: line.cycle.start,
      cycle_end: line.cycle.end,
      tax_rate_per_million: line.tax?.ratePerMillion ?? 0,
      tax_mode: line.tax?.mode ?? null,
    },
    arithmetic: `${share}${tax.arithmetic}`,
    sentence: `${days}: ${part}, ${basis}${tax.words}, comes to ${money(line.grossMinor)} (${rule}).`,
  };
}

function amountBeforeTax({ tax, netMinor, grossMinor }: PlannedLine): number {
  return tax?.mode === "exclusive" ? netMinor : grossMinor;
}

function taxInWords(
  { tax, taxMinor, grossMinor }: PlannedLine,
  money: (minor: number) => string,
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
