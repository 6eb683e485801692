import { expect, test } from "vitest";
import { plainDate, type Interval } from "../calendar/index.ts";
import { computeStart } from "../start/index.ts";
import { planSync } from "./planSync.ts";
import type { SyncState } from "./syncState.ts";
import { applyToy, newToy, stateOf, toyPerson, type Toy } from "./testRoster.ts";

const payer = toyPerson(0);
const dependant = toyPerson(1, { last_billed: null, interval: null, price_cents: null });

/** The second row is covered by the first, and starts with it. */
function familyState(toy: Toy): SyncState {
  const state = stateOf(toy);
  const [head, ...others] = state.rows;
  if (head === undefined) throw new RangeError("a family needs its payer");
  const start = computeStart({
    lastBilled: head.row.values.last_billed ?? null,
    interval: "P1M" as Interval,
    billing: "advance",
    today: state.today,
  });
  const rows = [
    head,
    ...others.map((sheet) => ({
      ...sheet,
      row: { ...sheet.row, start, payerRecord: head.record, familyRecord: head.record },
    })),
  ];
  return { ...state, rows };
}

const startsIn = (state: SyncState) =>
  planSync(state)
    .computedWrites.filter((write) => write.key === "start_date")
    .map(({ record, value }) => [record, value]);

test("ROS-22: when the payer's last bill is edited, whoever has no dates of their own moves along", () => {
  const toy = newToy([payer, dependant]);
  const synced = applyToy(toy, planSync(familyState(toy)));
  expect(startsIn(familyState(synced))).toEqual([]);
  const rows = synced.rows.map((row, at) =>
    at === 0 ? { ...row, values: { ...row.values, last_billed: plainDate("2026-05-10") } } : row,
  );
  expect(startsIn(familyState({ ...synced, rows }))).toEqual([
    [2, "2026-06-10"],
    [3, "2026-06-10"],
  ]);
});

test("ROS-22: another edit of the payer leaves the family's start alone", () => {
  const toy = newToy([payer, dependant]);
  const synced = applyToy(toy, planSync(familyState(toy)));
  const rows = synced.rows.map((row, at) =>
    at === 0 ? { ...row, values: { ...row.values, email: "other@example.org" } } : row,
  );
  expect(startsIn(familyState({ ...synced, rows }))).toEqual([]);
});
