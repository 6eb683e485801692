import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { updatePractice } from "../practice/index.ts";
import { refusalOf, startTestPractice, type TestPractice } from "../testing/index.ts";
import { importEarlierPayments, listMigrations } from "./index.ts";

let root: TestPractice;
let here: TestPractice;
let count = 0;

beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

beforeEach(async () => {
  count += 1;
  here = await root.another({ name: `Practice ${count}` });
});

describe("operators", () => {
  const operator = {
    kind: "operator" as const,
    id: "opr_1",
    name: "Olga Berg",
    permissions: ["operator.migrations"],
  };

  test("see all migrations without patients, search them, and each view is recorded with the practice", async () => {
    await here.run(importEarlierPayments, { payments: [] });
    const { practiceId, name } = here.practice;
    const page = await listMigrations(here.services, {
      operator,
      requestId: "req_1",
      search: name.toUpperCase(),
      status: "migrate",
      limit: 10,
    });
    const own = page.data.find((each) => each.practiceId === practiceId);
    expect(own).toMatchObject({ name, state: "migrate", completedOn: null, createdBy: "system" });
    const { sql } = here.testDatabase.database;
    const views = await sql`
      select actor_kind, actor_id, detail from audit_event
      where practice_id = ${practiceId} and action = 'migration.viewed_by_operator'`;
    expect(views.map((view) => ({ ...view }))).toEqual([
      { actor_kind: "operator", actor_id: "opr_1", detail: { operator: "Olga Berg" } },
    ]);
    await expect(
      sql.begin((tx) =>
        tx`set local role rollbook_worker`.then(() => tx`select detail from payments_migration`),
      ),
    ).rejects.toThrow("permission denied");
  });

  test("turn pages and see each migration once; a practice that is renamed is listed so", async () => {
    await here.run(updatePractice, { changes: { name: "Birch Clinic" } });
    const seen: string[] = [];
    const names: string[] = [];
    let after: string | undefined;
    do {
      const page = await listMigrations(here.services, {
        operator,
        requestId: "r",
        after,
        limit: 2,
      });
      seen.push(...page.data.map(({ id }) => id));
      names.push(...page.data.map(({ name }) => name));
      after = page.nextCursor ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(3);
    expect(names).toContain("Birch Clinic");
  });

  test("nobody else sees the list", async () => {
    const owner = { ...operator, permissions: ["migration.read"] };
    const list = listMigrations(here.services, { operator: owner, requestId: "r", limit: 2 });
    expect(await refusalOf(list)).toMatchObject({ code: "forbidden" });
  });
});
