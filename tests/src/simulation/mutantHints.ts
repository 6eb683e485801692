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

/** Everybody stands in the sheet with an ID; then rows are sorted under the first write of a database's value. */
const sortedUnderAValue: Leaning = {
  people: 8,
  scenes: [{}, { before: ["store"], during: ["sort"] }, {}],
};
/** A first write whose IDs never arrived; then rows are sorted under the second, when a value waits as well. */
const sortedUnderIds: Leaning = {
  people: 8,
  scenes: [{ fault: "never_arrived" }, { before: ["store"], during: ["sort"] }, {}],
};
/** A sort under the first write of IDs, taken back once it is repaired. */
const sortUndone: Leaning = {
  people: 8,
  scenes: [{ during: ["sort"] }, { before: ["undo"] }, {}],
};
/** A sort under the first write of IDs: who is meant is nobody's question afterwards. */
const sortedUnderNewIds: Leaning = { people: 8, scenes: [{ during: ["sort"] }, {}] };
/** A sort under a value, and one more under the write that puts right what it covered. */
const sortedTwice: Leaning = {
  people: 8,
  scenes: [{}, { before: ["store"], during: ["sort", "sort"] }, {}],
};

/** A column inserted under the first write: ours are pushed in before those of theirs that it moved. */
const columnUnderFirstWrite: Leaning = {
  people: 6,
  scenes: [{ during: ["insert column"] }, {}],
};
/** Columns inserted under a value of the database. */
const columnUnderAValue: Leaning = {
  people: 6,
  scenes: [{}, { before: ["store"], during: ["insert column"] }, {}],
};
/** A column cut and pasted under the row of a member made over the API. */
const columnUnderANewRow: Leaning = {
  people: 6,
  scenes: [{}, { before: ["enroll"], during: ["cut column"] }, {}],
};
/** A row inserted where a value of the database is about to be written. */
const rowUnderAValue: Leaning = {
  people: 6,
  scenes: [{}, { before: ["store"], during: ["insert row"] }, {}],
};
/** And a sort under the write that takes it back from there. */
const rowThenSorted: Leaning = {
  people: 6,
  scenes: [{}, { before: ["store"], during: ["insert row", "sort"] }, {}],
};

export const hints: Readonly<Record<string, Hint>> = {
  "drop the lease": { seeds: [1], leaning: { acts: ["store"], rivals: 0.9, people: 4 } },
  "drop the fence": {
    seeds: [3],
    leaning: { acts: ["enroll", "store", "sort"], rivals: 0.8, faultRate: 0.3, people: 4 },
  },
  "skip the read-back": { seeds: [2], leaning: sortedUnderNewIds },
  "trust a new ID without its person": { seeds: [2], leaning: sortedUnderNewIds },
  "skip the pre-image": { seeds: [2], leaning: sortedUnderAValue },
  "forget to repair what was covered": { seeds: [2], leaning: sortedUnderAValue },
  "forget what landed elsewhere as it was put back": { seeds: [4], leaning: sortedTwice },
  "leave values of ours beside nobody": { seeds: [30_000], leaning: rowUnderAValue },
  "forget a value of ours that was missed as it was taken back": {
    seeds: [30_002],
    leaning: rowThenSorted,
  },
  "leave values of ours where a column was cut": { seeds: [30_000], leaning: columnUnderANewRow },
  "write wherever columns moved": { seeds: [6], leaning: columnUnderAValue },
  "take columns instead of inserting them": { seeds: [30_000], leaning: columnUnderFirstWrite },
  "resend after a lost answer": { seeds: [15] },
  "resend after an answer that was cut off": { seeds: [14] },
  "ignore the row IDs": { seeds: [1] },
  "commit the base before verifying": { seeds: [6] },
  "make members of held rows": { cases: [1] },
  "make members of copied rows": { cases: [1] },
  "keep no history": { seeds: [6] },
  "leave what was typed over our cells": { seeds: [2] },
  "write every cell every time": { cases: [1] },
  "let a text become a formula": { seeds: [23] },
  "write one row too low": { seeds: [1] },
  "forget IDs that were never confirmed": { seeds: [10] },
  "let a dry run write": { seeds: [1] },
  "follow columns by their place": { seeds: [8] },
  "ignore what the database changed": { seeds: [1] },
  "ignore what the sheet changed": { cases: [2] },
  "number batches by what was given out": {
    seeds: [3],
    leaning: { acts: ["enroll", "store", "sort"], rivals: 0.8, faultRate: 0.3, people: 4 },
  },
  "rename members into others": { cases: [4] },
  "give the whole roster new IDs": { cases: [1] },
  "take a lost answer for a yes": {
    seeds: [2],
    leaning: { acts: ["store"], faults: ["never_arrived"], faultRate: 0.5, people: 4 },
  },
  "hold a row anew in every run": { cases: [2] },
  "cut what was typed": { cases: [2] },
  "let the database win a conflict": { cases: [7] },
  "write over formulas": { seeds: [3], leaning: { acts: ["type formula", "store"], people: 3 } },
  "heal by email alone": { cases: [1] },
  "wipe the remarks of cells that it writes": { seeds: [1] },
  "take the colours of cells that it writes": { seeds: [1] },
  "dress a roster that stood already": { seeds: [1] },
  "leave IDs beside other people": { seeds: [1], leaning: sortUndone },
  "take a column gone blank for an edit": { cases: [1], plannerActs: ["a column gone blank"] },
  "hold every row of members made over the API": {
    seeds: [6],
    leaning: { acts: ["enroll", "type"], people: 3 },
  },
  "write beside an ID that is only on its way": { seeds: [1], leaning: sortedUnderIds },
  "use row numbers": { cases: [1] },
  "take the last of several equal rows": {
    cases: [2],
    plannerActs: ["lost its ID and was copied", "typed"],
  },
  "treat an empty read as deletion": { cases: [10] },
  "let an emptied roster pass": { cases: [43] },
  "name a plan by its rows alone": { cases: [1] },
  "take back what was changed since": { seeds: [6] },
  "take nothing back": { seeds: [6] },
  "count days from another day": { seeds: [1] },
  "read every date as in America": { seeds: [2] },
  "bill a held row": { seeds: [11] },
  "read a price that is none as no price": { seeds: [5] },
  "read a copied tab": { seeds: [16] },
  "come back before Retry-After": { seeds: [5] },
};
