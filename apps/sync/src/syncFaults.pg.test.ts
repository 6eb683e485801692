import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTestPractice, type TestPractice } from "@rollbook/services/testing";
import { plainDate, type Interval } from "@rollbook/core/calendar";
import { attachPlan } from "@rollbook/services/membership";
import { createPatient, listPatients, updatePatient } from "@rollbook/services/patient";
import { listPlans } from "@rollbook/services/plan";
import { connectRoster, listRosterHistory } from "@rollbook/services/roster";
import type { SheetsClient } from "@rollbook/sheets";
import { clientWithWrite, lostAnswer } from "./testing/faultyFetch.ts";
import { startSheetWorld, type CellInput, type SheetWorld } from "./testing/sheetWorld.ts";
import { syncPractice } from "./syncPractice.ts";

const names = ["Ada Lovelace", "Grace Hopper", "Alan Turing", "Mary Jackson", "Edsger Dijkstra"];
const header = ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Price", "Last billed"];
const person = (name: string, at: number): CellInput[] => [
  name,
  `19${60 + at}-03-0${1 + at}`,
  `${name.split(" ")[0]?.toLowerCase()}@example.org`,
  "Gold",
  "Monthly",
  99,
  "2026-05-01",
];
const idColumn = 9;

let practice: TestPractice;
let world: SheetWorld;
let spreadsheetId: string;
let rosterId: string;
beforeEach(async () => {
  practice = await startTestPractice();
  world = startSheetWorld();
  spreadsheetId = await world.newSpreadsheet([header, ...names.map(person)]);
  const connected = await practice.run(connectRoster, {
    spreadsheetId,
    isFirstSyncApproved: true,
    isCreatingPlans: true,
    settings: { date_order: "MDY", iso_also_allowed: true },
  });
  rosterId = connected.id;
});
afterEach(() => practice.testDatabase.drop());

const sync = (sheets: SheetsClient = world.client) =>
  syncPractice({
    services: practice.services,
    sheets,
    practiceId: practice.practice.practiceId,
  });

const patientNamed = async (lastName: string) => {
  const { data } = await practice.run(listPatients, {});
  const found = data.find((patient) => patient.lastName === lastName);
  if (found === undefined) throw new Error(`nobody is called ${lastName}`);
  return found;
};

const sort = (isDescending: boolean) =>
  world.client.batchUpdate({
    spreadsheetId,
    fields: "spreadsheetId",
    responseRanges: [],
    requests: [
      {
        sortRange: {
          range: { sheetId: 7, startRowIndex: 1, startColumnIndex: 0 },
          sortSpecs: [{ dimensionIndex: 0, sortOrder: isDescending ? "DESCENDING" : "ASCENDING" }],
        },
      },
    ],
  });

/** Every name with the ID and the status beside it. */
async function besides(): Promise<Map<unknown, unknown>> {
  const rows = await world.values(spreadsheetId);
  return new Map(rows.slice(1).map((row) => [row[0], row[idColumn]]));
}

describe("what the database changes", () => {
  test("P5: appears in the sheet, in that cell alone, and only once", async () => {
    await sync();
    const before = await world.values(spreadsheetId);
    const { id } = await patientNamed("Hopper");
    await practice.run(updatePatient, { id, changes: { email: "grace@navy.example" } });
    const result = await sync();
    expect(result).toMatchObject({ kind: "done", sheets_calls: 2 });
    const after = await world.values(spreadsheetId);
    expect(after[2]?.[2]).toBe("grace@navy.example");
    expect(after.map((row, at) => (at === 2 ? [] : row))).toEqual(
      before.map((row, at) => (at === 2 ? [] : row)),
    );
    expect(await sync()).toMatchObject({ kind: "nothing_to_do", cells_written: 0 });
  });

  test("P3: an edit that comes between our read and our write is kept as a conflict", async () => {
    await sync();
    const { id } = await patientNamed("Hopper");
    await practice.run(updatePatient, { id, changes: { email: "grace@navy.example" } });
    const sheets = clientWithWrite({
      fetch: world.fetch,
      moment: {
        before: () =>
          world.edit(spreadsheetId, [{ row: 2, column: 2, value: "typed@example.org" }]),
      },
    });
    const result = await sync(sheets);
    expect(result.counts?.conflicts).toBe(1);
    const values = await world.values(spreadsheetId);
    expect(values[2]?.[2]).toBe("typed@example.org");
    expect((await patientNamed("Hopper")).email).toBe("grace@navy.example");
    expect(values[2]?.[14]).toContain("Issues");
    expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
  });

  test("P6: a sort between our read and our write leaves every value beside its member", async () => {
    await sync();
    const { id } = await patientNamed("Hopper");
    await practice.run(updatePatient, { id, changes: { email: "grace@navy.example" } });
    const ids = await besides();
    const sheets = clientWithWrite({
      fetch: world.fetch,
      moment: { before: async () => void (await sort(true)) },
    });
    await sync(sheets);
    expect(await besides()).toEqual(ids);
    const emails = new Map(
      (await world.values(spreadsheetId)).slice(1).map((row) => [row[0], row[2]]),
    );
    expect(emails).toEqual(
      new Map([
        ["Ada Lovelace", "ada@example.org"],
        ["Grace Hopper", "grace@navy.example"],
        ["Alan Turing", "alan@example.org"],
        ["Mary Jackson", "mary@example.org"],
        ["Edsger Dijkstra", "edsger@example.org"],
      ]),
    );
    expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
  });
});

