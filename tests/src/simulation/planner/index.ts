import { createHash } from "node:crypto";
import { seededRandom } from "../random.ts";
import type { Violation } from "../world.ts";
import { judgePlan } from "./judgePlan.ts";
import { makeCase } from "./plannerCase.ts";

export type PlannerTotal = { cases: number; acts: number; violations: number; traceHash: string };

/** Plans of many small rosters, each held against what was done to it; no database, no sheet. */
export function runPlanner(input: {
  seeds: number;
  from: number;
  isStoppedByFirst?: boolean;
  /** Only these things happen, by name. */
  acts?: readonly string[] | undefined;
  onViolation: (found: { seed: number; violation: Violation; acts: readonly string[] }) => void;
}): PlannerTotal {
  const hash = createHash("sha256");
  const total = { cases: 0, acts: 0, violations: 0 };
  for (let seed = input.from; seed < input.from + input.seeds; seed += 1) {
    const random = seededRandom(seed);
    const given = makeCase(random, input.acts);
    const violations = judgePlan(given, random);
    hash.update(JSON.stringify([seed, given.acts, given.expected, violations]));
    total.cases += 1;
    total.acts += given.acts.length;
    total.violations += violations.length;
    for (const violation of violations) {
      input.onViolation({ seed, violation, acts: given.acts });
    }
    if (violations.length > 0 && input.isStoppedByFirst === true) break;
  }
  return { ...total, traceHash: hash.digest("hex").slice(0, 16) };
}
