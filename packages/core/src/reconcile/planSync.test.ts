import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/index.ts";
import { planSync, type SyncPlan } from "./planSync.ts";
import {
  applyToy,
  newToy,
  stateOf,
  toyPerson,
  toyRow,
  type Toy,
  type ToyRow,
} from "./testRoster.ts";
import type { KnownRow } from "./syncState.ts";

const people = (count: number) => Array.from({ length: count }, (_, at) => toyPerson(at));
const plan = (toy: Toy) => planSync(stateOf(toy));
const synced = (count = 12): Toy => {
  const toy = newToy(people(count));
  return applyToy(toy, plan(toy));
};
const kinds = ({ operations }: SyncPlan) => operations.map((operation) => operation.kind);
const codes = ({ guards }: SyncPlan) => guards.map((guard) => guard.code);
const isQuiet = (found: SyncPlan) =>
  found.kind === "go" &&
  found.operations.length + found.computedWrites.length + found.inputWrites.length === 0;

function edit(toy: Toy, at: number, values: ToyRow["values"]): Toy {
  const rows = toy.rows.map((row, index) =>
    index === at ? { ...row, values: { ...row.values, ...values } } : row,
  );
  return { ...toy, rows };
}

function store(toy: Toy, at: number, stored: KnownRow["stored"]): Toy {
  const rowId = toy.rows[at]?.rowId;
  const known = toy.known.map((row) =>
    row.rowId === rowId ? { ...row, stored: { ...row.stored, ...stored } } : row,
  );
  return { ...toy, known };
}

describe("planning a sync", () => {
  test("SYN-1: the same state gives the same plan, whatever the order of its rows", () => {
    const toy = newToy(people(6));
    const turned = { ...toy, rows: toy.rows.toReversed() };
    const ids = (found: SyncPlan) =>
      found.operations.flatMap((operation) =>
        operation.kind === "create_member" ? [[operation.values.full_name, operation.rowId]] : [],
      );
    expect(plan(toy)).toEqual(plan(toy));
    expect(new Map(ids(plan(turned)) as [string, string][])).toEqual(
      new Map(ids(plan(toy)) as [string, string][]),
    );
  });

  test("SYN-1: IDs drawn anew leave the hash as it is, another person changes it", () => {
    const toy = newToy([...people(4), toyPerson(2), toyPerson(2)]);
    const hash = (idSeed: string) => planSync(stateOf(toy, { idSeed })).hash;
    expect(hash("one")).toBe(hash("two"));
    const other = newToy([...people(4), toyPerson(2), toyPerson(3)]);
    expect(plan(other).hash).not.toBe(hash("one"));
  });

  test("SYN-1: a plan after its own apply is empty", () => {
    expect(isQuiet(plan(synced()))).toBe(true);
  });

  test("SYN-2: a first sync that nobody approved writes nothing, and its approval fits only itself", () => {
    const toy = newToy(people(3));
    const approvals = { isFirstSyncApproved: false, approvedGuards: [] as string[] };
    const report = planSync(stateOf(toy, { approvals }));
    expect(report.kind).toBe("stopped");
    expect(report.guards[0]?.message).toContain("3 people in the sheet, 3 new, 0 held");
    const approved = { ...approvals, approvedGuards: [report.guards[0]?.approval ?? ""] };
    expect(planSync(stateOf(toy, { approvals: approved })).kind).toBe("go");
    const later = { ...toy, rows: [...toy.rows, toyRow(toyPerson(9))] };
    expect(planSync(stateOf(later, { approvals: approved })).kind).toBe("stopped");
  });

  test("SYN-3: the commonest price of the roster becomes the plan's, another stays the member's", () => {
    const rows = [9900, 9900, 8900].map((price_cents, at) => toyPerson(at, { price_cents }));
    const found = plan(newToy(rows));
    expect(found.operations[0]).toMatchObject({
      kind: "create_plan",
      name: "Gold",
      prices: [{ interval: "P1M", priceMinor: 9900 }],
    });
  });
});

