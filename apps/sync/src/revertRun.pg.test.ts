import { afterAll, beforeAll, expect, test } from "vitest";
import { listPatients, updatePatient } from "@rollbook/services/patient";
import {
  connectRoster,
  listRosterHistory,
  listSyncRuns,
  planRunRevert,
  revertRun,
} from "@rollbook/services/roster";
import { startTestPractice, testInstant, type TestPractice } from "@rollbook/services/testing";
import fc from "fast-check";
import { startSheetWorld, type CellInput } from "./testing/sheetWorld.ts";
import { syncPractice } from "./syncPractice.ts";

const header = ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"];
const names = ["Ada Lovelace", "Grace Hopper", "Alan Turing", "Mary Jackson"];
const people = names.map((name, at): CellInput[] => [
  name,
  `198${at}-12-10`,
  `${name.split(" ")[0]?.toLowerCase()}@example.org`,
  "Gold",
  "Monthly",
  99,
  "2026-05-01",
]);
const world = startSheetWorld();
let first: TestPractice;
let minutes = 0;
beforeAll(async () => {
  first = await startTestPractice();
});
afterAll(() => first.testDatabase.drop());

/** A practice whose roster was synced once. */
async function startRoster() {
  const practice = await first.another();
  const spreadsheetId = await world.newSpreadsheet([header, ...people]);
  const { id: rosterId } = await practice.run(connectRoster, {
    spreadsheetId,
    isFirstSyncApproved: true,
    isCreatingPlans: true,
    settings: { date_order: "MDY", iso_also_allowed: true },
  });
  const sync = () => {
    minutes += 1;
    practice.setInstant(new Date(Date.parse(testInstant) + minutes * 60_000).toISOString());
    return syncPractice({
      services: practice.services,
      sheets: world.client,
      practiceId: practice.practice.practiceId,
    });
  };
  await sync();
  const type = (row: number, column: number, value: CellInput) =>
    world.edit(spreadsheetId, [{ row, column, value }]);
  const cells = async () =>
    (await world.values(spreadsheetId)).slice(1).map((row) => row.slice(0, header.length));
  const latestRun = async () => (await practice.run(listSyncRuns, { id: rosterId })).data[0]?.runId;
  const ask = async (runId: string) => {
    const { plan } = await practice.run(planRunRevert, { id: rosterId, runId });
    await practice.run(revertRun, { id: rosterId, runId, planHash: plan.hash });
    return plan;
  };
  return { practice, rosterId, spreadsheetId, sync, type, cells, latestRun, ask };
}

type Roster = Awaited<ReturnType<typeof startRoster>>;

async function emailOf(roster: Roster, lastName: string) {
  const { data } = await roster.practice.run(listPatients, {});
  return data.find((patient) => patient.lastName === lastName);
}

test("SYN-14: a run taken back leaves sheet and database as they were before it", async () => {
  const roster = await startRoster();
  const before = await roster.cells();
  await roster.type(1, 2, "wrong@example.org");
  await roster.type(2, 5, 79);
  await roster.sync();
  const runId = (await roster.latestRun()) ?? "";
  const plan = await roster.ask(runId);
  expect(plan.cells.map(({ field, from, to }) => ({ field, from, to }))).toEqual(
    expect.arrayContaining([
      { field: "email", from: "wrong@example.org", to: "ada@example.org" },
      { field: "price_cents", from: 7900, to: 9900 },
    ]),
  );
  expect(await roster.sync()).toMatchObject({ kind: "done", reason: null });
  expect(await roster.cells()).toEqual(before);
  expect(await emailOf(roster, "Lovelace")).toMatchObject({ email: "ada@example.org" });
  expect(await roster.sync()).toMatchObject({ kind: "nothing_to_do" });
  const { data } = await roster.practice.run(listRosterHistory, { id: roster.rosterId });
  expect(data.filter((entry) => entry.origin === "revert")).toHaveLength(2);
  const shown = await roster.practice.run(planRunRevert, { id: roster.rosterId, runId });
  expect(shown.revert).toMatchObject({ state: "done", outcome: { cells: 2, conflicts: [] } });
});

