import process from "node:process";
import { runPlanner, type PlannerTotal } from "./index.ts";

/** A process of its own that plans the cases it is sent. */
export type PlannerShare = { from: number; seeds: number };
export type PlannerAnswer = { total: PlannerTotal; found: string[] };

process.on("message", ({ from, seeds }: PlannerShare) => {
  const found: string[] = [];
  const total = runPlanner({
    from,
    seeds,
    onViolation: ({ seed, violation, acts }) =>
      found.push(`case ${seed}: ${violation.property} ${violation.detail} (${acts.join(", ")})`),
  });
  process.send?.({ total, found } satisfies PlannerAnswer);
});
process.once("disconnect", () => process.exit());
