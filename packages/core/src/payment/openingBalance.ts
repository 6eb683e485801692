import type { PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { lockRefusal } from "./monthLock.ts";

/** The refusal of a balance taken over from before, or null: it is dated no later than today, in an open month (PAY-11). */
export function openingBalanceRefusal({
  on,
  today,
  lockedMonths,
}: {
  on: PlainDate;
  today: PlainDate;
  lockedMonths: readonly string[];
}): Refusal | null {
  if (on > today) {
    const reason = `A balance is taken over as of a day that has come; ${dateInWords(on)} has not (PAY-11).`;
    return refuse("PAY-11", reason, [today]);
  }
  return lockRefusal({ on, lockedMonths });
}
