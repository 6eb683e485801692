import { withPractice } from "@rollbook/db";
import { insertHistory } from "@rollbook/db/roster";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Listed } from "../run/index.ts";
import { startTestPractice, type TestPractice } from "../testing/index.ts";
import { connectRoster, listRosterHistory, listSyncRuns } from "./index.ts";

let practice: TestPractice;
let id: string;
const instants = ["01", "01", "02", "03", "03"].map((hour) => `2026-05-20T${hour}:00:00.000Z`);

beforeAll(async () => {
  practice = await startTestPractice();
  ({ id } = await practice.run(connectRoster, { spreadsheetId: "sheet-1" }));
  await withPractice(practice.services.database, practice.context(), async (tx) => {
    const { practiceId } = practice.context();
    for (const [at, instant] of instants.entries())
      await tx`
        insert into roster_run (practice_id, run_id, roster_id, trigger, state, started_at)
        values (${practiceId}, ${`syn_${at}`}, ${id}, 'start', 'done', ${instant})`;
    const entries = instants.map((happenedAt, at) => ({
      entryId: `his_${at}`,
      runId: "syn_0",
      rowId: "rb-1",
      field: "city",
      origin: "sheet" as const,
      valueBefore: null,
      valueAfter: `City ${at}`,
      happenedAt,
    }));
    await insertHistory(tx, practiceId, { rosterId: id, entries });
  });
});
afterAll(() => practice.testDatabase.drop());

async function readAll<Item>(
  read: (after: string | undefined) => Promise<Listed<Item>>,
): Promise<Item[]> {
  const page = await read(undefined);
  const items = [...page.data];
  for (let after = page.nextCursor; after !== null;) {
    const next = await read(after);
    items.push(...next.data);
    after = next.nextCursor;
  }
  return items;
}

test("the history of a roster is read to its first change, page by page, each once", async () => {
  const found = await readAll((after) =>
    practice.run(listRosterHistory, { id, limit: 2, ...(after === undefined ? {} : { after }) }),
  );
  expect(found.map(({ entryId }) => entryId)).toEqual([
    "his_4",
    "his_3",
    "his_2",
    "his_1",
    "his_0",
  ]);
});

test("so are its syncs, those that began in one instant as well", async () => {
  const found = await readAll((after) =>
    practice.run(listSyncRuns, { id, limit: 1, ...(after === undefined ? {} : { after }) }),
  );
  expect(found.map(({ runId }) => runId)).toEqual(["syn_4", "syn_3", "syn_2", "syn_1", "syn_0"]);
});
