import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withPractice, type Transaction } from "@rollbook/db";
import { findWorkDue } from "@rollbook/db/workDue";
import { createPatient, listPatients } from "../patient/index.ts";
import { startTestPractice, type TestPractice } from "../testing/index.ts";
import { sealAudit, verifyAudit, type AuditProof } from "./index.ts";

let here: TestPractice;
let practiceId: string;
beforeAll(async () => {
  here = await startTestPractice();
});
afterAll(() => here.testDatabase.drop());

const seal = (limit?: number) =>
  sealAudit(here.services, { practiceId, ...(limit === undefined ? {} : { limit }) });

/** Somebody with every right in the database, past every guard. */
async function tamper(work: (tx: Transaction) => Promise<unknown>): Promise<void> {
  await here.testDatabase.database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await work(tx as Transaction);
  });
}

describe("a chain of four seals over four events each", () => {
  let there: TestPractice;
  let kept: NonNullable<AuditProof["head"]>;
  beforeEach(async () => {
    there = await here.another({ name: "Chained" });
    practiceId = there.practice.practiceId;
    await there.run(createPatient, { lastName: "First" });
    await seal();
    for (let batch = 0; batch < 3; batch += 1) {
      for (const lastName of ["A", "B", "C", "D"]) await there.run(createPatient, { lastName });
      await seal();
    }
    const proof = await there.run(verifyAudit, {});
    if (proof.head === null) throw new RangeError("nothing was sealed");
    kept = proof.head;
    await seal();
  });
  const found = async (input = {}) =>
    (await there.run(verifyAudit, input)).findings.map(({ kind, sequence }) => ({
      kind,
      sequence,
    }));
  const eventOf = (tx: Transaction, seal: number, nth: number) =>
    tx`select id from audit_event where practice_id = ${practiceId} and seal = ${seal} order by id offset ${nth} limit 1`;

  test("is proved, with what was done since its last seal beside it", async () => {
    const proof = await there.run(verifyAudit, { kept });
    expect(proof).toMatchObject({ isIntact: true, sealCount: 5, findings: [] });
    expect(proof.unsealedCount).toBe(0);
    await there.run(listPatients, {});
    expect((await there.run(verifyAudit, {})).unsealedCount).toBe(2);
  });

  const changes: { name: string; assignment: string }[] = [
    { name: "who", assignment: "actor_id = 'nobody'" },
    { name: "what", assignment: "action = 'patient.read'" },
    { name: "when, by a microsecond", assignment: "at = at + interval '1 microsecond'" },
    { name: "of whom", assignment: "entity_id = null" },
    { name: "which request", assignment: "request_id = 'req_0'" },
    { name: "a digit far down in its detail", assignment: `detail = '{"n": 9007199254740993}'` },
  ];
  test.each(changes)("a changed event is found: $name", async ({ assignment }) => {
    await tamper(async (tx) => {
      const [event] = await eventOf(tx, 3, 1);
      await tx.unsafe(`update audit_event set ${assignment} where id = '${event?.id}'`);
    });
    expect(await found()).toEqual([{ kind: "event_changed", sequence: 3 }]);
  });

  test("a removed event is found", async () => {
    await tamper(async (tx) => {
      const [event] = await eventOf(tx, 2, 0);
      await tx`delete from audit_event where id = ${event?.id}`;
    });
    expect(await found()).toEqual([{ kind: "event_removed", sequence: 2 }]);
  });

  test("an inserted event is found", async () => {
    await tamper(
      (
        tx,
      ) => tx`insert into audit_event (practice_id, id, at, actor_kind, actor_id, action, request_id, seal)
        values (${practiceId}, 'evt_planted', '2026-01-01Z', 'user', 'usr_1', 'patient.get', 'req_1', 2)`,
    );
    expect(await found()).toEqual([{ kind: "event_added", sequence: 2 }]);
  });

  test("two events that changed places are found, within a seal and across seals", async () => {
    await tamper(async (tx) => {
      const [one] = await eventOf(tx, 2, 0);
      const [other] = await eventOf(tx, 2, 1);
      await tx`update audit_event set id = id || '_' where id in (${one?.id}, ${other?.id})`;
      await tx`update audit_event set id = ${other?.id} where id = ${`${one?.id}_`}`;
      await tx`update audit_event set id = ${one?.id} where id = ${`${other?.id}_`}`;
      const [third] = await eventOf(tx, 3, 0);
      const [fourth] = await eventOf(tx, 4, 0);
      await tx`update audit_event set seal = 7 - seal where id in (${third?.id}, ${fourth?.id})`;
    });
    expect(await found()).toEqual([
      { kind: "event_changed", sequence: 2 },
      { kind: "event_changed", sequence: 3 },
      { kind: "event_changed", sequence: 4 },
    ]);
  });

  test("two seals that changed places, one that is gone, one that was set anew are found", async () => {
    const seals = (tx: Transaction, statement: string) => tx.unsafe(statement);
    const own = () => `practice_id = '${practiceId}'`;
    await tamper(async (tx) => {
      for (const [from, to] of [
        [4, 99],
        [5, 4],
        [99, 5],
      ])
        await seals(
          tx,
          `update audit_seal set sequence = ${to} where ${own()} and sequence = ${from}`,
        );
    });
    expect((await found()).map(({ sequence }) => sequence)).toEqual(expect.arrayContaining([4, 5]));
    await tamper((tx) => seals(tx, `delete from audit_seal where ${own()} and sequence = 2`));
    expect(await found()).toContainEqual({ kind: "seal_missing", sequence: 3 });
    await tamper((tx) =>
      seals(tx, `update audit_seal set hash = repeat('0', 64) where ${own()} and sequence = 1`),
    );
    expect(await found()).toContainEqual({ kind: "event_changed", sequence: 1 });
  });

  const cut = (tx: Transaction) => tx`
    with gone as (delete from audit_seal where practice_id = ${practiceId} and sequence > 3 returning sequence)
    delete from audit_event where practice_id = ${practiceId} and seal in (select sequence from gone)`;

  test("a tail that was cut off is found", async () => {
    await tamper(cut);
    expect(await found()).toEqual([{ kind: "tail_missing", sequence: 4 }]);
  });

  test("also where the head was put back, by whoever kept an earlier head", async () => {
    await tamper(async (tx) => {
      await cut(tx);
      await tx`update audit_head h set sequence = s.sequence, hash = s.hash from audit_seal s
        where h.practice_id = ${practiceId} and s.practice_id = ${practiceId} and s.sequence = 3`;
    });
    expect(await found()).toEqual([]);
    expect(await found({ kept })).toEqual([{ kind: "kept_seal_differs", sequence: kept.sequence }]);
  });

  test("a chain that was made anew from its start is found by whoever kept a head", async () => {
    await tamper(async (tx) => {
      await tx`delete from audit_seal where practice_id = ${practiceId}`;
      await tx`delete from audit_head where practice_id = ${practiceId}`;
      await tx`update audit_event set seal = null, actor_id = 'nobody' where practice_id = ${practiceId}`;
    });
    for (let batch = 0; batch < 6; batch += 1) await seal(3);
    expect(await found()).toEqual([]);
    expect(await found({ kept })).toEqual([{ kind: "kept_seal_differs", sequence: kept.sequence }]);
  });
});

