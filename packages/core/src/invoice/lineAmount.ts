import { prorate, taxAmount, type TaxedAmount } from "../money/index.ts";
import type { PlannedLine } from "./schema.ts";

/** What `days` of the line's cycle cost at its price and tax, with nobody sharing (CAL-6, PLAN-5). */
export function amountOfDays(
  line: Pick<PlannedLine, "priceMinor" | "daysInCycle" | "tax">,
  days: number,
): TaxedAmount {
  const { priceMinor, daysInCycle, tax } = line;
  const amountMinor = prorate({ priceMinor, daysUsed: days, daysInPeriod: daysInCycle });
  return taxAmount({ priceMinor: amountMinor, tax });
}
