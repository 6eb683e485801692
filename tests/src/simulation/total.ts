import { createHash } from "node:crypto";
import type { SeedOutcome } from "./runSeed.ts";
import type { Counts } from "./world.ts";

export type Total = Counts & { seeds: number; violations: number; traceHash: string };

/** The same however the seeds were shared out: the hash is taken over the outcomes in the order of their seeds. */
export function totalOf(outcomes: readonly SeedOutcome[]): Total {
  const hash = createHash("sha256");
  const total = { syncs: 0, edits: 0, faults: 0, crashes: 0, violations: 0 };
  for (const outcome of outcomes.toSorted((a, b) => a.seed - b.seed)) {
    hash.update(`${outcome.seed} ${outcome.traceHash}`);
    total.syncs += outcome.counts.syncs;
    total.edits += outcome.counts.edits;
    total.faults += outcome.counts.faults;
    total.crashes += outcome.counts.crashes;
    total.violations += outcome.violations.length;
  }
  return { seeds: outcomes.length, ...total, traceHash: hash.digest("hex").slice(0, 16) };
}
