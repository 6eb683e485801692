import type { PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { mostMinor } from "../money/index.ts";
import { lockRefusal } from "./monthLock.ts";

/** The refusal of a balance taken over from before, or null: it is dated no later than today, in an open month (PAY-11). */
export function openingBalanceRefusal({
  on,
  amountMinor,
  today,
  lockedMonths,
}: {
  on: PlainDate;
  amountMinor: number;
  today: PlainDate;
  lockedMonths: readonly string[];
}): Refusal | null {
  if (on > today) {
    const reason = `A balance is taken over as of a day that has come; ${dateInWords(on)} has not (PAY-11).`;
    return refuse("PAY-11", reason, [today]);
  }
  if (amountMinor > mostMinor) {
    const reason = `A balance is at most ${mostMinor} in the smallest unit: look for a digit too many (MONEY-1).`;
    return refuse("MONEY-1", reason, [String(mostMinor)]);
  }
  return lockRefusal({ on, lockedMonths });
}