test("SYN-14: what changed since is a conflict and never overwritten", async () => {
  const roster = await startRoster();
  await roster.type(1, 2, "wrong@example.org");
  await roster.type(2, 2, "wrong-too@example.org");
  await roster.type(3, 2, "wrong-again@example.org");
  await roster.sync();
  const runId = (await roster.latestRun()) ?? "";
  const grace = await emailOf(roster, "Hopper");
  await roster.practice.run(updatePatient, {
    id: grace?.id ?? "",
    changes: { email: "grace@navy.example" },
  });
  await roster.ask(runId);
  await roster.type(3, 2, "alan@bletchley.example");
  await roster.sync();
  await roster.sync();
  expect((await roster.cells()).map((row) => row[2])).toEqual([
    "ada@example.org",
    "grace@navy.example",
    "alan@bletchley.example",
    "mary@example.org",
  ]);
  const { revert } = await roster.practice.run(planRunRevert, { id: roster.rosterId, runId });
  expect(revert?.outcome).toMatchObject({
    cells: 1,
    conflicts: [{ field: "email" }, { field: "email" }],
  });
});

test("SYN-14: members that a run added are archived and stay in the books", async () => {
  const roster = await startRoster();
  await roster.type(5, 0, "Katherine Johnson");
  for (const [column, value] of [
    "1980-08-26",
    "kj@example.org",
    "Gold",
    "Monthly",
    99,
    "2026-05-01",
  ].entries())
    await roster.type(5, column + 1, value);
  expect(await roster.sync()).toMatchObject({ members: 5 });
  const plan = await roster.ask((await roster.latestRun()) ?? "");
  expect(plan.archived).toMatchObject([{ member: "Katherine Johnson" }]);
  await roster.sync();
  const values = await world.values(roster.spreadsheetId);
  expect(values[5]?.[8]).toBe("Archived");
  expect(await roster.sync()).toMatchObject({ kind: "nothing_to_do" });
});

test("SYN-14: a plan that no longer fits is refused", async () => {
  const roster = await startRoster();
  await roster.type(1, 2, "wrong@example.org");
  await roster.sync();
  const runId = (await roster.latestRun()) ?? "";
  const asked = roster.practice.run(revertRun, { id: roster.rosterId, runId, planHash: "old" });
  await expect(asked).rejects.toMatchObject({ code: "stale" });
});

const edits = fc.array(
  fc.record({
    row: fc.integer({ min: 1, max: names.length }),
    what: fc.constantFrom<"email" | "price" | "last_billed" | "database">(
      "email",
      "price",
      "last_billed",
      "database",
    ),
    number: fc.integer({ min: 1, max: 15 }),
  }),
  { minLength: 1, maxLength: 6 },
);

test("SYN-14: whatever a run changed comes back, whatever was edited later stays", async () => {
  await fc.assert(
    fc.asyncProperty(edits, edits, async (changes, later) => {
      const roster = await startRoster();
      const before = await roster.cells();
      for (const edit of withoutConflicts(changes)) await make(roster, edit, "run");
      await roster.sync();
      const runId = (await roster.latestRun()) ?? "";
      const between = await roster.cells();
      const isStored = (edit: { what: string }) => edit.what === "database";
      for (const edit of later.filter(isStored)) await make(roster, edit, "later");
      await roster.ask(runId);
      for (const edit of later.filter((one) => !isStored(one))) await make(roster, edit, "later");
      const edited = await roster.cells();
      await roster.sync();
      await roster.sync();
      await roster.sync();
      const after = await roster.cells();
      after.forEach((row, at) => {
        row.forEach((value, column) => {
          const isLater =
            edited[at]?.[column] !== between[at]?.[column] || isInDatabase({ later, at, column });
          if (!isLater)
            expect({ at, column, value }).toEqual({ at, column, value: before[at]?.[column] });
        });
      });
    }),
    { numRuns: 6 },
  );
}, 60_000);

type Edit = { row: number; what: string; number: number };

/** A cell that both sides changed is a conflict, which no run changes. */
const withoutConflicts = (changes: readonly Edit[]) =>
  changes.filter(
    (edit) =>
      edit.what !== "database" ||
      !changes.some((other) => other.what === "email" && other.row === edit.row),
  );

const isInDatabase = (input: {
  later: { row: number; what: string }[];
  at: number;
  column: number;
}) =>
  input.column === 2 &&
  input.later.some((edit) => edit.what === "database" && edit.row === input.at + 1);

async function make(roster: Roster, edit: Edit, when: string): Promise<void> {
  switch (edit.what) {
    case "email":
      return roster.type(edit.row, 2, `${when}${edit.number}@example.org`);
    case "price":
      return roster.type(edit.row, 5, 100 + edit.number);
    case "last_billed":
      return roster.type(edit.row, 6, `2026-05-${String(edit.number).padStart(2, "0")}`);
    default: {
      const patient = await emailOf(roster, names[edit.row - 1]?.split(" ")[1] ?? "");
      await roster.practice.run(updatePatient, {
        id: patient?.id ?? "",
        changes: { email: `${when}-db${edit.number}@example.org` },
      });
    }
  }
}
