import { monthOf, plainDate, yearOf, type PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";

function monthNameOf(date: PlainDate): string {
  return date.slice(0, 7);
}

function firstOfNextMonth(date: PlainDate): PlainDate {
  const month = monthOf(date);
  const year = month === 12 ? yearOf(date) + 1 : yearOf(date);
  const next = month === 12 ? 1 : month + 1;
  return plainDate(`${String(year).padStart(4, "0")}-${String(next).padStart(2, "0")}-01`);
}

/** The day itself, or the first day after it whose month is open (PAY-10). */
export function firstOpenDay({
  date,
  lockedMonths,
}: {
  date: PlainDate;
  lockedMonths: readonly string[];
}): PlainDate {
  const locked = new Set(lockedMonths);
  let day = date;
  while (locked.has(monthNameOf(day))) day = firstOfNextMonth(day);
  return day;
}

/** The refusal of an act dated after today, or after the first open day where today's month is locked (PAY-7). */
export function aheadRefusal({
  on,
  today,
  lockedMonths,
}: {
  on: PlainDate;
  today: PlainDate;
  lockedMonths: readonly string[];
}): Refusal | null {
  const latest = firstOpenDay({ date: today, lockedMonths });
  if (on <= latest) return null;
  return refuse("PAY-7", `It cannot be dated ${dateInWords(on)}, which is still ahead (PAY-7).`, [
    latest,
  ]);
}

/** The refusal of a posting dated inside a locked month; null when its month is open (PAY-9). */
export function lockRefusal({
  on,
  lockedMonths,
}: {
  on: PlainDate;
  lockedMonths: readonly string[];
}): Refusal | null {
  if (!lockedMonths.includes(monthNameOf(on))) return null;
  const open = firstOpenDay({ date: on, lockedMonths });
  return refuse(
    "PAY-9",
    `The books of ${monthNameOf(on)} are locked; the first open day is ${dateInWords(open)} (PAY-9).`,
    [open],
  );
}
