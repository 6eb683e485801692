import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { createPatient, getPatient, updatePatient } from "../patient/index.ts";
import { startTestPractice, testInstant, type TestPractice } from "../testing/index.ts";
import { defineReading, defineVerb, runVerb, runVerbWithReceipt, ServiceError } from "./index.ts";

let here: TestPractice;
beforeAll(async () => {
  here = await startTestPractice();
});
afterAll(() => here.testDatabase.drop());

const codeOf = (error: unknown) => (error instanceof ServiceError ? error.code : error);
const failure = (work: Promise<unknown>) => work.then(() => "no failure", codeOf);

test("an actor without the permission is refused before anything is read", async () => {
  const context = here.context({
    actor: { kind: "user", id: "usr_1", role: "read_only", permissions: ["patient.read"] },
  });
  const call = { context, input: { lastName: "Nowak" } };
  expect(await failure(runVerb(here.services, createPatient, call))).toBe("forbidden");
});

test("bad input names its fields", async () => {
  const call = {
    context: here.context(),
    input: { lastName: "Nowak", birthDate: "2001-02-30" } as never,
  };
  const error = await runVerb(here.services, createPatient, call).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: "invalid", detail: { fields: [{ path: ["birthDate"] }] } });
});

test("a field that is not known is refused", async () => {
  const call = { context: here.context(), input: { lastName: "Nowak", shoeSize: 43 } as never };
  expect(await failure(runVerb(here.services, createPatient, call))).toBe("invalid");
});

test("a verb's effect and its audit event commit together", async () => {
  const patient = await here.run(createPatient, { firstName: "Ana", lastName: "Nowak" });
  const events = await here.testDatabase.database.sql`
    select action, actor_id from audit_event where entity_id = ${patient.id}`;
  expect(events.map((event) => ({ ...event }))).toEqual([
    { action: "patient.create", actor_id: "system" },
  ]);
});

test("what a failing verb did is taken back, and no audit event stays", async () => {
  const failing = defineVerb({
    name: "test.fail",
    permission: "patient.write",
    input: z.strictObject({}),
    run: async (given) => {
      await createPatient.run({ ...given, input: { lastName: "Vanishing" } });
      throw new ServiceError("refused", "no");
    },
  });
  expect(await failure(here.run(failing, {}))).toBe("refused");
  const { sql } = here.testDatabase.database;
  expect(await sql`select id from patient where last_name = 'Vanishing'`).toHaveLength(0);
  expect(await sql`select id from audit_event where action = 'test.fail'`).toHaveLength(0);
});

test("a dry run answers and leaves nothing", async () => {
  const call = { context: here.context(), input: { lastName: "Rehearsed" }, isDryRun: true };
  expect(await runVerb(here.services, createPatient, call)).toMatchObject({
    lastName: "Rehearsed",
  });
  expect(
    await here.testDatabase.database.sql`select id from patient where last_name = 'Rehearsed'`,
  ).toHaveLength(0);
});

test("the same idempotency key gives the first answer again", async () => {
  const call = { context: here.context(), input: { lastName: "Once" }, idempotencyKey: "key-1" };
  const first = await runVerbWithReceipt(here.services, createPatient, call);
  const again = await runVerbWithReceipt(here.services, createPatient, call);
  expect([first.isReplay, again.isReplay]).toEqual([false, true]);
  expect(again.result).toEqual(first.result);
  expect(
    await here.testDatabase.database.sql`select id from patient where last_name = 'Once'`,
  ).toHaveLength(1);
});

test("the same key with another request is refused", async () => {
  const call = { context: here.context(), input: { lastName: "Other" }, idempotencyKey: "key-1" };
  expect(await failure(runVerb(here.services, createPatient, call))).toBe("idempotency_mismatch");
});

test("two requests at once with one key make one patient", async () => {
  const call = () => ({
    context: here.context(),
    input: { lastName: "Twin" },
    idempotencyKey: "key-2",
  });
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, () => failure(runVerb(here.services, createPatient, call()))),
  );
  expect(outcomes.every((outcome) => outcome === "no failure" || outcome === "in_flight")).toBe(
    true,
  );
  expect(
    await here.testDatabase.database.sql`select id from patient where last_name = 'Twin'`,
  ).toHaveLength(1);
});

