import type { Leaning } from "./leaning.ts";

/** Where a planted fault was seen before; looked at first, so that a run of all of them is short. */
export type Hint = {
  /** Cases of the planner's run. */
  cases?: readonly number[];
  /** What happens in cases made for it, where it needs something rare. */
  plannerActs?: readonly string[];
  /** Seeds of the engine's run. */
  seeds?: readonly number[];
  /** The world of those seeds, where it needs something rare. */
  leaning?: Leaning;
};

export const hints: Readonly<Record<string, Hint>> = {
  "make members of held rows": { cases: [1] },
  "make members of copied rows": { cases: [1] },
  "commit the base before verifying": { seeds: [6] },
  "drop the lease": { seeds: [9] },
  "skip the read-back": {
    seeds: [1],
    leaning: { acts: ["sort", "insert row", "add person"], meddling: 0.9, people: 6 },
  },
  "trust a new ID without its person": {
    seeds: [1],
    leaning: { acts: ["sort", "insert row", "add person"], meddling: 0.9, people: 6 },
  },
  "skip the pre-image": {
    leaning: { acts: ["store", "sort"], meddling: 0.9, people: 8 },
  },
  "forget to repair what was covered": {
    leaning: { acts: ["store", "sort"], meddling: 0.9, people: 8 },
  },
  "drop the fence": {
    seeds: [3],
    leaning: { acts: ["enroll", "store", "sort"], rivals: 0.8, faultRate: 0.3, people: 4 },
  },
  "take a lost answer for a yes": {
    seeds: [2],
    leaning: { acts: ["store"], faults: ["never_arrived"], faultRate: 0.5, people: 4 },
  },
  "take the last of several equal rows": {
    cases: [2],
    plannerActs: ["lost its ID and was copied", "typed"],
  },
  "take a column gone blank for an edit": { plannerActs: ["a column gone blank"] },
  "forget what landed elsewhere as it was put back": {
    seeds: [14],
    leaning: { acts: ["sort", "undo"], faults: ["killed_after"], faultRate: 0, people: 8 },
  },
  "leave IDs beside other people": {
    seeds: [14],
    leaning: { acts: ["sort", "undo"], faults: ["killed_after"], faultRate: 0, people: 8 },
  },
  "hold every row of members made over the API": {
    seeds: [6],
    leaning: { acts: ["enroll", "type"], people: 3 },
  },
  "write over formulas": { seeds: [3], leaning: { acts: ["type formula", "store"], people: 3 } },
  "write beside an ID that is only on its way": {
    leaning: {
      acts: ["store", "sort"],
      faults: ["never_arrived", "killed_before"],
      faultRate: 0.4,
      people: 5,
    },
  },
};
