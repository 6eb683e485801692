import { askAgain, type RosterQuestion } from "../roster/index.ts";
import { hasOpenStart } from "./billingHolds.ts";
import type { Matching } from "./identity.ts";
import type { SyncState } from "./syncState.ts";

/** What the file leaves open, without what was answered for the members themselves. */
export function openQuestions(input: { state: SyncState; matching: Matching }): RosterQuestion[] {
  const { reading, today } = input.state;
  const { questions, rows } = reading;
  if (questions.length === 0) return [];
  const answered = new Set(
    input.matching.matches.flatMap((match) => {
      if (match.kind !== "known" || match.known.membership === null) return [];
      return hasOpenStart(match.known.membership.facts) ? [] : [match.sheet.record];
    }),
  );
  return askAgain({ questions, rows, today, isAnswered: (record) => answered.has(record) });
}
