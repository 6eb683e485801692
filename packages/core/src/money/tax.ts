import * as z from "zod";
import { multiplyAndRound } from "./round.ts";

const million = 1_000_000;

/** A rate in parts per million (8.875 % is 88750), and whether prices already contain it. */
export const Tax = z.strictObject({
  ratePerMillion: z.int().min(0).max(million),
  mode: z.enum(["inclusive", "exclusive"]),
});
export type Tax = z.infer<typeof Tax>;

export type TaxedAmount = { netMinor: number; taxMinor: number; grossMinor: number };

/** Net, tax and gross of one line; the tax is rounded here, once per line (PLAN-5). */
export function taxAmount({
  priceMinor,
  tax,
}: {
  priceMinor: number;
  tax: Tax | null;
}): TaxedAmount {
  if (tax === null) return { netMinor: priceMinor, taxMinor: 0, grossMinor: priceMinor };
  const rate = tax.ratePerMillion;
  switch (tax.mode) {
    case "exclusive": {
      const taxMinor = multiplyAndRound({
        amountMinor: priceMinor,
        numerator: rate,
        denominator: million,
      });
      return { netMinor: priceMinor, taxMinor, grossMinor: priceMinor + taxMinor };
    }
    case "inclusive": {
      const denominator = million + rate;
      const taxMinor = multiplyAndRound({ amountMinor: priceMinor, numerator: rate, denominator });
      return { netMinor: priceMinor - taxMinor, taxMinor, grossMinor: priceMinor };
    }
  }
}
