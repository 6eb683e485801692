import { askAgain, type RosterQuestion } from "../roster/index.ts";
import { hasOpenStart } from "./billingHolds.ts";
import type { Matching, RowMatch } from "./identity.ts";
import type { SyncState } from "./syncState.ts";

/** What the file leaves open, without what was answered for the members themselves. */
export function openQuestions(input: { state: SyncState; matching: Matching }): RosterQuestion[] {
  const { reading, today } = input.state;
  const { questions, rows } = reading;
  if (questions.length === 0) return [];
  const matches = new Map<number, RowMatch>();
  for (const match of input.matching.matches) matches.set(match.sheet.record, match);
  const isAnswered = (record: number) => {
    const match = matches.get(record);
    return (
      match?.kind === "known" &&
      match.known.membership !== null &&
      !hasOpenStart(match.known.membership.facts)
    );
  };
  return askAgain({ questions, rows, today, isAnswered });
}
