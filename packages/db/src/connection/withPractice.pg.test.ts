import { Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { insertPatientRow, insertPracticeRow } from "../testing/plainRows.ts";
import { asWorker, openDatabase, withPractice, type Transaction } from "../index.ts";

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
  for (const practiceId of ["pra_a", "pra_b"]) {
    await withPractice(own.database, { practiceId }, async (tx) => {
      await insertPracticeRow(tx, practiceId);
      await insertPatientRow(tx, practiceId, `pat_of_${practiceId}`);
      await tx`insert into work_due (practice_id, kind, due_at) values (${practiceId}, 'billing', '2026-01-01Z')`;
    });
  }
});
afterAll(() => own.drop());

const inA = <Result>(work: (tx: Transaction) => Promise<Result>) =>
  withPractice(own.database, { practiceId: "pra_a" }, work);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

describe("another practice's rows", () => {
  test("are not read, whatever the query says", async () => {
    const rows = await inA((tx) => tx`select id from patient where practice_id = 'pra_b' or true`);
    expect(rows.map((row) => row.id)).toEqual(["pat_of_pra_a"]);
  });

  test("are not changed", async () => {
    const changed = await inA(
      (tx) => tx`update patient set last_name = 'Stolen' where practice_id = 'pra_b'`,
    );
    expect(changed.count).toBe(0);
  });

  test("are not deleted", async () => {
    const deleted = await inA((tx) => tx`delete from patient where id = 'pat_of_pra_b'`);
    expect(deleted.count).toBe(0);
  });

  test("are not written", async () => {
    expect(await codeOf(inA((tx) => insertPatientRow(tx, "pra_b", "pat_planted")))).toBe("42501");
  });

  test("are not pointed at", async () => {
    const household = async (tx: Transaction) => {
      await tx`insert into household (practice_id, id, payer_patient_id, created_at, updated_at)
        values ('pra_a', 'hou_x', 'pat_of_pra_b', '2026-01-01Z', '2026-01-01Z')`;
    };
    expect(await codeOf(inA(household))).toBe("23503");
  });
});

test("without a practice there are no rows", async () => {
  const count = await own.database.sql.begin(async (tx) => {
    await tx`set local role rollbook_app`;
    const [row] = await tx`select count(*) as count from patient`;
    return Number(row?.count);
  });
  expect(count).toBe(0);
});

test("after a transaction its setting is gone, also on the same connection", async () => {
  const reserved = await own.database.sql.reserve();
  try {
    await reserved`begin`;
    await reserved`select set_config('role', 'rollbook_app', true), set_config('rollbook.practice_id', 'pra_a', true)`;
    expect(await reserved`select id from patient`).toHaveLength(1);
    await reserved`commit`;
    await reserved`begin`;
    await reserved`set local role rollbook_app`;
    expect(await reserved`select id from patient`).toHaveLength(0);
    await reserved`rollback`;
  } finally {
    reserved.release();
  }
});

describe("the worker", () => {
  test("reads the due work of every practice", async () => {
    const rows = await asWorker(
      own.database,
      (tx) => tx`select practice_id from work_due order by practice_id`,
    );
    expect(rows.map((row) => row.practice_id)).toEqual(["pra_a", "pra_b"]);
  });

  test.each(["patient", "practice", "invoice", "api_key", "audit_event", "membership"])(
    "does not read %s",
    async (table) => {
      expect(await codeOf(asWorker(own.database, (tx) => tx`select * from ${tx(table)}`))).toBe(
        "42501",
      );
    },
  );

  test("writes nothing", async () => {
    expect(await codeOf(asWorker(own.database, (tx) => tx`delete from work_due`))).toBe("42501");
  });
});

test("the application owns no table and cannot escape its policies", async () => {
  const [role] = await own.database.sql`
    select rolsuper, rolbypassrls, rolcanlogin, (select count(*) from pg_class where relowner = r.oid) as owned
    from pg_roles r where rolname = 'rollbook_app'`;
  expect(role).toMatchObject({
    rolsuper: false,
    rolbypassrls: false,
    rolcanlogin: false,
    owned: 0,
  });
});

test("the audit trail is only added to", async () => {
  expect(await codeOf(inA((tx) => tx`delete from audit_event`))).toBe("42501");
  expect(await codeOf(inA((tx) => tx`update audit_event set action = 'x'`))).toBe("42501");
});

test("money beyond the safe integers is refused, not rounded", async () => {
  await expect(own.database.sql`select 9007199254740993::bigint as amount`).rejects.toThrow(
    RangeError,
  );
});

test("dates are text, instants are ISO text", async () => {
  const [row] = await own.database
    .sql`select '2026-02-28'::date as day, '2026-02-28 12:00+02'::timestamptz as at`;
  expect(row).toEqual({ day: "2026-02-28", at: "2026-02-28T10:00:00.000Z" });
});

test("a transaction takes two trips: its beginning travels with its questions, its end with what is written last", async () => {
  const one = openDatabase({ url: own.url, maxConnections: 1 });
  const work = () =>
    withPractice(one, { practiceId: "pra_a" }, async (tx) => {
      const [patients, practices] = await Promise.all([
        tx`select id from patient`,
        tx`select practice_id from practice`,
      ]);
      tx`update practice set name = 'Again'`.catch(() => undefined);
      return [patients.length, practices.length];
    });
  const isToPostgres = (socket: unknown) =>
    socket instanceof Socket && socket.remotePort === Number(new URL(own.url).port);
  try {
    // Each statement is prepared the first time.
    await work();
    const write = vi.spyOn(Socket.prototype, "write");
    expect(await work()).toEqual([1, 1]);
    expect(write.mock.contexts.filter(isToPostgres)).toHaveLength(2);
  } finally {
    vi.restoreAllMocks();
    await one.close();
  }
});

test("the connection that dies fails its own transactions, and the next ones go well", async () => {
  const one = openDatabase({ url: own.url, maxConnections: 1 });
  const pid = () =>
    withPractice(one, { practiceId: "pra_a" }, async (tx) => {
      const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      return Number(row?.pid);
    });
  try {
    for (let round = 0; round < 6; round += 1) {
      const killed = await pid();
      await own.database.sql`select pg_terminate_backend(${killed}::int)`;
      await Promise.allSettled([pid(), pid()]);
      expect(await pid()).not.toBe(killed);
    }
  } finally {
    await one.close();
  }
});

test("where BEGIN is refused nothing after it is done on its own", async () => {
  const begun = own.database.sql.begin("isolation level nonsense", async (tx) => {
    await tx`select 1`;
    await tx`create table left_alone (id integer)`;
  });
  await expect(begun).rejects.toMatchObject({ code: "42601" });
  const [row] = await own.database.sql`select to_regclass('left_alone') as name`;
  expect(row).toEqual({ name: null });
});