describe("members made over the API", () => {
  async function attachBarbara() {
    const { data: plans } = await practice.run(listPlans, {});
    const patient = await practice.run(createPatient, {
      firstName: "Barbara",
      lastName: "Liskov",
      birthDate: plainDate("1979-11-07"),
      email: "barbara@example.org",
    });
    await practice.run(attachPlan, {
      patientId: patient.id,
      planId: plans[0]?.id ?? "",
      interval: "P1M" as Interval,
      statedStart: plainDate("2026-06-10"),
    });
  }

  test("SYN-13: appear as a new row with their ID, and the next sync writes nothing", async () => {
    await sync();
    await attachBarbara();
    expect(await sync()).toMatchObject({ kind: "done", sheets_calls: 2, members: 6 });
    const values = await world.values(spreadsheetId);
    expect(values[6]?.slice(0, 6)).toEqual([
      "Barbara Liskov",
      expect.anything(),
      "barbara@example.org",
      "Gold",
      "Monthly",
      99,
    ]);
    expect(values[6]?.slice(8, 10)).toEqual(["Deferred", expect.stringMatching(/^rb-/)]);
    expect(await sync()).toMatchObject({ kind: "nothing_to_do", cells_written: 0 });
    const { data } = await practice.run(listPatients, {});
    expect(data).toHaveLength(6);
  });

  test("P8: their row is given once, also when the answer is lost", async () => {
    await sync();
    await attachBarbara();
    await sync(clientWithWrite({ fetch: world.fetch, moment: { after: lostAnswer } }));
    await sync();
    expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
    const names = (await world.values(spreadsheetId)).map((row) => row[0]);
    expect(names.filter((name) => name === "Barbara Liskov")).toHaveLength(1);
  });
});

describe("a first write that goes wrong", () => {
  test("P6: a sort under it leaves every ID beside its member", async () => {
    const sheets = clientWithWrite({
      fetch: world.fetch,
      moment: { before: async () => void (await sort(true)) },
    });
    const result = await sync(sheets);
    expect(result).toMatchObject({ kind: "done", members: 5 });
    expect(await sync()).toMatchObject({ kind: "nothing_to_do", members: 5 });
    const { data } = await practice.run(listPatients, {});
    expect(data).toHaveLength(5);
    expect(new Set((await besides()).values()).size).toBe(5);
  });

  test("P8: an answer that was lost makes no duplicate, and the next run heals", async () => {
    const sheets = clientWithWrite({ fetch: world.fetch, moment: { after: lostAnswer } });
    expect(await sync(sheets)).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("did not confirm"),
    });
    expect(await sync()).toMatchObject({ kind: "nothing_to_do", members: 5, cells_written: 0 });
    expect(await sync()).toMatchObject({ kind: "nothing_to_do" });
    const { data } = await practice.run(listPatients, {});
    expect(data).toHaveLength(5);
  });

  test("P8: a write that never arrived is made again with the same IDs", async () => {
    const sheets = clientWithWrite({
      fetch: world.fetch,
      moment: { before: () => Promise.reject(new TypeError("no route")) },
    });
    expect(await sync(sheets)).toMatchObject({ kind: "failed" });
    expect(await sync()).toMatchObject({ kind: "done", members: 5 });
    expect(await sync()).toMatchObject({ kind: "nothing_to_do", members: 5 });
    const { data } = await practice.run(listPatients, {});
    expect(data).toHaveLength(5);
  });

  test("P8: a batch that arrives twice is refused the second time as a whole", async () => {
    let late: (() => Promise<Response>) | undefined;
    const sheets = clientWithWrite({
      fetch: async (url, init) => {
        const isWrite = String(url).includes(":batchUpdate");
        if (isWrite && init !== undefined) late ??= () => world.fetch(url, init);
        return world.fetch(url, init);
      },
      moment: {},
    });
    await sync(sheets);
    await world.edit(spreadsheetId, [{ row: 1, column: 5, value: 120 }]);
    await sync();
    const before = await world.values(spreadsheetId);
    const answer = await late?.();
    expect(answer?.status).toBe(400);
    expect(await world.values(spreadsheetId)).toEqual(before);
  });

  test("P9: an answer that is cut off ends and deletes nothing", async () => {
    await sync();
    const cut: typeof fetch = async (url, init) => {
      const response = await world.fetch(url, init);
      const text = await response.text();
      return new Response(text.slice(0, text.length / 2), {
        status: 200,
        headers: { "content-type": "application/json" },
      });
    };
    const { clientOf } = await import("./testing/sheetWorld.ts");
    expect(await sync(clientOf(cut))).toMatchObject({ kind: "failed" });
    expect(await sync()).toMatchObject({ kind: "nothing_to_do", members: 5 });
  });

  test("P12: what looks like a formula stays a text", async () => {
    await sync();
    const { id } = await patientNamed("Hopper");
    await practice.run(updatePatient, { id, changes: { firstName: "=1+1" } });
    await sync();
    const values = await world.values(spreadsheetId);
    expect(values[2]?.[0]).not.toBe(2);
  });
});

