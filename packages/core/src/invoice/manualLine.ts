import { overlaps, type Period } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { minorUnits, mostMinor, taxAmount, type Tax, type TaxedAmount } from "../money/index.ts";
import type { Product } from "../plan/index.ts";

export type ManualLine = {
  kind: "planned";
  productId: string;
  /** 'other' claims no days. */
  chargeKind: "base" | "other";
  patientIds: string[];
  period: Period | null;
  quantity: number;
  priceMinor: number;
  description: string;
  tax: Tax | null;
} & TaxedAmount;

/**
 * A line that a person writes. One for a membership names its period and claims it like any other; a service or fee
 * claims nothing (INV-13).
 */
export function planManualLine({
  product,
  patientId,
  period,
  quantity,
  priceMinor,
  claimed,
}: {
  product: Product;
  patientId: string;
  period: Period | null;
  quantity: number;
  /** For one; null takes the product's price. */
  priceMinor: number | null;
  /** The patient's live claims of base coverage. */
  claimed: readonly Period[];
}): ManualLine | Refusal {
  const isMembership = product.type === "membership";
  const refusal = isMembership ? refusePeriod(product.name, period, claimed) : null;
  if (refusal !== null) return refusal;
  if (!Number.isInteger(quantity) || quantity < 1) {
    return refuse("INV-13", "A line has a quantity of 1 or more (INV-13).", ["quantity 1 or more"]);
  }
  const listed = product.type === "membership" ? null : product.priceMinor;
  const each = priceMinor ?? listed;
  if (each === null) {
    return refuse("INV-13", `A line for ${product.name} needs its price (INV-13).`, [
      "price_minor",
    ]);
  }
  if (each * quantity > mostMinor) {
    const reason = `${quantity} x ${each} is more than one line can come to: at most ${mostMinor} in the smallest unit (MONEY-1).`;
    return refuse("MONEY-1", reason, ["a smaller price_minor or quantity"]);
  }
  return {
    kind: "planned",
    productId: product.id,
    chargeKind: isMembership ? "base" : "other",
    patientIds: [patientId],
    period: isMembership ? period : null,
    quantity,
    priceMinor: each,
    description: product.name,
    tax: product.tax,
    ...taxAmount({ priceMinor: minorUnits(each * quantity), tax: product.tax }),
  };
}

function refusePeriod(
  name: string,
  period: Period | null,
  claimed: readonly Period[],
): Refusal | null {
  if (period === null || period.end < period.start) {
    return refuse("INV-13", `A line for ${name} names the days it covers (INV-13).`, ["period"]);
  }
  const taken = claimed.find((claim) => overlaps(claim, period));
  if (taken === undefined) return null;
  const days = `${dateInWords(taken.start, taken.end)} to ${dateInWords(taken.end)}`;
  return refuse("INV-9", `${days} is already billed for this patient (INV-9).`, [
    "other days",
    "credit the other line",
  ]);
}
