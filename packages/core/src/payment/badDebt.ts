import type { PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { lockRefusal } from "./monthLock.ts";

export type PlannedBadDebt = {
  kind: "planned";
  on: PlainDate;
  /** Above 0: written off; below: taken back. 0: nothing is left, and nothing is posted. */
  amountMinor: number;
};

/**
 * Writes an invoice off, or takes that back, on a day of its own: no earlier than the invoice and the act before it, no
 * later than today, and in an open month (PAY-14).
 */
export function planBadDebt({
  action,
  askedMinor,
  issuedOn,
  lastActOn,
  on,
  today,
  lockedMonths,
}: {
  action: "write_off" | "reopen";
  /** What the invoice still asks for. */
  askedMinor: number;
  issuedOn: PlainDate;
  lastActOn: PlainDate | null;
  on: PlainDate;
  today: PlainDate;
  lockedMonths: readonly string[];
}): PlannedBadDebt | Refusal {
  const locked = lockRefusal({ on, lockedMonths });
  if (locked) return locked;
  const earliest = lastActOn !== null && lastActOn > issuedOn ? lastActOn : issuedOn;
  if (on < earliest || on > today) {
    const from = dateInWords(earliest);
    return refuse("PAY-14", `This is dated between ${from} and today (PAY-14).`, [earliest, today]);
  }
  return { kind: "planned", on, amountMinor: action === "write_off" ? askedMinor : 0 - askedMinor };
}
