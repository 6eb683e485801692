import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiKey, newApiKey, resolveApiKey } from "../apiKey/index.ts";
import type { Role } from "../run/index.ts";
import { refusalOf, startTestPractice, type TestPractice } from "../testing/index.ts";
import { addOperator, listOperators, removeOperator, resolveOperatorKey } from "./index.ts";

let here: TestPractice;
beforeAll(async () => {
  here = await startTestPractice();
});
afterAll(() => here.testDatabase.drop());

const keyOf = (role: Role) => {
  const key = newApiKey(here.services, { isTest: true });
  return here.run(createApiKey, { name: "Night", role, key }).then(({ id }) => ({ id, key }));
};

test("an operator has a key of no practice, until it is removed", async () => {
  const { operator, key } = await addOperator(here.services, {
    name: "Olga Berg",
    email: "Olga@Operators.Test",
  });
  expect(key).toMatch(/^rbk_operator_[\w-]{49}$/);
  const principal = await resolveOperatorKey(here.services, { key });
  expect(principal).toEqual({
    kind: "operator",
    id: operator.id,
    name: "Olga Berg",
    role: "operator",
    permissions: ["operator.migrations"],
  });
  expect(await resolveApiKey(here.services, { key })).toBeUndefined();
  expect(await listOperators(here.services)).toMatchObject([{ email: "olga@operators.test" }]);
  await removeOperator(here.services, { email: "olga@operators.test" });
  expect(await resolveOperatorKey(here.services, { key })).toBeUndefined();
  expect(await refusalOf(removeOperator(here.services, { email: "olga@operators.test" }))).toEqual({
    code: "not_found",
    message: "There is no operator olga@operators.test.",
  });
});

test("nobody in a practice makes an operator, not even its owner", async () => {
  expect(await refusalOf(keyOf("operator"))).toMatchObject({ code: "forbidden" });
});

test("the database refuses an operator's key of a practice too", async () => {
  const { id } = await keyOf("read_only");
  const { sql } = here.testDatabase.database;
  await expect(sql`update api_key set role = 'operator' where id = ${id}`).rejects.toThrow(
    "api_key_is_no_operators",
  );
});

test("a practice's key of that role, made before operators stood outside, opens nothing", async () => {
  const { id, key } = await keyOf("read_only");
  const { sql } = here.testDatabase.database;
  await sql`alter table api_key drop constraint api_key_is_no_operators`;
  await sql`update api_key set role = 'operator' where id = ${id}`;
  expect(await resolveApiKey(here.services, { key })).toBeUndefined();
});

test("a key with a wrong checksum is refused without a look at the database", async () => {
  const { key } = await keyOf("read_only");
  const asked = { ...here.services, database: undefined as never };
  const mistyped = `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`;
  expect(await resolveApiKey(asked, { key: mistyped })).toBeUndefined();
  expect(await resolveOperatorKey(asked, { key: mistyped })).toBeUndefined();
});