describe("identity", () => {
  test("SYN-4: a copied row is told so and creates nothing; renamed, it is somebody new", () => {
    const toy = synced();
    const copied = { ...toy, rows: [...toy.rows, { ...(toy.rows[4] as ToyRow) }] };
    const found = plan(copied);
    expect(kinds(found)).toEqual([]);
    expect(found.computedWrites.at(-1)).toMatchObject({
      record: 14,
      key: "needs_attention",
      value: expect.stringContaining("copy of row 6"),
    });
    const renamed = edit(copied, 12, { full_name: "Somebody New", email: "new@example.org" });
    const next = plan(renamed);
    expect(kinds(next)).toEqual(["create_member"]);
    expect(next.computedWrites).toContainEqual(
      expect.objectContaining({ record: 14, key: "row_id", before: toy.rows[4]?.rowId }),
    );
  });

  test("SYN-4: a member whose email was edited keeps the ID that somebody else's row carries too", () => {
    const toy = synced();
    const stray = { ...toyRow(toyPerson(40)), rowId: toy.rows[4]?.rowId ?? null };
    const found = plan(
      edit({ ...toy, rows: [...toy.rows, stray] }, 4, { email: "edited@example.org" }),
    );
    expect(kinds(found)).toEqual(["create_member", "update_member"]);
  });

  test("SYN-4: copies that differ hold the member and change nothing", () => {
    const toy = synced();
    const copy = { ...(toy.rows[4] as ToyRow) };
    const copied = { ...toy, rows: [...toy.rows, copy] };
    const found = plan(edit(copied, 12, { price_cents: 100 }));
    expect(kinds(found)).toEqual(["hold_row", "set_billing_holds"]);
  });

  test("SYN-4: a row whose ID was lost is the absent member of its name and birth date", () => {
    const toy = synced();
    const lost = {
      ...toy,
      rows: toy.rows.map((row, at) => (at === 3 ? { ...row, rowId: null } : row)),
    };
    const found = plan(lost);
    expect(kinds(found)).toEqual([]);
    expect(found.computedWrites).toEqual([
      expect.objectContaining({ record: 5, key: "row_id", value: toy.rows[3]?.rowId }),
    ]);
  });

  test("SYN-4: an ID that landed beside somebody else before it was confirmed goes home", () => {
    const toy = newToy(people(4));
    const after = applyToy(toy, plan(toy));
    const known = after.known.map((row) => ({ ...row, isConfirmed: false }));
    const ids = after.rows.map((row) => row.rowId);
    const shifted = after.rows.map((row, at) => ({ ...row, rowId: ids[(at + 1) % 4] ?? null }));
    const found = plan({ ...after, known, rows: shifted });
    expect(kinds(found)).toEqual([]);
    const written = found.computedWrites.filter((write) => write.key === "row_id");
    expect(written.map((write) => write.value)).toEqual(ids);
  });

  test("SYN-4: an ID of another roster is not read", () => {
    const toy = synced();
    const rows = [...toy.rows, { ...toyRow(toyPerson(40)), rowId: "rb-0000000000000000" }];
    const found = plan({ ...toy, rows });
    expect(kinds(found)).toEqual([]);
    expect(found.computedWrites[0]?.value).toContain("another Rollbook roster");
  });

  test("SYN-5: two of name, birth date and email changed together hold the row", () => {
    const toy = synced();
    const found = plan(edit(toy, 2, { full_name: "Quite Another", email: "another@example.org" }));
    expect(kinds(found)).toEqual(["hold_row", "set_billing_holds"]);
    const married = plan(edit(toy, 2, { full_name: "Person Married" }));
    expect(kinds(married)).toEqual(["update_member"]);
  });

  test("SYN-5: a sort that left the ID column out stops the run", () => {
    const toy = synced();
    const values = toy.rows.map((row) => row.values).toReversed();
    const rows = toy.rows.map((row, at) => ({ ...row, values: values[at] ?? {} }));
    expect(codes(plan({ ...toy, rows }))).toContain("identities_changed");
  });

  test("SYN-5: a sort of the name column alone holds the rows it moved", () => {
    const toy = synced();
    const swapped = edit(edit(toy, 2, { full_name: toy.rows[3]?.values.full_name ?? null }), 3, {
      full_name: toy.rows[2]?.values.full_name ?? null,
    });
    expect(kinds(plan(swapped)).filter((kind) => kind === "update_member")).toEqual([]);
  });
});

