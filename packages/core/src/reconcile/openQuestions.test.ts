import { expect, test } from "vitest";
import { plainDate } from "../calendar/index.ts";
import type { RosterQuestion } from "../roster/index.ts";
import { planSync } from "./planSync.ts";
import { applyToy, newToy, stateOf, toyPerson, type Toy } from "./testRoster.ts";

const asked: RosterQuestion = {
  code: "start_in_past",
  column: null,
  isBlocking: false,
  message: "2 members would start before today.",
};
const other: RosterQuestion = { ...asked, code: "interval_unknown", message: "How often?" };

const people = [0, 1, 2].map((at) =>
  toyPerson(at, at === 0 ? {} : { last_billed: plainDate("2026-03-01") }),
);

/** Two of three start in the past; of those `open` still wait for an answer. */
function questionsWith(open: readonly number[]): string[] {
  const fresh = newToy(people);
  const toy: Toy = applyToy(fresh, planSync(stateOf(fresh)));
  const known = toy.known.map((row) => {
    const at = people.findIndex(({ full_name: name }) => name === row.base.full_name);
    const openQuestions = open.includes(at) ? ["A start in the past."] : [];
    return row.membership === null
      ? row
      : {
          ...row,
          membership: { ...row.membership, facts: { ...row.membership.facts, openQuestions } },
        };
  });
  const state = stateOf({ ...toy, known });
  const reading = { ...state.reading, questions: [other, asked] };
  return planSync({ ...state, reading }).questions.map(({ message }) => message);
}

test("ROS-24: a question answered for each member is asked again only about the others", () => {
  expect(questionsWith([1, 2])[1]).toContain("2 members would start before today");
  expect(questionsWith([2])[1]).toContain("1 member would start before today");
  expect(questionsWith([])).toEqual(["How often?"]);
});
