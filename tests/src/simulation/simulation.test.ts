import { createTestDatabase, type TestDatabase } from "@rollbook/db/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Leaning, Scene } from "./leaning.ts";
import { runPlanner } from "./planner/index.ts";
import { runSeed, type SeedOutcome } from "./runSeed.ts";
import { runSeeds } from "./runSeeds.ts";
import type { Violation } from "./world.ts";

let own: TestDatabase;
const outcomes: SeedOutcome[] = [];
const planned: Violation[] = [];

beforeAll(async () => {
  own = await createTestDatabase();
  const run = async (seed: number, goesOnWith?: "billing" | "revert") => {
    const chosen = goesOnWith === undefined ? {} : { goesOnWith };
    outcomes.push(await runSeed({ database: own.database, seed, ...chosen }));
  };
  await Promise.all([1, 2, 5].map((seed) => run(seed)));
  await Promise.all([run(6, "billing"), run(7, "billing"), run(8, "revert"), run(9, "revert")]);
  runPlanner({ seeds: 400, from: 1, onViolation: ({ violation }) => planned.push(violation) });
}, 120_000);
afterAll(() => own.drop());

describe("a roster under people, faults and crashes", () => {
  const properties = [
    ["P1", "after two quiet runs at most both sides agree"],
    ["P2", "a plan after its own apply is empty"],
    ["P3", "no typed value is lost"],
    ["P4", "no value is invented"],
    ["P5", "formulas, remarks and columns of theirs stay"],
    ["P6", "values end beside their member, or the row is held"],
    ["P7", "the order of rows changes nothing"],
    ["P8", "killed at any step nothing is there twice and the next run heals"],
    ["P9", "a read that brought no rows ends and parks nothing"],
    ["P10", "a dry run changes nothing and says what is then done"],
    ["P11", "a run is taken back, and what was changed since stays"],
    ["P12", "no text becomes a formula"],
    ["P13", "dates survive the locale and the time zone"],
    ["P14", "held rows, mistakes and copies make no member and no invoice"],
    ["P15", "nobody comes back before Retry-After"],
    ["P16", "no edit, no write"],
  ] as const;

  test.each(properties)("%s: %s", (property) => {
    const found = [...outcomes.flatMap((outcome) => outcome.violations), ...planned];
    expect(found.filter((violation) => violation.property === property)).toEqual([]);
  });

  test("nothing else goes wrong either, and something did happen", () => {
    expect([...outcomes.flatMap((outcome) => outcome.violations), ...planned]).toEqual([]);
    const edits = outcomes.reduce((sum, outcome) => sum + outcome.counts.edits, 0);
    const faults = outcomes.reduce((sum, outcome) => sum + outcome.counts.faults, 0);
    expect(Math.min(edits, faults)).toBeGreaterThan(3);
  });
});

describe("seeds that found something", () => {
  const regressions = [
    { seed: 36, what: "a first read without rows took the plans of a new practice with it" },
    { seed: 88, what: "a row inserted under the first write kept a member's ID" },
    { seed: 303, what: "a copied row and its original took turns in being the member's" },
    { seed: 431, what: "a value was written beside an ID that only came with it" },
    { seed: 466, what: "a price that is none was taken for no price of one's own" },
    { seed: 1043, what: "every edit in the row of a member made over the API was held" },
    { seed: 2300, what: "a column moved to where one without a header stood lost its meaning" },
    { seed: 2974, what: "a column that was cut, pasted and renamed at once was not found again" },
    { seed: 2328, what: "who types over their own formula ahead of the read-back is no worker" },
    { seed: 22360, what: "a batch that came late left a value of ours in an inserted column" },
    { seed: 30160, what: "what a write had covered, and an undone sort typed again, nobody meant" },
    { seed: 30254, what: "a value changed before the row of a new member arrived waited too long" },
    { seed: 920_012, what: "what a new row left where a column was cut did not follow it" },
    {
      seed: 46_747,
      what: "what a new row left where a column was cut goes, where it was typed over",
    },
    {
      seed: 46_027,
      what: "the row of a new member came with a first write, which nothing can guard",
    },
    { seed: 43_327, what: "a row is brought back whole, though a header was renamed meanwhile" },
    { seed: 25631, what: "a row that a new one pushed down is the same with cells that are empty" },
    {
      seed: 1518,
      what: "of rows with one ID, those that a partial sort named after others are nobody's",
    },
  ];
  test.each(regressions)(
    "$seed: $what",
    async ({ seed }) => {
      const { violations } = await runSeed({ database: own.database, seed });
      expect(violations).toEqual([]);
    },
    60_000,
  );

  const sortsAndDeaths: Leaning = {
    acts: ["sort", "undo", "store", "type"],
    faults: ["killed_after", "lost_answer", "never_arrived", "late"],
    faultRate: 0.4,
    meddling: 0.8,
    people: 6,
  };
  const copiesAndDeaths: Leaning = {
    ...sortsAndDeaths,
    acts: [
      "store",
      "insert row",
      "move row",
      "delete row",
      "copy row",
      "add person",
      "enroll",
      "sort",
      "fill down",
      "type formula",
    ],
    faultRate: 0.35,
    rivals: 0.3,
  };
  const scenesOf = (...scenes: readonly Scene[]): Leaning => ({ people: 6, scenes });
  const leaned: { seed: number; leaning: Leaning; what: string }[] = [
    {
      seed: 14,
      leaning: { acts: ["sort", "undo"], faultRate: 0, people: 8 },
      what: "what was put back landed elsewhere, and its own cell kept another's value",
    },
    {
      seed: 172,
      leaning: sortsAndDeaths,
      what: "what was to be put back was not found where another ID had landed beside it",
    },
    {
      seed: 360,
      leaning: sortsAndDeaths,
      what: "what a row without an ID lost was put into a cell that still was to be put back",
    },
    {
      seed: 50,
      leaning: sortsAndDeaths,
      what: "an undo took back the way forward from a restored version",
    },
    {
      seed: 73,
      leaning: copiesAndDeaths,
      what: "nobody means what a write of ours covered in a copy that is kept",
    },
    {
      seed: 30_000,
      leaning: scenesOf({ during: ["insert column"] }, {}),
      what: "a column inserted under the first write pushed one of theirs to where ours came",
    },
    {
      seed: 30_016,
      leaning: scenesOf({}, { before: ["store"], during: ["cut column"] }, {}),
      what: "a value was left behind in the place of a column that was cut under its write",
    },
    {
      seed: 30_002,
      leaning: scenesOf({}, { before: ["store"], during: ["insert row", "sort"] }, {}),
      what: "a value was left in a row of nobody, and a sort moved it before it was taken back",
    },
  ];
  test.each(leaned)(
    "$seed of a leaning world: $what",
    async ({ seed, leaning }) => {
      const { violations } = await runSeed({ database: own.database, seed, leaning });
      expect(violations).toEqual([]);
    },
    60_000,
  );
});

test("the same seed leaves the same trace, alone or beside others, here or in other processes", async () => {
  const [first, second] = [await createTestDatabase(), await createTestDatabase()];
  const alone = await runSeed({ database: first.database, seed: 77 });
  const hashes = new Map<number, string>();
  await runSeeds({
    url: second.url,
    seeds: [76, 77, 78],
    workers: 1,
    onOutcome: (outcome) => hashes.set(outcome.seed, outcome.traceHash),
  });
  await first.drop();
  await second.drop();
  expect(hashes.get(77)).toBe(alone.traceHash);
}, 120_000);
