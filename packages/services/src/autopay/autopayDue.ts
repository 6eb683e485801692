import { addDays, instantInZone, type PlainDate } from "@rollbook/core/calendar";
import { earliestDueAfter } from "@rollbook/db/autopay";
import { setWorkDue } from "@rollbook/db/workDue";
import type { Given } from "../run/index.ts";
import { unansweredOf, type AutopayCase } from "./observeAutopay.ts";

export const autopayWork = "autopay";

const minuteMs = 60_000;
/** An answer that got lost is asked for again after this long. */
const askAgainMs = 10 * minuteMs;
/** A bank says in days whether the money comes, and the processor tells by itself. */
const whilePendingMs = 6 * 60 * minuteMs;
const whileFrozenMs = 5 * minuteMs;

export function laterBy(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

function startOf(given: Given, date: PlainDate): string {
  return instantInZone({ date, secondOfDay: 0, timeZone: given.practice.timeZone });
}

function nextLook(given: Given, found: AutopayCase): string {
  const { decision } = found;
  if (unansweredOf(found)?.pendingAt) return laterBy(given.instant, whilePendingMs);
  switch (decision.kind) {
    case "wait":
      return laterBy(given.instant, decision.forMs);
    case "ask_again":
    case "charge":
      return laterBy(given.instant, askAgainMs);
    case "for_a_person":
    case "nothing":
      return startOf(given, addDays(given.today, 1));
  }
}

async function setDue(given: Given, dueAt: string | null): Promise<void> {
  const isDriven = given.practice.clockInstant !== null;
  await setWorkDue(given.tx, given.practice.practiceId, {
    kind: autopayWork,
    dueAt: isDriven ? null : dueAt,
  });
}

/** When autopay looks at the practice again: at the next retry, the next due date, or tomorrow while something is open. */
export async function setNextAutopay(given: Given, cases: readonly AutopayCase[]): Promise<void> {
  const dueOn = (await earliestDueAfter(given.tx, { after: given.today })) as PlainDate | null;
  const looks = cases.map((each) => nextLook(given, each));
  if (dueOn !== null) looks.push(startOf(given, dueOn));
  const [next = null] = looks.toSorted((one, other) => Date.parse(one) - Date.parse(other));
  await setDue(given, next);
}

export function lookAgainTomorrow(given: Given): Promise<void> {
  return setDue(given, startOf(given, addDays(given.today, 1)));
}

export function lookAgainWhenMoved(given: Given): Promise<void> {
  return setDue(given, laterBy(given.instant, whileFrozenMs));
}

/** Something changed by which an invoice may be charged, or its answer be known. */
export function askNow(given: Given): Promise<void> {
  return setDue(given, given.instant);
}
