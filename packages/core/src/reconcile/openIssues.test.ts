import { expect, test } from "vitest";
import { currency } from "../money/index.ts";
import { openIssues } from "./openIssues.ts";
import { planSync } from "./planSync.ts";
import { planTabs } from "./tabs.ts";
import { applyToy, newToy, stateOf, toyPerson, toyRow, type Toy } from "./testRoster.ts";

const people = [0, 1, 2, 3].map((at) => toyPerson(at));

function look(toy: Toy) {
  const state = stateOf(toy);
  const plan = planSync(state);
  const issues = openIssues({ state, plan, currency: currency("USD"), unwritable: [] });
  const tabs = planTabs({ state, plan, issues, invoices: [], payments: [] });
  return { plan, issues, listed: tabs.find(({ tab }) => tab === "issues")?.rows ?? [] };
}

const synced = (toy = newToy(people)): Toy => applyToy(toy, look(toy).plan);

const edit = (toy: Toy, at: number, values: Toy["rows"][number]["values"]): Toy => ({
  ...toy,
  rows: toy.rows.map((row, index) =>
    index === at ? { ...row, values: { ...row.values, ...values } } : row,
  ),
});

test("SYN-19: a held row is listed with its row, column, cause and sentence, in Issues as well", () => {
  const toy = edit(synced(), 2, { price_cents: -5 });
  const { issues, listed } = look(toy);
  expect(issues).toEqual([
    expect.objectContaining({
      kind: "held_row",
      cause: "price_negative",
      rowId: toy.rows[2]?.rowId,
      record: 4,
      member: "Person C",
      field: "price_cents",
      column: "price_cents",
      message: "A price below 0.",
    }),
  ]);
  expect(listed).toEqual([
    {
      id: issues[0]?.id,
      cells: expect.objectContaining({ row: 4, member: "Person C", what: "A price below 0." }),
    },
  ]);
  expect(look(edit(toy, 2, { price_cents: 9900 })).issues).toEqual([]);
});

test("SYN-19: an issue keeps its ID while its row moves, also one of a row that is nobody's yet", () => {
  const held = edit(synced(), 0, { price_cents: -1 });
  const toy = { ...held, rows: [...held.rows, toyRow(toyPerson(8, { price_cents: -1 }))] };
  const turned = { ...toy, rows: toy.rows.toReversed() };
  const ids = (of: Toy) => look(of).issues.map(({ id }) => id);
  expect(ids(toy)).toHaveLength(2);
  expect(new Set(ids(toy))).toEqual(new Set(ids(turned)));
  expect(look(turned).issues.map(({ record }) => record)).toEqual([2, 6]);
});

test("SYN-19: copies of one row are told apart", () => {
  const before = synced();
  const copy = before.rows[1];
  const toy = { ...before, rows: [...before.rows, ...(copy === undefined ? [] : [copy, copy])] };
  const { issues } = look(toy);
  expect(issues.map(({ kind, cause, record }) => ({ kind, cause, record }))).toEqual([
    { kind: "held_row", cause: "copied_row", record: 6 },
    { kind: "held_row", cause: "copied_row", record: 7 },
  ]);
  expect(new Set(issues.map(({ id }) => id)).size).toBe(2);
});

test("SYN-19: of a conflict both values are told, amounts as amounts", () => {
  const before = synced();
  const known = before.known.map((row, at) =>
    at === 0 ? { ...row, stored: { ...row.stored, price_cents: 10_900 } } : row,
  );
  const toy = edit(
    { ...before, known },
    before.rows.findIndex((row) => row.rowId === known[0]?.rowId),
    {
      price_cents: 12_050,
    },
  );
  expect(look(toy).issues).toEqual([
    expect.objectContaining({
      kind: "conflict",
      field: "price_cents",
      sheetValue: "120.50",
      storedValue: "109.00",
    }),
  ]);
});

test("SYN-19: what stops a run is told with what approves it, and does not stand in Issues", () => {
  const toy = { ...newToy(people), approvals: [] };
  const state = stateOf(toy, { approvals: { isFirstSyncApproved: false, approvedGuards: [] } });
  const plan = planSync(state);
  const issues = openIssues({ state, plan, currency: currency("USD"), unwritable: [] });
  expect(issues).toEqual([
    expect.objectContaining({
      kind: "stopped",
      cause: "first_sync",
      approval: plan.guards[0]?.approval,
    }),
  ]);
  const tabs = planTabs({ state, plan, issues, invoices: [], payments: [] });
  expect(tabs.find(({ tab }) => tab === "issues")?.rows).toEqual([]);
});
