import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { migrate } from "../migrate/migrate.ts";
import { violationsOfCatalogue } from "./catalogue.ts";

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own.drop());

const violations = () => violationsOfCatalogue(own.database);

async function planted(statements: string, clean: string): Promise<readonly string[]> {
  await own.database.sql.unsafe(statements);
  try {
    return await violations();
  } finally {
    await own.database.sql.unsafe(clean);
  }
}

test("every table of ours keeps practices apart", async () => {
  await migrate({ database: own.database });
  expect(await violations()).toEqual([]);
});

describe("a planted violation is found", () => {
  test("a table without practice_id", async () => {
    const found = await planted("create table stray (id text primary key)", "drop table stray");
    expect(found).toContain("stray: no column practice_id");
  });

  test("a table without row-level security", async () => {
    const sql = "create table stray (practice_id text, id text, primary key (practice_id, id))";
    const found = await planted(sql, "drop table stray");
    expect(found).toContain("stray: row-level security is not enabled and forced");
  });

  test("row-level security that its owner escapes", async () => {
    const found = await planted(
      "alter table patient no force row level security",
      "alter table patient force row level security",
    );
    expect(found).toEqual(["patient: row-level security is not enabled and forced"]);
  });

  test("a unique index across practices", async () => {
    const found = await planted("create unique index stray on patient (email)", "drop index stray");
    expect(found).toEqual(["patient: unique index stray does not begin with practice_id"]);
  });

  test("an exclusion across practices", async () => {
    const sql = "alter table household add constraint stray exclude using gist (name with =)";
    const found = await planted(sql, "alter table household drop constraint stray");
    expect(found).toEqual(["household: exclusion stray looks across practices"]);
  });

  test("a policy that lets every row through", async () => {
    const sql = "create policy stray on patient for select to rollbook_app using (true)";
    expect(await planted(sql, "drop policy stray on patient")).toEqual([
      "patient: policy stray of rollbook_app does not ask for the practice",
    ]);
  });

  test("a policy for everybody", async () => {
    const found = await planted(
      "create policy stray on patient using (true)",
      "drop policy stray on patient",
    );
    expect(found).toEqual(["patient: policy stray of public does not ask for the practice"]);
  });

  test("a view that runs with its owner's rights", async () => {
    const found = await planted("create view stray as select * from patient", "drop view stray");
    expect(found).toEqual(["stray: a view must be security_invoker"]);
  });

  test("a materialised view", async () => {
    const found = await planted(
      "create materialized view stray as select * from patient",
      "drop materialized view stray",
    );
    expect(found).toEqual(["stray: materialised views have no row-level security"]);
  });

  test("a table that the worker may read", async () => {
    const found = await planted(
      "grant select on patient to rollbook_worker",
      "revoke select on patient from rollbook_worker",
    );
    expect(found).toEqual(["patient: rollbook_worker has rights on it"]);
  });

  test("a table of the app's own", async () => {
    const sql = "alter table household owner to rollbook_app";
    expect(await planted(sql, "alter table household owner to rollbook_owner")).toEqual([
      "household: its owner is not rollbook_owner",
    ]);
  });

  test("now() in a default", async () => {
    const sql = "alter table household alter column created_at set default now()";
    const found = await planted(sql, "alter table household alter column created_at drop default");
    expect(found).toEqual(["household: created_at has the clock in its default"]);
  });
});