describe("the database itself refuses", () => {
  beforeEach(async () => {
    practiceId = here.practice.practiceId;
    await here.run(createPatient, { lastName: "Guarded" });
    await seal();
    await here.run(createPatient, { lastName: "Unsealed" });
  });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (error: { code?: string }) => error.code,
    );
  const asApp = (statement: string) =>
    codeOf(
      withPractice(
        here.testDatabase.database,
        here.practice,
        (tx) => tx.unsafe(statement) as Promise<unknown>,
      ),
    );
  const asSuperuser = (statement: string) =>
    codeOf(here.testDatabase.database.sql.unsafe(statement) as Promise<unknown>);

  test.each([
    "update audit_event set action = 'x'",
    "update audit_event set seal = 99 where seal is not null",
    "update audit_event set seal = null where seal is not null",
    "delete from audit_event",
    "truncate audit_event",
    "update audit_seal set hash = repeat('0', 64)",
    "delete from audit_seal",
    "truncate audit_seal",
    "update audit_head set sequence = 1",
    "delete from audit_head",
    "alter table audit_event disable trigger all",
    "set session_replication_role = replica",
  ])("the application: %s", async (statement) => {
    expect(await asApp(statement)).toBe("42501");
  });

  test.each([
    "update audit_event set action = 'x'",
    "update audit_event set seal = 99, action = 'x' where seal is null",
    "delete from audit_event",
    "truncate audit_event",
    "update audit_seal set hash = repeat('0', 64)",
    "delete from audit_seal",
    "truncate audit_seal",
    "delete from audit_head",
    "truncate audit_head",
  ])("a superuser by mistake: %s", async (statement) => {
    expect(await asSuperuser(statement)).toBe("42501");
  });

  test.each([
    { name: "a gap", values: "99, ''" },
    { name: "another start", values: "1, ''" },
    { name: "another hash before it", values: `(select sequence + 1 from audit_head), 'x'` },
  ])("a seal that does not follow: $name", async ({ values }) => {
    const statement = `insert into audit_seal (practice_id, sequence, previous_hash, hash, event_count, sealed_at)
      select '${practiceId}', ${values}, repeat('0', 64), 1, '2026-01-01Z'`;
    expect(["23514", "23505"]).toContain(await asApp(statement));
  });
});

test("a practice is due from its first event until a look finds nothing", async () => {
  practiceId = here.practice.practiceId;
  const isDue = async () => {
    const due = await findWorkDue(here.testDatabase.database, { kind: "audit", by: "2999-01-01Z" });
    return due.some((work) => work.practiceId === practiceId);
  };
  await seal();
  await seal();
  expect(await isDue()).toBe(false);
  await here.run(createPatient, { lastName: "Due" });
  expect(await isDue()).toBe(true);
  expect(await seal()).toBe(1);
  expect(await isDue()).toBe(true);
  await seal();
  expect(await isDue()).toBe(false);
});

test("an event that commits while a look finds nothing keeps the practice due", async () => {
  practiceId = here.practice.practiceId;
  await seal();
  await seal();
  const { sql } = here.testDatabase.database;
  const open = await sql.reserve();
  await open`begin`;
  await open`insert into audit_event (practice_id, id, at, actor_kind, actor_id, action, request_id)
    values (${practiceId}, 'evt_slow', '2026-01-01Z', 'user', 'usr_1', 'patient.get', 'req_1')`;
  expect(await seal()).toBe(0);
  await open`commit`;
  open.release();
  const due = await findWorkDue(here.testDatabase.database, { kind: "audit", by: "2999-01-01Z" });
  expect(due.map((work) => work.practiceId)).toContain(practiceId);
  expect(await seal()).toBe(1);
});

test("many seal at once, and every event gets one seal", async () => {
  const there = await here.another({ name: "Busy" });
  practiceId = there.practice.practiceId;
  const working = Array.from({ length: 40 }, (_, index) =>
    index % 4 === 0 ? seal(5) : there.run(createPatient, { lastName: String(index) }),
  );
  await Promise.all(working);
  await seal(7);
  const proof = await there.run(verifyAudit, {});
  expect(proof).toMatchObject({ isIntact: true, unsealedCount: 0 });
});
