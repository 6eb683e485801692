import { expect, test } from "vitest";
import { planSync, type SyncPlan } from "./planSync.ts";
import { applyToy, newToy, stateOf, toyPerson, toyRow, type Toy } from "./testRoster.ts";

const people = Array.from({ length: 20 }, (_, at) =>
  toyPerson(at, { price_cents: 9900 + at, plan_name: "Gold" }),
);
const plan = (toy: Toy) => planSync(stateOf(toy));

function synced(): Toy {
  const toy = newToy(people);
  return applyToy(toy, plan(toy));
}

/** The first rows with everything that people typed turned round, and the hidden IDs left where they were. */
function turned(toy: Toy, count: number): Toy {
  const values = toy.rows.slice(0, count).map((row) => row.values);
  const rows = toy.rows.map((row, at) =>
    at < count ? { ...row, values: values[count - 1 - at] ?? {} } : row,
  );
  return { ...toy, rows };
}

const approved = (toy: Toy, { rebinding }: SyncPlan): Toy => ({
  ...toy,
  approvals: [rebinding?.approval ?? ""],
});

const kinds = ({ operations }: SyncPlan) => operations.map(({ kind }) => kind);

function expectHome(toy: Toy, before: Toy) {
  const idOf = new Map(before.known.map((row) => [row.base.full_name, row.rowId]));
  expect(toy.rows.map((row) => row.rowId)).toEqual(
    toy.rows.map((row) => idOf.get(row.values.full_name)),
  );
}

test("SYN-5: IDs that were left beside other people follow them once that is approved", () => {
  const before = synced();
  const toy = turned(before, 20);
  const stopped = plan(toy);
  expect(stopped.guards).toMatchObject([
    { code: "identities_changed", canApprove: true, approval: stopped.rebinding?.approval },
  ]);
  expect(stopped.guards[0]?.message).toContain("as after a sort that was undone");
  const agreed = approved(toy, stopped);
  const found = plan(agreed);
  expect(found.kind).toBe("go");
  expect(kinds(found).filter((kind) => kind === "update_member")).toEqual([]);
  const after = applyToy(agreed, found);
  expectHome(after, before);
  expect(plan(after)).toMatchObject({ operations: [], computedWrites: [], rebinding: null });
});

test("SYN-5: for a few rows the proposal stands in Issues, and the rest goes on", () => {
  const before = synced();
  const toy = turned(before, 4);
  const found = plan(toy);
  expect(found).toMatchObject({ kind: "go", guards: [] });
  expect(kinds(found).filter((kind) => kind === "update_member")).toEqual([]);
  const held = applyToy(toy, found);
  const agreed = approved(held, found);
  expectHome(applyToy(agreed, plan(agreed)), before);
});

test("SYN-5: a sort of some columns is proposed as what it is, and its prices are asked about apart", () => {
  const before = synced();
  const toy = {
    ...before,
    rows: before.rows.map((row, at) => {
      const { full_name, dob, email } = before.rows[19 - at]?.values ?? {};
      return { ...row, values: { ...row.values, full_name, dob, email } };
    }),
  } as Toy;
  const stopped = plan(toy);
  expect(stopped.guards[0]?.message).toContain("Undo that sort");
  expect(plan(approved(toy, stopped)).guards.map(({ code }) => code)).toEqual(["column_changed"]);
});

test("SYN-5: a member whose row was typed over with somebody absent is missed, not renamed", () => {
  const before = synced();
  const bea = before.rows[1]?.values ?? {};
  const rows = before.rows
    .map((row, at) => (at === 0 ? { ...row, values: bea } : row))
    .filter((_, at) => at !== 1);
  const found = plan({ ...before, rows });
  const agreed = approved({ ...before, rows }, found);
  const done = plan(agreed);
  expect(done.computedWrites).toContainEqual(
    expect.objectContaining({ record: 2, key: "row_id", value: before.rows[1]?.rowId }),
  );
  expect(done.operations).toEqual([
    expect.objectContaining({ kind: "count_absence", rowId: before.rows[0]?.rowId }),
  ]);
});

test("SYN-5: nobody is proposed for rows that name people who are no members", () => {
  const before = synced();
  const rows = before.rows.map((row, at) =>
    at < 5 ? { ...row, values: toyPerson(40 + at) } : row,
  );
  const found = plan({ ...before, rows });
  expect(found.rebinding).toBeNull();
  expect(found.guards).toMatchObject([{ code: "identities_changed", canApprove: false }]);
});

test("SYN-5: who stands in two rows is proposed for neither", () => {
  const before = synced();
  const ada = before.rows[0]?.values ?? {};
  const rows = [
    ...before.rows.slice(1).map((row, at) => (at < 2 ? { ...row, values: ada } : row)),
    toyRow(toyPerson(50)),
  ];
  expect(plan({ ...before, rows }).rebinding).toBeNull();
});
