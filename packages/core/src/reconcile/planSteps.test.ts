import { expect, test } from "vitest";
import { planSteps } from "./planSteps.ts";
import { planSync } from "./planSync.ts";
import { applyToy, newToy, stateOf, toyPerson, type Toy } from "./testRoster.ts";

function steps(toy: Toy) {
  const state = stateOf(toy);
  const plan = planSync(state);
  return { plan, steps: planSteps({ plan, rows: state.rows, known: state.known }) };
}

test("SYN-1: a plan is told step by step, what the database takes before what the sheet gets", () => {
  const first = steps(newToy([toyPerson(0)]));
  expect(first.steps.slice(0, 2)).toEqual([
    {
      kind: "create_plan",
      rowId: null,
      record: null,
      name: "Gold",
      field: "P1M",
      before: null,
      after: 9900,
    },
    expect.objectContaining({ kind: "create_member", record: 2, name: "Person A" }),
  ]);
  expect(first.steps.filter(({ kind }) => kind === "write_own_cell")).toHaveLength(
    first.plan.computedWrites.length,
  );
  const synced = applyToy(newToy([toyPerson(0)]), first.plan);
  expect(steps(synced).steps).toEqual([]);
  const edited = {
    ...synced,
    rows: synced.rows.map((row) => ({
      ...row,
      values: toyPerson(0, { email: "new@example.org" }),
    })),
  };
  expect(steps(edited).steps).toEqual([
    {
      kind: "change_member",
      rowId: synced.rows[0]?.rowId,
      record: 2,
      name: "Person A",
      field: "email",
      before: "a@example.org",
      after: "new@example.org",
    },
  ]);
});
