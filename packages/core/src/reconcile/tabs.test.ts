import { expect, test } from "vitest";
import { currency } from "../money/index.ts";
import { openIssues } from "./openIssues.ts";
import { planSync } from "./planSync.ts";
import { chosenSideOf, planTabs } from "./tabs.ts";
import { applyToy, newToy, stateOf, toyPerson } from "./testRoster.ts";

const issuesOf = (state: ReturnType<typeof stateOf>, plan: ReturnType<typeof planSync>) =>
  openIssues({ state, plan, currency: currency("USD"), unwritable: [] });

const people = [0, 1, 2].map((at) => toyPerson(at));

test("SYN-3: the Plans tab counts the members a first sync makes, and the next one says the same", () => {
  const toy = newToy(people);
  const first = planSync(stateOf(toy));
  const rowsOf = (state: ReturnType<typeof stateOf>, plan: typeof first) =>
    planTabs({
      state,
      plan,
      invoices: [],
      payments: [],
      issues: issuesOf(state, plan),
    }).find((tab) => tab.tab === "plans")?.rows;
  const before = rowsOf(stateOf(toy), first);
  expect(before).toEqual([
    {
      id: "Gold/P1M",
      cells: { name: "Gold", interval: "monthly", price: 9900, members: 3, proposal: null },
    },
  ]);
  const state = stateOf(applyToy(toy, first));
  expect(rowsOf(state, planSync(state))).toEqual(before);
});

test("SYN-6: a conflict stands in Issues with both values until it is settled", () => {
  const toy = applyToy(newToy(people), planSync(stateOf(newToy(people))));
  const known = toy.known.map((row, at) =>
    at === 0 ? { ...row, stored: { ...row.stored, email: "stored@example.org" } } : row,
  );
  const rowId = known[0]?.rowId;
  const rows = toy.rows.map((row) =>
    row.rowId === rowId ? { ...row, values: { ...row.values, email: "typed@example.org" } } : row,
  );
  const state = stateOf({ ...toy, known, rows });
  const plan = planSync(state);
  const issues = planTabs({
    state,
    plan,
    invoices: [],
    payments: [],
    issues: issuesOf(state, plan),
  }).find((tab) => tab.tab === "issues");
  expect(issues?.rows).toEqual([
    {
      id: `${rowId}/email`,
      cells: expect.objectContaining({
        field: "email",
        sheet_value: "typed@example.org",
        database_value: "stored@example.org",
      }),
    },
  ]);
  expect([" Sheet ", "rollbook", "", "both"].map(chosenSideOf)).toEqual([
    "sheet",
    "database",
    null,
    null,
  ]);
});
