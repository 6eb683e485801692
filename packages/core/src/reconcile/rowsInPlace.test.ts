import fc from "fast-check";
import { expect, test } from "vitest";
import { planSync } from "./planSync.ts";
import { applyToy, newToy, stateOf, toyPerson, toyRow, type Toy } from "./testRoster.ts";

const count = 12;

const place = fc.nat({ max: count - 1 });
const act = fc.oneof(
  fc.record({
    kind: fc.constant("price" as const),
    at: place,
    priceMinor: fc.nat({ max: 20_000 }),
  }),
  fc.record({ kind: fc.constant("name" as const), at: place, number: fc.nat({ max: 30 }) }),
  fc.record({ kind: fc.constant("typed_over" as const), at: place }),
  fc.record({ kind: fc.constant("stored" as const), at: place, email: fc.emailAddress() }),
  fc.record({ kind: fc.constant("delete" as const), at: place }),
  fc.record({ kind: fc.constant("insert" as const), at: place, number: fc.nat({ max: 30 }) }),
  fc.record({ kind: fc.constant("swap" as const), at: place, to: place }),
  fc.record({ kind: fc.constant("lose_id" as const), at: place }),
  fc.record({
    kind: fc.constant("copy" as const),
    at: place,
    to: place,
    number: fc.integer({ min: 31, max: 60 }),
  }),
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

function after(toy: Toy, done: Act): Toy {
  const rows = toy.rows.map((row) => ({ ...row }));
  const row = rows[done.at];
  if (row === undefined) return toy;
  switch (done.kind) {
    case "price":
      row.values = { ...row.values, price_cents: done.priceMinor - 100 };
      break;
    case "name":
      row.values = { ...row.values, full_name: toyPerson(done.number).full_name ?? null };
      break;
    case "typed_over":
      row.computed = { ...row.computed, status: "Gone" };
      break;
    case "stored": {
      const known = toy.known.map((one) =>
        one.rowId === row.rowId ? { ...one, stored: { ...one.stored, email: done.email } } : one,
      );
      return { ...toy, known };
    }
    case "delete":
      rows.splice(done.at, 1);
      break;
    case "insert":
      rows.splice(done.at, 0, toyRow(toyPerson(done.number)));
      break;
    case "swap":
      rows.splice(done.to, 0, ...rows.splice(done.at, 1));
      break;
    case "lose_id":
      row.rowId = null;
      break;
    case "copy": {
      const name = toyPerson(done.number).full_name ?? null;
      rows.splice(done.to, 0, { ...row, values: { ...row.values, full_name: name } });
    }
  }
  return { ...toy, rows };
}

/** Of copies that are equal, the one that stood there is the member's: then it matters where somebody stood. */
function hasEqualCopies({ rows }: Toy): boolean {
  const marks = rows.flatMap(({ rowId, values }) =>
    rowId === null ? [] : [`${rowId}|${values.full_name}`],
  );
  return new Set(marks).size < marks.length;
}

/** Nobody is known to have stood anywhere, and no base is the stored values themselves: nothing can be passed over. */
const withoutShortCuts = (toy: Toy): Toy => ({
  ...toy,
  known: toy.known.map((row) => ({ ...row, lastRecord: 10_000, stored: { ...row.stored } })),
});

test("SYN-1: a row that is passed over as it stands is planned as one that is looked at whole", () => {
  const first = newToy(Array.from({ length: count }, (_, at) => toyPerson(at)));
  const synced = applyToy(first, planSync(stateOf(first)));
  fc.assert(
    fc.property(fc.array(act, { maxLength: 6 }), (acts) => {
      const toy = acts.reduce(after, synced);
      fc.pre(!hasEqualCopies(toy));
      const passed = planSync(stateOf(toy));
      const whole = planSync(stateOf(withoutShortCuts(toy)));
      const byRecord = (a: { record: number }, b: { record: number }) => a.record - b.record;
      const told = (plan: typeof passed) => ({
        ...plan,
        attention: plan.attention.toSorted(byRecord),
      });
      expect(told(passed)).toEqual(told(whole));
    }),
    { numRuns: 300 },
  );
});