test("a key whose request failed may be used again", async () => {
  const missing = {
    context: here.context(),
    input: { id: "pat_missing", changes: {} },
    idempotencyKey: "key-3",
  };
  expect(await failure(runVerb(here.services, updatePatient, missing))).toBe("not_found");
  expect(await failure(runVerb(here.services, updatePatient, missing))).toBe("not_found");
});

test("a version that was overtaken is stale", async () => {
  const patient = await here.run(createPatient, { lastName: "Version" });
  await here.run(updatePatient, {
    id: patient.id,
    version: 1,
    changes: { email: "a@example.org" },
  });
  const late = here.run(updatePatient, {
    id: patient.id,
    version: 1,
    changes: { email: "b@example.org" },
  });
  expect(await failure(late)).toBe("stale");
  expect(await here.run(getPatient, { id: patient.id })).toMatchObject({
    email: "a@example.org",
    version: 2,
  });
});

test("another practice's id answers like an unknown one", async () => {
  const there = await here.another({ name: "Elsewhere" });
  const patient = await there.run(createPatient, { lastName: "Private" });
  const messages = await Promise.all(
    [patient.id, "pat_unknown"].map((id) =>
      here
        .run(getPatient, { id })
        .catch((error: unknown) => (error instanceof Error ? error.message.replace(id, "ID") : "")),
    ),
  );
  expect(messages[0]).toBe(messages[1]);
});

test("an audit event that cannot be written takes the effect back, and is no success", async () => {
  const { sql } = here.testDatabase.database;
  await sql`alter table audit_event add constraint planted check (action <> 'patient.create') not valid`;
  try {
    expect(await failure(here.run(createPatient, { lastName: "Unheard" }))).toBe("invalid");
  } finally {
    await sql`alter table audit_event drop constraint planted`;
  }
  expect(await sql`select id from patient where last_name = 'Unheard'`).toHaveLength(0);
});

test("a response that cannot be kept takes the effect back as well", async () => {
  const { sql } = here.testDatabase.database;
  await sql`alter table idempotency_key add constraint planted check (key <> 'key-9') not valid`;
  const call = { context: here.context(), input: { lastName: "Unkept" }, idempotencyKey: "key-9" };
  try {
    expect(await failure(runVerb(here.services, createPatient, call))).toBe("invalid");
  } finally {
    await sql`alter table idempotency_key drop constraint planted`;
  }
  expect(await sql`select id from patient where last_name = 'Unkept'`).toHaveLength(0);
});

describe("a reading", () => {
  const asked: string[] = [];
  const reading = defineReading({
    name: "test.read",
    permission: "patient.read",
    input: z.strictObject({ isOnDay: z.boolean() }),
    find: async ({ tx, input, today }) => {
      asked.push("before the practice is known");
      const day = input.isOnDay ? await today() : "any day";
      const [row] = await tx`select ${day}::text as day`;
      return String(row?.["day"]);
    },
    answer: ({ practice }, found) => ({ found, zone: practice.timeZone }),
  });

  test.each([
    { isOnDay: false, found: "any day" },
    { isOnDay: true, found: testInstant.slice(0, 10) },
  ])("is asked at once, and may wait for the day: $isOnDay", async ({ isOnDay, found }) => {
    asked.length = 0;
    expect(await here.run(reading, { isOnDay })).toMatchObject({ found });
    expect(asked).toHaveLength(1);
  });

  test("is done by another verb as well, in its transaction", async () => {
    const within = defineVerb({
      name: "test.read_within",
      permission: "patient.read",
      input: z.strictObject({}),
      run: (given) => reading.run({ ...given, input: { isOnDay: false } }),
    });
    expect(await here.run(within, {})).toMatchObject({ found: "any day" });
  });

  test("of a practice that there is not is not found, whatever was asked", async () => {
    const call = {
      context: here.context({ practiceId: "pra_unknown" }),
      input: { isOnDay: false },
    };
    expect(await failure(runVerb(here.services, reading, call))).toBe("not_found");
  });
});
