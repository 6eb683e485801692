import fc from "fast-check";
import { expect, test } from "vitest";
import { planSync } from "./planSync.ts";
import { planRevert, type RevertEntry, type RevertState } from "./revert.ts";
import type { KnownRow } from "./syncState.ts";
import { applyToy, newToy, stateOf, toyPerson } from "./testRoster.ts";

const first = newToy([0, 1, 2].map((at) => toyPerson(at)));
const { known } = applyToy(first, planSync(stateOf(first)));
const [ada, grace] = known as [KnownRow, KnownRow];

const withEmail = (row: KnownRow, email: string, stored = email): KnownRow => ({
  ...row,
  base: { ...row.base, email },
  stored: { ...row.stored, email: stored },
});

const entry = (row: KnownRow, before: string, after: string): RevertEntry => ({
  rowId: row.rowId,
  field: "email",
  before,
  after,
});

const revertOf = (changes: Partial<RevertState>) =>
  planRevert({
    runId: "syn_1",
    entries: [],
    created: [],
    known,
    rows: null,
    issued: [],
    ...changes,
  });

test("SYN-14: a cell written twice in a run goes back to what stood before it", () => {
  const plan = revertOf({
    known: [withEmail(ada, "c@example.org")],
    entries: [
      entry(ada, "a@example.org", "b@example.org"),
      entry(ada, "b@example.org", "c@example.org"),
    ],
  });
  expect(plan.cells).toMatchObject([{ from: "c@example.org", to: "a@example.org" }]);
  expect(plan.conflicts).toEqual([]);
});

test.each([
  { name: "in Rollbook", row: withEmail(ada, "b@example.org", "later@example.org") },
  { name: "on both sides", row: withEmail(ada, "later@example.org") },
])("SYN-14: what changed since $name stays and is listed", ({ row }) => {
  const plan = revertOf({
    known: [row],
    entries: [entry(ada, "a@example.org", "b@example.org")],
  });
  expect(plan.cells).toEqual([]);
  expect(plan.conflicts).toMatchObject([
    { field: "email", now: "later@example.org", wanted: "a@example.org" },
  ]);
});

test("SYN-14: credits are proposed for members that the run touched, and for no others", () => {
  const invoiceOf = (row: KnownRow, number: string) => ({
    invoiceId: `inv_${number}`,
    number,
    membershipId: row.membership?.membershipId ?? "",
    issuedOn: "2026-06-01",
    totalMinor: 9900,
    currency: "USD",
  });
  const plan = revertOf({
    created: [{ rowId: grace.rowId, isChangedSince: false }],
    issued: [invoiceOf(ada, "1"), invoiceOf(grace, "2")],
  });
  expect(plan.archived).toMatchObject([{ rowId: grace.rowId }]);
  expect(plan.credits.map(({ number }) => number)).toEqual(["2"]);
});

const emails = fc.constantFrom("a@example.org", "b@example.org", "c@example.org");

test("SYN-14: a value comes back only where both sides still say what the run left there", () => {
  fc.assert(
    fc.property(emails, emails, emails, emails, (before, after, base, stored) => {
      const plan = revertOf({
        known: [withEmail(ada, base, stored)],
        entries: [entry(ada, before, after)],
      });
      const isComing = plan.cells.length === 1;
      const isStill = base === after && stored === after && before !== after;
      expect(isComing).toBe(isStill);
      const isListed = before !== after && base !== before && !isStill;
      expect(plan.conflicts.length === 1).toBe(isListed);
    }),
  );
});
