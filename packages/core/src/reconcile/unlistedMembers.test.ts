import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/index.ts";
import { planSync, type SyncPlan } from "./planSync.ts";
import type { KnownRow, SyncState } from "./syncState.ts";
import { applyToy, newToy, stateOf, toyPerson, toyRow, type Toy } from "./testRoster.ts";

const plan = (toy: Toy) => planSync(stateOf(toy));
const kinds = ({ operations }: SyncPlan) => operations.map((operation) => operation.kind);
const synced = (count: number): Toy => {
  const toy = newToy(Array.from({ length: count }, (_, at) => toyPerson(at)));
  return applyToy(toy, plan(toy));
};

describe("members made in the database", () => {
  const unlistedIn = (toy: Toy) => {
    const [model] = toy.known;
    if (model?.membership === null || model === undefined) throw new Error("no member to copy");
    const stored = toyPerson(20);
    return [
      {
        patientId: "pat_new",
        stored,
        membership: { ...model.membership, membershipId: "mem_new" },
      },
    ];
  };

  test("SYN-13: they get a row below the roster, with an ID, once", () => {
    const toy = synced(3);
    const found = planSync(stateOf(toy, { unlisted: unlistedIn(toy) }));
    expect(kinds(found)).toEqual(["adopt_member"]);
    expect(found.appends).toEqual([
      expect.objectContaining({
        record: 5,
        values: toyPerson(20),
        rowId: expect.stringMatching(/^rb-/),
      }),
    ]);
    expect(found.computedWrites.map((write) => [write.record, write.key])).toContainEqual([
      5,
      "row_id",
    ]);
  });

  test("SYN-13: they wait until the first write of the roster has arrived", () => {
    const toy = synced(3);
    const at = (generation: SyncState["generation"]) =>
      planSync(stateOf(toy, { unlisted: unlistedIn(toy), generation })).appends.length;
    expect(at({ inSheet: null, confirmed: 0, given: 1 })).toBe(0);
    expect(at({ inSheet: 1, confirmed: 0, given: 1 })).toBe(1);
    expect(at({ inSheet: null, confirmed: 1, given: 1 })).toBe(1);
  });

  test("SYN-13: a row that never arrived is given again with the same ID, and counts as no absence", () => {
    const toy = synced(3);
    const [model] = toy.known as [KnownRow];
    const waiting = {
      ...model,
      rowId: "rb-waiting",
      isConfirmed: false,
      lastRecord: null,
      base: toyPerson(20),
    };
    const found = plan({ ...toy, known: [...toy.known, waiting] });
    expect(kinds(found)).toEqual([]);
    expect(found.appends).toEqual([expect.objectContaining({ rowId: "rb-waiting" })]);
  });

  test("SYN-13: whoever is here already comes before those who are new, whatever their IDs", () => {
    const toy = synced(3);
    const newcomers = Array.from({ length: 8 }, (_, at) => toyRow(toyPerson(30 + at)));
    const rows = [...toy.rows, ...newcomers, toyRow(toyPerson(20))];
    const found = planSync(stateOf({ ...toy, rows }, { unlisted: unlistedIn(toy) }));
    expect(kinds(found).slice(0, 9)).toEqual([
      "adopt_member",
      ...newcomers.map(() => "create_member"),
    ]);
  });

  test("SYN-13: a row typed for them is theirs, and what differs is left to the merge", () => {
    const toy = synced(3);
    const typed = toyPerson(20, { email: "typed@example.org", price_cents: null });
    const rows = [...toy.rows, toyRow(typed)];
    const found = planSync(stateOf({ ...toy, rows }, { unlisted: unlistedIn(toy) }));
    const { email: _, ...alike } = typed;
    expect(found.operations).toEqual([
      expect.objectContaining({
        kind: "adopt_member",
        record: 5,
        differing: ["email"],
        values: alike,
      }),
    ]);
    expect([found.appends, found.isPartial]).toEqual([[], true]);
  });

  test.each([
    ["without a birth date", [toyPerson(20, { dob: null })]],
    ["of another birth date", [toyPerson(20, { dob: plainDate("1999-09-09") })]],
    ["typed twice", [toyPerson(20), toyPerson(20)]],
  ])("SYN-13: a row of their name %s is held and makes no second member", (_, typed) => {
    const toy = synced(3);
    const rows = [...toy.rows, ...typed.map(toyRow)];
    const found = planSync(stateOf({ ...toy, rows }, { unlisted: unlistedIn(toy) }));
    expect([kinds(found), found.appends]).toEqual([[], []]);
    expect(found.computedWrites[0]?.value).toContain("member in Rollbook already");
  });
});