describe("merging cells", () => {
  const cases = [
    { name: "the sheet changed", sheet: 12_000, stored: 9900, kind: "update_member", writes: 0 },
    { name: "the database changed", sheet: 9900, stored: 11_000, kind: undefined, writes: 1 },
    { name: "both changed alike", sheet: 12_000, stored: 12_000, kind: "agree", writes: 0 },
  ];
  test.each(cases)("SYN-6: $name", ({ sheet, stored, kind, writes }) => {
    const toy = store(edit(synced(), 1, { price_cents: sheet }), 1, { price_cents: stored });
    const found = plan(toy);
    expect(kinds(found)).toEqual(kind === undefined ? [] : [kind]);
    expect(found.inputWrites).toHaveLength(writes);
  });

  test("SYN-6: both changed apart is a conflict, the rest of the row goes on, and a choice settles it", () => {
    const email = "moved@example.org";
    const toy = store(edit(synced(), 1, { price_cents: 12_000, email }), 1, {
      price_cents: 11_000,
    });
    const found = plan(toy);
    expect(kinds(found)).toEqual(["update_member", "set_billing_holds", "open_conflict"]);
    expect(found.operations[0]).toMatchObject({ changes: [{ field: "email", to: email }] });
    const open = applyToy(toy, found);
    expect(isQuiet(plan(open))).toBe(true);
    const chosen = {
      ...open,
      known: open.known.map((row) => ({
        ...row,
        openConflicts: row.openConflicts.map((one) => ({ ...one, keep: "database" as const })),
      })),
    };
    const settling = plan(chosen);
    expect(settling.inputWrites).toEqual([
      expect.objectContaining({ field: "price_cents", before: 12_000, value: 11_000 }),
    ]);
    expect(isQuiet(plan(applyToy(chosen, settling)))).toBe(true);
  });

  test("SYN-7: after the first invoice the start stands", () => {
    const toy = synced();
    const known = toy.known.map((row) => ({
      ...row,
      membership: row.membership === null ? null : { ...row.membership, issuedInvoices: 1 },
    }));
    const found = plan(edit({ ...toy, known }, 0, { last_billed: plainDate("2026-04-01") }));
    expect(kinds(found)).toEqual([]);
    expect(found.computedWrites.map((write) => [write.key, write.value])).toContainEqual([
      "needs_attention",
      expect.stringContaining("SYN-7"),
    ]);
  });

  test("SYN-9: what was typed over a computed cell is journalled and put back", () => {
    const toy = synced();
    const rows = toy.rows.map((row, at) =>
      at === 0 ? { ...row, computed: { ...row.computed, status: "VIP" } } : row,
    );
    const found = plan({ ...toy, rows });
    const notice =
      '"VIP" was typed into Status, which Rollbook computes, and was put back. It follows from the dates of the row: type an end date, or pause the member in Rollbook.';
    expect(found.operations).toEqual([
      expect.objectContaining({ kind: "notice", notice }),
      expect.objectContaining({
        kind: "journal",
        field: "status",
        found: "VIP",
        replacedBy: "Deferred",
      }),
    ]);
    expect(found.computedWrites.map(({ key, value }) => [key, value])).toEqual([
      ["status", "Deferred"],
      ["needs_attention", notice],
    ]);
    const after = applyToy({ ...toy, rows }, found);
    expect(isQuiet(plan(after))).toBe(true);
    expect(plan(edit(after, 0, { email: "new@example.org" })).computedWrites).toMatchObject([
      { key: "needs_attention", value: null },
    ]);
    const known = toy.known.map((row) => ({ ...row, intended: { status: "VIP" } }));
    expect(kinds(plan({ ...toy, rows, known }))).toEqual([]);
  });
});

