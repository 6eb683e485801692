import { statusOn, type StatusDates } from "@rollbook/core/membership";
import { PlainDate } from "@rollbook/core/calendar";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@rollbook/db/testing";

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own.drop());

const day = fc
  .integer({ min: 1, max: 20 })
  .map((number) => PlainDate.parse(`2026-06-${String(number).padStart(2, "0")}`));
const maybe = fc.option(day, { nil: null });
const dates: fc.Arbitrary<StatusDates> = fc.record({
  careFrom: day,
  billFrom: day,
  coveredThrough: maybe,
  openQuestions: fc.constantFrom([], ["anchor_day"]),
  pauses: fc.array(fc.record({ from: day, through: maybe }), { maxLength: 3 }),
  endDate: maybe,
  archivedOn: maybe,
});

test("the database says the same status as core", async () => {
  const { sql } = own.database;
  const cases = fc.sample(fc.record({ membership: dates, today: day }), { numRuns: 2000, seed: 1 });
  const rows = await sql<{ status: string }[]>`
    select membership_status(m, (asked.value ->> 'today')::date) as status
    from json_array_elements(${JSON.stringify(cases)}::text::json) with ordinality asked (value, position)
    cross join lateral json_populate_record(null::membership, json_build_object(
      'care_from', asked.value #> '{membership,careFrom}', 'bill_from', asked.value #> '{membership,billFrom}',
      'covered_through', asked.value #> '{membership,coveredThrough}', 'open_questions', asked.value #> '{membership,openQuestions}',
      'pauses', asked.value #> '{membership,pauses}', 'end_date', asked.value #> '{membership,endDate}',
      'archived_on', asked.value #> '{membership,archivedOn}')) m
    order by asked.position`;
  const expected = cases.map(({ membership, today }) => statusOn({ membership, today }));
  expect(rows.map(({ status }) => status)).toEqual(expected);
  expect(new Set(expected).size).toBe(6);
});

test("a list by status takes the function into its query", async () => {
  const plan = await own.database.sql`
    explain (verbose) select id from membership where membership_status(membership, '2026-06-15'::date) = 'Active'`;
  expect(JSON.stringify(plan)).not.toContain("membership_status");
});
