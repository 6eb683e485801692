import type { Practice } from "../session.ts";
import { minorFromTyped } from "./amount.ts";
import { formatMinor } from "./format.ts";

/** What a person typed, in minor units. @throws Error that says how to write it */
export function typedMinor({ text, currency }: { text: string; currency: string }): number {
  const minor = minorFromTyped({ text, currency });
  if (minor === null) throw new Error(`"${text}" is no amount: write it such as 45.00.`);
  return minor;
}

export function moneyIn({ locale }: Practice) {
  return (minor: number, currency: string): string => formatMinor({ minor, currency, locale });
}

/** One for each act: a second click does it once more only where that is meant. */
export const actKey = (): { "Idempotency-Key": string } => ({
  "Idempotency-Key": crypto.randomUUID(),
});
