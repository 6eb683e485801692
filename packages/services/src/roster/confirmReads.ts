import { isSettled, type ReadEvidence } from "@rollbook/core/invoice";
import {
  saveReadEvidence,
  type MembershipEvidence,
  type RosterRowRecord,
} from "@rollbook/db/roster";
import { setWorkDue } from "@rollbook/db/workDue";
import { nextMidnight } from "@rollbook/core/calendar";
import { rosterLookWork } from "./work.ts";
import type { Given } from "../run/index.ts";

export type SecondLook = {
  rows: readonly RosterRowRecord[];
  changed: ReadonlySet<string>;
  waiting: readonly MembershipEvidence[];
};

const quarterOfAnHourMs = 15 * 60_000;

/**
 * Billing fields count once two complete reads a quarter of an hour apart found them equal (INV-2): rows that this read
 * left as they were move on, and another look is asked for while some still wait.
 */
export async function confirmReads(given: Given, input: SecondLook): Promise<void> {
  const { tx, instant, context } = given;
  const changed = changedMemberships(input);
  const open = input.waiting.filter((one) => !isSettled(one.evidence));
  const equal = open.filter((one) => !changed.has(one.id));
  const isWaiting = open.some((one) => changed.has(one.id) || !isSettled(readAgain(one, instant)));
  await Promise.all([
    moveOn(given, equal),
    setWorkDue(tx, context.practiceId, {
      kind: rosterLookWork,
      dueAt: nextLook(given, isWaiting),
    }),
  ]);
}

function changedMemberships({ rows, changed }: SecondLook): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => (changed.has(row.rowId) ? (row.membershipId ?? []) : [])));
}

/** The memberships whose billing fields this read settles. */
export function settledBy({ instant }: Given, input: SecondLook): readonly string[] {
  const changed = changedMemberships(input);
  return input.waiting.flatMap(({ id, evidence }) => {
    const isOtherwise = changed.has(id) || isSettled(evidence);
    return !isOtherwise && isSettled(readAgain({ id, evidence }, instant)) ? [id] : [];
  });
}

/** In a quarter of an hour while rows wait, else at the next local midnight, when statuses turn. */
function nextLook({ practice, instant }: Given, isWaiting: boolean): string | null {
  // A practice with a clock of its own is driven by whoever moves it.
  if (practice.clockInstant !== null) return null;
  const midnight = nextMidnight(instant, practice.timeZone);
  const soon = new Date(Date.parse(instant) + quarterOfAnHourMs).toISOString();
  return isWaiting && Date.parse(soon) < Date.parse(midnight) ? soon : midnight;
}

function readAgain({ evidence }: MembershipEvidence, instant: string): ReadEvidence {
  const firstReadAt = evidence.kind === "equal_reads" ? evidence.firstReadAt : instant;
  return { kind: "equal_reads", firstReadAt, lastReadAt: instant };
}

async function moveOn({ tx, instant }: Given, equal: readonly MembershipEvidence[]): Promise<void> {
  if (equal.length === 0) return;
  await saveReadEvidence(
    tx,
    equal.map((one) => ({ id: one.id, evidence: readAgain(one, instant) })),
  );
}
