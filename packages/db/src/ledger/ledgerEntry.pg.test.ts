import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withPractice, type Transaction } from "../index.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { insertInvoiceRow, insertLineRow, insertPracticeRow } from "../testing/plainRows.ts";

const practiceId = "pra_1";
let own: TestDatabase;

beforeAll(async () => {
  own = await createTestDatabase();
  await here(async (tx) => {
    await insertPracticeRow(tx, practiceId);
    await tx`update invoice_counter set last_number = 1`;
    await insertInvoiceRow(tx, { practiceId, id: "inv_1", number: 1 });
    await insertLineRow(tx, { practiceId, id: "lin_1", invoiceId: "inv_1" });
    await insertPaymentRow(tx, { id: "pay_1", on: "2026-01-10" });
  });
});
afterAll(() => own.drop());

function here<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return withPractice(own.database, { practiceId }, work);
}

async function insertPaymentRow(tx: Transaction, { id, on }: { id: string; on: string }) {
  await tx`
    insert into payment (practice_id, id, kind, payer_kind, payer_id, currency, amount_minor, received_on, method,
      created_at, created_by)
    values (${practiceId}, ${id}, 'received', 'patient', 'pat_1', 'USD', 100000, ${on}, 'card', '2026-01-10', 'x')`;
}

function insertAllocationRow(tx: Transaction, { id, minor }: { id: string; minor: number }) {
  return tx`
    insert into payment_allocation (practice_id, id, payment_id, invoice_id, on_day, amount_minor, created_at, created_by)
    values (${practiceId}, ${id}, 'pay_1', 'inv_1', '2026-01-20', ${minor}, '2026-01-20', 'x')`;
}

/** As the owner: the application writes no entry by hand. */
async function insertEntry(
  tx: Transaction,
  { accounts, amounts, on = "2026-01-10" }: { accounts: string[]; amounts: number[]; on?: string },
) {
  await tx`reset role`;
  await tx`
    insert into ledger_entry (practice_id, on_day, act, source_id, reference, payer_kind, payer_id, currency, accounts,
      amounts_minor, posted_at)
    values (${practiceId}, ${on}, 'payment_received', 'made_up', 'x', 'patient', 'pat_1', 'USD', ${accounts},
      ${amounts}, '2026-01-10')`;
  await tx`set local role rollbook_app`;
}

/** The constraint or the code that refused, as the application's role. */
async function refusal(work: (tx: Transaction) => Promise<unknown>): Promise<string> {
  const error = await here(async (tx) => {
    await work(tx);
    throw new Error("nothing refused it");
  }).catch(
    (thrown: unknown) => thrown as { constraint_name?: string; code?: string; message: string },
  );
  return error.constraint_name ?? error.code ?? error.message;
}

const accounts = ["assets:cash", "liabilities:unallocated"];

describe("LED-1: an entry balances, whoever writes it", () => {
  test.each([
    ["amounts that do not sum to nothing", accounts, [100, -99], "ledger_entry_balances"],
    ["one posting alone", ["assets:cash"], [0], "ledger_entry_has_postings"],
    ["more amounts than accounts", accounts, [100, -50, -50], "ledger_entry_has_postings"],
  ])("%s is refused", async (_name, names, amounts, constraint) => {
    const refused = await refusal((tx) => insertEntry(tx, { accounts: names, amounts }));
    expect(refused).toBe(constraint);
  });

  test("a balanced one is taken, and stays: it is never changed or deleted", async () => {
    expect(await refusal((tx) => insertEntry(tx, { accounts, amounts: [100, -100] }))).toBe(
      "nothing refused it",
    );
    expect(await refusal((tx) => tx`update ledger_entry set on_day = '2026-01-11'`)).toBe("42501");
    expect(await refusal((tx) => tx`delete from ledger_entry`)).toBe("42501");
  });

  test("no act is without its entry, also written by hand", async () => {
    const rows = await here(
      (tx) => tx<{ act: string; source: string }[]>`
      select act, source_id as source from ledger_entry order by sequence`,
    );
    expect(rows).toEqual([
      { act: "invoice_issued", source: "inv_1" },
      { act: "payment_received", source: "pay_1" },
    ]);
  });
});

