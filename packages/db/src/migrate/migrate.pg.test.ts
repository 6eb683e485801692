import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { migrate, NewerDatabaseError, splitStatements } from "./migrate.ts";

let empty: TestDatabase;

beforeAll(async () => {
  empty = await createTestDatabase({ isMigrated: false });
});
afterAll(() => empty.drop());

test("two processes migrating at once both succeed, and the schema is made once", async () => {
  const [first, second] = await Promise.all([migrate(empty), migrate(empty)]);
  expect(first.length + second.length).toBeGreaterThan(0);
  expect(Math.min(first.length, second.length)).toBe(0);
  const [row] = await empty.database.sql`select count(*) as count from practice`;
  expect(row?.count).toBe(0);
});

test("a database of a newer version is refused with what to do", async () => {
  await empty.database
    .sql`insert into meta.kysely_migration (name, timestamp) values ('9999_future', '')`;
  await expect(migrate(empty)).rejects.toThrow(NewerDatabaseError);
  await expect(migrate(empty)).rejects.toThrow("9999_future");
  await empty.database.sql`delete from meta.kysely_migration where name = '9999_future'`;
});

test("statements are split at the end of a line, and not inside a body", () => {
  const text = "create table a (x int);\ndo $$\nbegin\n  perform 1;\nend\n$$;\nselect 1;";
  expect(splitStatements(text)).toHaveLength(3);
});
