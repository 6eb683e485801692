import {
  countDays,
  mergePeriods,
  removePeriod,
  sharedDays,
  type Period,
} from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import {
  decimalOf,
  multiplyAndRound,
  taxAmount,
  type Tax,
  type TaxedAmount,
} from "../money/index.ts";
import type { Waiver } from "../membership/index.ts";
import { amountOfDays } from "./lineAmount.ts";
import type { PlannedLine } from "./schema.ts";
import { waiverOf } from "./voidInvoice.ts";

/** A line of which an amount can be credited; a service or fee of a manual invoice ("other") has no days (INV-13). */
export type CreditableLine = Pick<
  PlannedLine,
  "membershipId" | "patientIds" | "netMinor" | "taxMinor" | "grossMinor" | "tax" | "description"
> & {
  lineId: string;
  chargeKind: PlannedLine["chargeKind"] | "other";
  /** What was credited of it before, by days and by amounts. */
  creditedGrossMinor: number;
  creditedTaxMinor: number;
};

/** An issued line that claims days, with what was credited of it before. */
export type IssuedLine = CreditableLine &
  Pick<PlannedLine, "chargeKind" | "period" | "daysUsed" | "daysInCycle" | "priceMinor"> & {
    creditedDays: readonly Period[];
  };

/** A line of a credit note; its amounts are negative and its tax rate is the credited line's (MONEY-4). */
export type CreditLine = {
  creditsLineId: string;
  membershipId: string;
  chargeKind: CreditableLine["chargeKind"];
  patientIds: string[];
  /** The days it frees; null when it lowers the price only. */
  period: Period | null;
  description: string;
  tax: Tax | null;
} & TaxedAmount;

/**
 * Credits the unused days of issued lines (INV-8). What stays is what the used days alone would have cost, so billing and
 * crediting come to the same as billing less at first.
 */
export function creditUnusedDays({
  lines,
  unused,
}: {
  lines: readonly IssuedLine[];
  unused: Period;
}): CreditLine[] {
  return lines.flatMap((line) => {
    if (line.chargeKind === "enrollment_fee") return [];
    const shared = sharedDays(line.period, unused);
    if (shared === null) return [];
    const left = leftOf(line);
    return daysLeft(line, shared).map((period, index, periods) => {
      const before = removeAll([line.period], [...line.creditedDays, ...periods.slice(0, index)]);
      const after = removePeriod(before, period);
      const wanted = difference(keptAmount(line, before), keptAmount(line, after));
      const credit = upTo(left, wanted);
      left.grossMinor += credit.grossMinor;
      left.taxMinor += credit.taxMinor;
      return creditLine(line, { period, credit });
    });
  });
}

type Left = Pick<TaxedAmount, "grossMinor" | "taxMinor">;

function leftOf(line: CreditableLine): Left {
  return {
    grossMinor: line.grossMinor - line.creditedGrossMinor,
    taxMinor: line.taxMinor - line.creditedTaxMinor,
  };
}

/** An amount credited before may leave less than the days cost; the last credit takes the tax that is left (INV-8). */
function upTo(left: Left, wanted: TaxedAmount): TaxedAmount {
  const grossMinor = Math.min(left.grossMinor, -wanted.grossMinor);
  const isAll = grossMinor === left.grossMinor;
  const taxMinor = isAll ? left.taxMinor : Math.min(left.taxMinor, -wanted.taxMinor, grossMinor);
  return withoutNegativeZero({
    grossMinor: -grossMinor,
    taxMinor: -taxMinor,
    netMinor: taxMinor - grossMinor,
  });
}

function daysLeft(line: IssuedLine, wanted: Period): Period[] {
  return removeAll([wanted], line.creditedDays);
}

function removeAll(periods: readonly Period[], removed: readonly Period[]): Period[] {
  return mergePeriods(removed).reduce<Period[]>(
    (left, period) => removePeriod(left, period),
    [...periods],
  );
}

function keptAmount(line: IssuedLine, kept: readonly Period[]): TaxedAmount {
  const days = kept.reduce((sum, period) => sum + countDays(period), 0);
  if (days === line.daysUsed) return line;
  const isByPrice = amountOfDays(line, line.daysUsed).grossMinor === line.grossMinor;
  if (isByPrice) return amountOfDays(line, days);
  const share = (amountMinor: number) =>
    multiplyAndRound({ amountMinor, numerator: days, denominator: line.daysUsed });
  const grossMinor = share(line.grossMinor);
  const taxMinor = share(line.taxMinor);
  return { grossMinor, taxMinor, netMinor: grossMinor - taxMinor };
}

function difference(before: TaxedAmount, after: TaxedAmount): TaxedAmount {
  return {
    netMinor: after.netMinor - before.netMinor,
    taxMinor: after.taxMinor - before.taxMinor,
    grossMinor: after.grossMinor - before.grossMinor,
  };
}

function creditLine(
  line: CreditableLine,
  { period, credit }: { period: Period | null; credit: TaxedAmount },
): CreditLine {
  const days =
    period === null
      ? ""
      : `, unused ${dateInWords(period.start, period.end)} to ${dateInWords(period.end)}`;
  return {
    creditsLineId: line.lineId,
    membershipId: line.membershipId,
    chargeKind: line.chargeKind,
    patientIds: line.patientIds,
    period,
    description: `Credit: ${line.description}${days}`,
    tax: line.tax,
    ...credit,
  };
}

/** Credits an amount of any line without freeing days; its tax part keeps the line's rate (INV-8, MONEY-4). */
export function creditAmount({
  line,
  grossMinor,
  currency,
}: {
  line: CreditableLine;
  grossMinor: number;
  currency: string;
}): CreditLine | Refusal {
  const leftMinor = line.grossMinor - line.creditedGrossMinor;
  if (grossMinor <= 0 || grossMinor > leftMinor) {
    const left = decimalOf({ minor: leftMinor, currency });
    return refuse(
      "INV-8",
      `A credit of this line is above 0 and at most ${left} ${currency}, what is left of it (INV-8).`,
      [`1 to ${leftMinor}`],
    );
  }
  const tax: Tax | null = line.tax === null ? null : { ...line.tax, mode: "inclusive" };
  const part = taxAmount({ priceMinor: grossMinor, tax });
  const wanted = { grossMinor: -grossMinor, taxMinor: -part.taxMinor, netMinor: -part.netMinor };
  return creditLine(line, { period: null, credit: upTo(leftOf(line), wanted) });
}

function withoutNegativeZero({ netMinor, taxMinor, grossMinor }: TaxedAmount): TaxedAmount {
  return { netMinor: netMinor + 0, taxMinor: taxMinor + 0, grossMinor: grossMinor + 0 };
}

/** The waivers that keep credited days from being billed again (INV-8). */
export function waiversOfCredit(
  lines: readonly CreditLine[],
): { membershipId: string; waiver: Waiver }[] {
  return lines.flatMap(({ membershipId, chargeKind, period }) =>
    period === null || chargeKind === "other"
      ? []
      : waiverOf({ membershipId, chargeKind, period }, "credited"),
  );
}