describe("PAY-3: no more is allocated than there is, whoever writes at once", () => {
  test("of several that together take too much of an invoice, some are refused and the sums hold", async () => {
    const [before] = await here(
      (tx) => tx<{ total: number }[]>`select total_minor as total from invoice`,
    );
    const total = before?.total ?? 0;
    const part = Math.ceil(total / 3);
    const tries = Array.from({ length: 6 }, (_, index) =>
      here((tx) => insertAllocationRow(tx, { id: `all_${index}`, minor: part })).then(
        () => "done",
        (error: { constraint_name?: string }) => error.constraint_name,
      ),
    );
    const outcomes = await Promise.all(tries);
    const done = outcomes.filter((outcome) => outcome === "done").length;
    expect(done).toBe(Math.floor(total / part));
    expect(new Set(outcomes)).toEqual(new Set(["done", "invoice_not_overpaid"]));
    const [after] = await here(
      (tx) => tx<{ paid: number; used: number; posted: number }[]>`
      select i.paid_minor as paid, (select used_minor from payment) as used,
        (select sum(amounts_minor[2])::bigint from ledger_entry where act = 'payment_allocated') as posted
      from invoice i`,
    );
    expect(after).toEqual({ paid: done * part, used: done * part, posted: done * part });
  });
});

describe("PAY-9: a locked month takes no entry", () => {
  test("dated inside it is refused", async () => {
    const refused = await refusal(async (tx) => {
      await tx`insert into locked_month values (${practiceId}, '2026-02', '2026-03-01', 'x')`;
      await insertEntry(tx, { accounts, amounts: [100, -100], on: "2026-02-03" });
    });
    expect(refused).toBe("month_is_locked");
  });

  test("who locks a month waits for who is posting in it, and nothing slips in", async () => {
    const posted = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const posting = here(async (tx) => {
      await insertPaymentRow(tx, { id: "pay_march", on: "2026-03-31" });
      posted.resolve();
      await mayCommit.promise;
    });
    await posted.promise;
    const order: string[] = [];
    const locking = here(
      (tx) => tx`insert into locked_month values (${practiceId}, '2026-03', '2026-04-01', 'x')`,
    ).then(() => order.push("locked"));
    const [waiting] = await here(async (tx) => {
      let rows: { count: number }[] = [];
      while ((rows[0]?.count ?? 0) === 0)
        rows =
          await tx`select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted`;
      return rows;
    });
    expect(waiting?.count).toBe(1);
    order.push("posted");
    mayCommit.resolve();
    await posting;
    await locking;
    expect(order).toEqual(["posted", "locked"]);
    expect(await refusal((tx) => insertPaymentRow(tx, { id: "pay_late", on: "2026-03-30" }))).toBe(
      "month_is_locked",
    );
  });
});

test("LED-4: voiding takes back all that was posted, in the first open month", async () => {
  await here(async (tx) => {
    await tx`update invoice_counter set last_number = 2`;
    await insertInvoiceRow(tx, { practiceId, id: "inv_2", number: 2 });
    await insertLineRow(tx, { practiceId, id: "lin_2", invoiceId: "inv_2" });
    await tx`insert into locked_month values (${practiceId}, '2026-05', '2026-06-01', 'x')`;
    await tx`update invoice set status = 'voided', voided_on = '2026-05-05' where id = 'inv_2'`;
  });
  const rows = await here(
    (tx) => tx<{ account: string; minor: number }[]>`
    select account, sum(amount)::bigint as minor
    from ledger_entry cross join lateral unnest(accounts, amounts_minor) u (account, amount)
    where source_id = 'inv_2' group by 1`,
  );
  expect(rows.every(({ minor }) => minor === 0)).toBe(true);
  const [voided] = await here(
    (tx) => tx<{ on: string }[]>`
    select on_day as on from ledger_entry where act = 'invoice_voided'`,
  );
  expect(voided).toEqual({ on: "2026-06-01" });
});
