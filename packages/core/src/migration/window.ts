import {
  addDays,
  dateInZone,
  daysBetween,
  instantInZone,
  instantsApartMs,
  plainDate,
  type PlainDate,
} from "../calendar/index.ts";
import { dateInWords } from "../explain/index.ts";

export type MigrationWindow = {
  /** Seconds after midnight on the wall clock; 20:00 unless the practice chose its own hour. */
  secondOfDay: number;
  timeZone: string;
};

export const usualWindow: MigrationWindow = {
  secondOfDay: 20 * 3600,
  timeZone: "America/Los_Angeles",
};

/**
 * The one instant of a local date at which migrations start (MIG-3). An hour that the clock skips begins at the next valid
 * instant; one that comes twice begins at its first coming.
 */
export function windowOn({
  date,
  window = usualWindow,
}: {
  date: PlainDate;
  window?: MigrationWindow;
}): string {
  return instantInZone({ date, ...window });
}

/** The next window that begins after an instant, with its local date (MIG-3). */
export function nextWindow({
  after,
  window = usualWindow,
}: {
  after: string;
  window?: MigrationWindow;
}): {
  date: PlainDate;
  at: string;
} {
  let date = dateInZone(after, window.timeZone);
  let at = windowOn({ date, window });
  while (instantsApartMs(after, at) <= 0) {
    date = addDays(date, 1);
    at = windowOn({ date, window });
  }
  return { date, at };
}

const manyPayments = 20_000;
/** A Sunday. */
const someSunday = plainDate("2026-01-04");

/** 0 is Sunday. */
function weekday(date: PlainDate): number {
  return ((daysBetween(someSunday, date) % 7) + 7) % 7;
}

/** For a practice with many payments, a sentence that advises Friday or Saturday; null when the day is well chosen (MIG-4). */
export function adviseOnDay({ paymentCount, date }: { paymentCount: number; date: PlainDate }): {
  better: PlainDate[];
  sentence: string;
} | null {
  const day = weekday(date);
  if (paymentCount < manyPayments || day === 5 || day === 6) return null;
  const friday = addDays(date, (5 - day + 7) % 7);
  const saturday = addDays(friday, 1);
  const sentence = `With ${paymentCount} payments the run may last into the morning; Friday ${dateInWords(friday)} or Saturday ${dateInWords(saturday)} would leave a day without visits (MIG-4).`;
  return { better: [friday, saturday], sentence };
}