describe("guards, absences and holds", () => {
  test("SYN-8: an empty or headless roster stops the run and ends nobody", () => {
    const toy = synced();
    expect(codes(plan({ ...toy, rows: [] }))).toContain("sheet_empty");
    const reading = { ...stateOf(toy).reading, headerRecord: null };
    expect(codes(planSync(stateOf(toy, { reading })))).toContain("header_missing");
  });

  test("SYN-8: many rows gone stop the run until exactly that is approved", () => {
    const toy = synced(30);
    const fewer = { ...toy, rows: toy.rows.slice(6) };
    const stopped = plan(fewer);
    expect(codes(stopped)).toEqual(["rows_gone"]);
    const approvals = [stopped.guards[0]?.approval ?? ""];
    expect(plan({ ...fewer, approvals }).kind).toBe("go");
    expect(plan({ ...fewer, rows: fewer.rows.slice(1), approvals }).kind).toBe("stopped");
    expect(plan({ ...toy, rows: toy.rows.slice(4) }).kind).toBe("go");
  });

  test("SYN-8: a column filled down stops the run", () => {
    const toy = synced();
    const rows = toy.rows.map((row) => ({ ...row, values: { ...row.values, price_cents: 1 } }));
    expect(codes(plan({ ...toy, rows }))).toEqual(["column_changed"]);
  });

  test("SYN-8: a restored version or backup stops the run, a write on its way does not", () => {
    const toy = synced();
    const at = (inSheet: number) =>
      codes(planSync(stateOf(toy, { generation: { inSheet, confirmed: 4, given: 6 } })));
    expect(at(3)).toEqual(["sheet_restored"]);
    expect(at(7)).toEqual(["database_restored"]);
    expect([at(4), at(5), at(6)]).toEqual([[], [], []]);
  });

  test("SYN-8: a changed locale or time zone stops the run", () => {
    const lastRead = { locale: "en_US", timeZone: "America/New_York" };
    const changed = { lastRead, locale: "de_DE", timeZone: "Europe/Berlin" };
    expect(codes(planSync(stateOf(synced(), changed)))).toEqual([
      "locale_changed",
      "time_zone_changed",
    ]);
  });

  test("SYN-11: a missing row is counted, then parked, never ended, and released when it is back", () => {
    const toy = synced();
    const gone = toy.rows[5] as ToyRow;
    const without = { ...toy, rows: toy.rows.filter((row) => row !== gone) };
    const first = plan(without);
    expect(first.operations).toEqual([
      expect.objectContaining({ kind: "count_absence", reads: 1 }),
    ]);
    const counted = applyToy(without, first);
    expect(isQuiet(plan(counted))).toBe(true);
    const later = { ...counted, minute: counted.minute + 11 };
    const parked = plan(later);
    expect(kinds(parked)).toEqual(["set_billing_holds", "count_absence"]);
    const back = { ...applyToy(later, parked), rows: toy.rows };
    expect(kinds(plan(back))).toEqual(["set_billing_holds", "count_absence"]);
    expect(isQuiet(plan(applyToy(back, plan(back))))).toBe(true);
  });

  test("SYN-12: a row with an error keeps what was accepted and parks only its billing", () => {
    const toy = edit(synced(), 0, { price_cents: -5, email: "kept.back@example.org" });
    const found = plan(toy);
    expect(kinds(found)).toEqual(["hold_row", "set_billing_holds"]);
    const held = applyToy(toy, found);
    expect(held.rows[0]?.computed).toMatchObject({ start_date: "2026-06-01", status: "Deferred" });
    expect(isQuiet(plan(held))).toBe(true);
    const mended = edit(held, 0, { price_cents: 9900 });
    expect(kinds(plan(mended))).toEqual(["update_member", "hold_row", "set_billing_holds"]);
  });

  test("SYN-12: a hold that somebody gave outlives every sync, also one that moves the start", () => {
    const hold = { code: "other", reason: "The price is in dispute." } as const;
    const toy = synced();
    const rowId = toy.rows[0]?.rowId;
    const known = toy.known.map((row) =>
      row.rowId !== rowId || row.membership === null
        ? row
        : {
            ...row,
            membership: {
              ...row.membership,
              facts: { ...row.membership.facts, holds: [hold] },
            },
          },
    );
    const told = applyToy({ ...toy, known }, plan({ ...toy, known }));
    const held = (state: Toy) =>
      state.known.find((row) => row.rowId === rowId)?.membership?.facts.holds;
    expect(held(told)).toEqual([hold]);
    expect(isQuiet(plan(told))).toBe(true);
    const mistaken = edit(told, 0, { price_cents: -5 });
    const parked = applyToy(mistaken, plan(mistaken));
    expect(held(parked)).toMatchObject([hold, { code: "row_held" }]);
    const moved = edit(parked, 0, { price_cents: 9900, last_billed: plainDate("2026-05-02") });
    expect(held(applyToy(moved, plan(moved)))).toEqual([hold]);
  });
});
