import { expect, test } from "vitest";
import { coverageBands, placeDays } from "./coverage.ts";

const nothing = { issued: [], coming: [], pauses: [] };

test("cover of the old platform runs to the day before billing starts here", () => {
  expect(
    coverageBands({
      ...nothing,
      coveredFrom: "2026-05-01",
      coveredThrough: "2026-05-31",
      billFrom: "2026-06-01",
      coming: [{ start: "2026-06-01", end: "2026-06-30" }],
    }),
  ).toEqual([
    { kind: "there", start: "2026-05-01", end: "2026-05-31" },
    { kind: "coming", start: "2026-06-01", end: "2026-06-30" },
  ]);
});

test("days that nobody bills are a gap, and a member who was never billed has neither", () => {
  const known = { ...nothing, coveredFrom: "2026-06-04", billFrom: "2026-06-15" };
  expect(coverageBands({ ...known, coveredThrough: "2026-05-31" })).toEqual([
    { kind: "there", start: "2026-05-31", end: "2026-05-31" },
    { kind: "gap", start: "2026-06-01", end: "2026-06-14" },
  ]);
  expect(coverageBands({ ...known, coveredThrough: null })).toEqual([]);
});

test.each([
  ["2026-06-01", "2026-06-10", { left: 0, width: 0.25 }],
  ["2026-05-01", "2026-06-10", { left: 0, width: 0.25 }],
  ["2026-07-01", "2026-09-01", { left: 0.75, width: 0.25 }],
  ["2026-09-01", "2026-09-30", { left: 1, width: 0 }],
])("%s to %s in a picture of June to 10 July", (start, end, place) => {
  const window = { from: "2026-06-01", through: "2026-07-10" };
  expect(placeDays({ days: { start, end }, ...window })).toEqual(place);
});
