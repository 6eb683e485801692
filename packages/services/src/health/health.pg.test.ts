import { openDatabase } from "@rollbook/db";
import { createTestDatabase } from "@rollbook/db/testing";
import { expect, test } from "vitest";
import { createServices } from "../run/index.ts";
import { isDatabaseReachable } from "./index.ts";

test("a database that answers is reachable, one that is not there is not", async () => {
  const { database, drop } = await createTestDatabase();
  expect(await isDatabaseReachable(createServices({ database }))).toBe(true);
  await drop();
  const nobody = openDatabase({ url: "postgres://nobody@127.0.0.1:1/none" });
  expect(await isDatabaseReachable(createServices({ database: nobody }))).toBe(false);
  await nobody.close();
});