describe("a value of theirs that a write of ours covered, and nobody saw the answer", () => {
  /** Grace's new email covers Alan's, for the rows were sorted under the write. */
  beforeEach(async () => {
    await sync();
    const { id } = await patientNamed("Hopper");
    await practice.run(updatePatient, { id, changes: { email: "grace@navy.example" } });
    const sheets = clientWithWrite({
      fetch: world.fetch,
      moment: { before: async () => void (await sort(false)), after: lostAnswer },
    });
    expect(await sync(sheets)).toMatchObject({ kind: "failed" });
    expect((await emails()).get("Alan Turing")).toBe("grace@navy.example");
  });

  const emails = async () =>
    new Map((await world.values(spreadsheetId)).slice(1).map((row) => [row[0], row[2]]));
  const expectEmails = async (grace: string, alan: string) => {
    expect(await emails()).toEqual(
      new Map([
        ["Ada Lovelace", "ada@example.org"],
        ["Alan Turing", alan],
        ["Edsger Dijkstra", "edsger@example.org"],
        ["Grace Hopper", grace],
        ["Mary Jackson", "mary@example.org"],
      ]),
    );
    expect((await patientNamed("Hopper")).email).toBe(grace);
    expect((await patientNamed("Turing")).email).toBe(alan);
    expect(await sync()).toMatchObject({ kind: "nothing_to_do", counts: { conflicts: 0 } });
  };

  test("P6: comes back also where the rows are sorted again while it is put back", async () => {
    const sheets = clientWithWrite({
      fetch: world.fetch,
      moment: { before: async () => void (await sort(true)) },
    });
    expect(await sync(sheets)).toMatchObject({ kind: "done" });
    await expectEmails("grace@navy.example", "alan@example.org");
  });

  test("P6: comes back also where a later value was on its way and never arrived", async () => {
    const { id } = await patientNamed("Hopper");
    await practice.run(updatePatient, { id, changes: { email: "grace@yale.example" } });
    const sheets = clientWithWrite({
      fetch: world.fetch,
      moment: { before: () => Promise.reject(new TypeError("no route")) },
    });
    expect(await sync(sheets)).toMatchObject({ kind: "failed" });
    expect(await sync()).toMatchObject({ kind: "done" });
    await expectEmails("grace@yale.example", "alan@example.org");
  });

  test("P4: is no edit where the database has a new value for the same cell", async () => {
    const { id } = await patientNamed("Turing");
    await practice.run(updatePatient, { id, changes: { email: "alan@bletchley.example" } });
    expect(await sync()).toMatchObject({ kind: "done" });
    await expectEmails("grace@navy.example", "alan@bletchley.example");
  });

  test("P3: what somebody types there meanwhile wins, also the covering value itself later", async () => {
    const column = 2;
    await world.edit(spreadsheetId, [{ row: 2, column, value: "alan@typed.example" }]);
    expect(await sync()).toMatchObject({ kind: "done" });
    await expectEmails("grace@navy.example", "alan@typed.example");
    await world.edit(spreadsheetId, [{ row: 2, column, value: "grace@navy.example" }]);
    expect(await sync()).toMatchObject({ kind: expect.stringMatching(/done|nothing_to_do/) });
    await expectEmails("grace@navy.example", "grace@navy.example");
  });
});

describe("two at once", () => {
  test("P8: only one worker has the roster", async () => {
    const results = await Promise.all([sync(), sync(), sync()]);
    const kinds = results.map((result) => result.kind);
    expect(kinds.filter((kind) => kind === "done")).toHaveLength(1);
    expect(kinds).not.toContain("failed");
    const { data } = await practice.run(listPatients, {});
    expect(data).toHaveLength(5);
  });
});

test("P3: what was overwritten is in the history", async () => {
  await sync();
  await world.edit(spreadsheetId, [{ row: 1, column: 8, value: "VIP" }]);
  await sync();
  const { data } = await practice.run(listRosterHistory, { id: rosterId });
  expect(data).toEqual([
    expect.objectContaining({ origin: "put_back", field: "status", valueBefore: "VIP" }),
  ]);
});
