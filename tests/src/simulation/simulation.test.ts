import { createTestDatabase, type TestDatabase } from "@rollbook/db/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runSeed } from "./runSeed.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

const violationsOf = async (seed: number) =>
  (await runSeed({ database: testDatabase.database, seed })).violations;

describe("a roster under people, faults and crashes (P1, P3-P6, P8-P10, P12, P14, P16)", () => {
  test.each([1, 2])("seed %i breaks no guarantee", async (seed) => {
    expect(await violationsOf(seed)).toEqual([]);
  });

  const regressions = [
    { seed: 14, what: "a late batch that put confirmed IDs beside other people" },
    { seed: 210, what: "a repair that a shifted row sent to somebody else" },
    { seed: 2017, what: "a write that covered a row which had no ID yet" },
    { seed: 326, what: "a write that landed as meant, taken for one that covered something" },
  ];
  test.each(regressions)("seed $seed: $what", async ({ seed }) => {
    expect(await violationsOf(seed)).toEqual([]);
  });

  test("the same seed gives the same trace", async () => {
    const again = await createTestDatabase();
    const outcomes = [
      await runSeed({ database: testDatabase.database, seed: 77 }),
      await runSeed({ database: again.database, seed: 77 }),
    ];
    await again.drop();
    expect(outcomes[1]?.traceHash).toBe(outcomes[0]?.traceHash);
  });
});
