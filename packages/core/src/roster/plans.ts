import Fuse from "fuse.js";
import type { Interval } from "../calendar/index.ts";
import { issue } from "./messages.ts";
import type { DraftRow } from "./readRows.ts";
import type { RosterIssue } from "./reading.ts";
import type { RosterSettings } from "./settings.ts";
import { isOneSlipAway } from "./values/spelling.ts";
import { foldWords } from "./values/text.ts";
import { isGiven } from "./given.ts";

/** A plan of the practice, as far as a roster can name it. */
export type RosterPlan = {
  name: string;
  intervals?: readonly Interval[];
  otherNames?: readonly string[];
};

type Input = {
  rows: readonly DraftRow[];
  plans: readonly RosterPlan[] | undefined;
  settings: RosterSettings;
  column: number | undefined;
};

/** Plans by name, with a suggestion where one is close; gives the interval of a plan that has only one (ROS-25). */
export function checkPlans({
  rows,
  plans,
  settings,
  column,
}: Input): (plan: string | null | undefined) => Interval | null {
  if (plans === undefined) {
    suggestAmong(rows, Object.values(settings.plan_ids ?? {}));
    return () => null;
  }
  const byName = new Map(
    plans.flatMap((plan) =>
      [plan.name, ...(plan.otherNames ?? [])].map((name): [string, RosterPlan] => [
        foldWords(name),
        plan,
      ]),
    ),
  );
  const suggest = makeSuggest(plans.map(({ name }) => name));
  for (const row of rows) {
    const typed = row.values.plan_name;
    if (!isGiven(typed) || row.issues.some(({ code }) => code === "plan_unknown")) continue;
    const plan = byName.get(foldWords(typed));
    if (plan !== undefined) row.values.plan_name = plan.name;
    else row.issues.push(unknownPlan(typed, suggest(typed), column));
  }
  return (name) => {
    const intervals = !isGiven(name) ? undefined : byName.get(foldWords(name))?.intervals;
    return intervals?.length === 1 ? (intervals[0] ?? null) : null;
  };
}

function suggestAmong(rows: readonly DraftRow[], names: string[]): void {
  if (names.length === 0) return;
  const suggest = makeSuggest(names);
  for (const row of rows) {
    row.issues = row.issues.map((known) =>
      known.code === "plan_unknown"
        ? unknownPlan(known.found ?? "", suggest(known.found ?? ""), known.column)
        : known,
    );
  }
}

function makeSuggest(names: readonly string[]): (typed: string) => string | undefined {
  const fuse = new Fuse(names, { threshold: 0.34, ignoreLocation: true });
  const known = new Map<string, string | undefined>();
  return (typed) => {
    if (!known.has(typed))
      known.set(typed, oneSlipAway(typed, names) ?? fuse.search(typed, { limit: 1 })[0]?.item);
    return known.get(typed);
  };
}

function oneSlipAway(typed: string, names: readonly string[]): string | undefined {
  const folded = foldWords(typed);
  return folded.length < 3
    ? undefined
    : names.find((name) => isOneSlipAway(folded, foldWords(name)));
}

function unknownPlan(
  found: string,
  suggestion: string | undefined,
  column: number | undefined,
): RosterIssue {
  const hint =
    suggestion === undefined
      ? "Add it there, or correct the name."
      : `Did you mean "${suggestion}"?`;
  return issue({
    code: "plan_unknown",
    field: "plan_name",
    level: "error",
    column,
    found,
    wanted: suggestion ?? "the name of a plan in Plans",
    message: `Plan "${found}" is not in Plans. ${hint}`,
  });
}
