import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withPractice, type Transaction } from "../index.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import {
  insertClaimRow,
  insertInvoiceRow,
  insertLineRow,
  insertPatientRow,
  insertPracticeRow,
} from "../testing/plainRows.ts";

const practiceId = "pra_1";
const at = "2026-01-01T00:00:00Z";
let own: TestDatabase;

/** Invoices of 100.00: inv_1 has 60.00 of pay_1, inv_2 is open, inv_3 is voided; pay_2 is somebody else's. */
beforeAll(async () => {
  own = await createTestDatabase();
  await here(async (tx) => {
    await insertPracticeRow(tx, practiceId);
    await insertPatientRow(tx, practiceId, "pat_1");
    await insertPatientRow(tx, practiceId, "pat_2");
    for (const number of [1, 2, 3]) {
      await tx`update invoice_counter set last_number = ${number}`;
      await insertInvoiceRow(tx, { practiceId, id: `inv_${number}`, number });
      await insertLineRow(tx, { practiceId, id: `lin_${number}`, invoiceId: `inv_${number}` });
    }
    await insertClaimRow(tx, {
      practiceId,
      lineId: "lin_1",
      patientId: "pat_1",
      days: "[2026-01-01,2026-01-31]",
    });
    await pay(tx, { id: "pay_1", payerId: "pat_1" });
    await pay(tx, { id: "pay_2", payerId: "pat_2" });
    await pay(tx, { id: "pay_3", payerId: "pat_1", currency: "EUR" });
    await allocate(tx, { id: "all_1" });
    await tx`update invoice set status = 'voided', voided_on = '2026-01-02' where id = 'inv_3'`;
  });
});
afterAll(() => own.drop());

function here<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return withPractice(own.database, { practiceId }, work);
}

function pay(tx: Transaction, payment: { id: string; payerId: string; currency?: string }) {
  const { id, payerId, currency = "USD" } = payment;
  return tx`
    insert into payment (practice_id, id, kind, payer_kind, payer_id, currency, amount_minor, received_on, method,
      created_at, created_by)
    values (${practiceId}, ${id}, 'received', 'patient', ${payerId}, ${currency}, 10000, '2026-01-10', 'card', ${at}, 'x')`;
}

interface Allocation {
  readonly id: string;
  readonly payment?: string;
  readonly invoice?: string;
  readonly on?: string;
  readonly minor?: number;
  readonly reverses?: string | null;
}

function allocate(tx: Transaction, allocation: Allocation) {
  const { id, payment = "pay_1", invoice = "inv_1", on = "2026-01-20" } = allocation;
  const { minor = 6000, reverses = null } = allocation;
  return tx`
    insert into payment_allocation (practice_id, id, payment_id, invoice_id, on_day, amount_minor, reverses, created_at,
      created_by)
    values (${practiceId}, ${id}, ${payment}, ${invoice}, ${on}, ${minor}, ${reverses}, ${at}, 'x')`;
}

/** The constraint that refused, as the application's role, at once or at the end of the transaction. */
async function refusal(work: (tx: Transaction) => Promise<unknown>): Promise<string> {
  const error = await here(async (tx) => {
    await work(tx);
    await tx`set constraints all immediate`;
    throw new Error("nothing refused it");
  }).catch(
    (thrown: unknown) => thrown as { constraint_name?: string; code?: string; message: string },
  );
  return error.constraint_name ?? error.code ?? error.message;
}

const sql = (statement: string) => refusal((tx) => tx.unsafe(statement));

describe("PAY-3: money is spent once, whoever writes", () => {
  test.each([
    ["what is used", "update payment set used_minor = 0 where id = 'pay_1'"],
    ["what is paid", "update invoice set paid_minor = 0 where id = 'inv_1'"],
  ])("PAY-3: %s follows from allocations and is not written", async (_name, statement) => {
    expect(await sql(statement)).toBe("sums_by_rows");
  });

  test.each([
    ["another payer's payment", { payment: "pay_2" }],
    ["a payment in another currency", { payment: "pay_3" }],
    ["a day before the payment", { on: "2026-01-09" }],
    ["a voided invoice", { invoice: "inv_3" }],
    ["a counter-entry of another amount", { minor: -1, reverses: "all_1" }],
    ["a counter-entry on another invoice", { minor: -6000, invoice: "inv_2", reverses: "all_1" }],
    ["a counter-entry before its day", { minor: -6000, on: "2026-01-19", reverses: "all_1" }],
  ])("PAY-3: %s is refused", async (_name, changes) => {
    const work = (tx: Transaction) => allocate(tx, { id: "all_x", minor: 100, ...changes });
    expect(await refusal(work)).toMatch(/within_payment_and_invoice|invoice_not_overpaid/);
  });

  test("PAY-6: the one that takes back the whole is taken", async () => {
    const back = (tx: Transaction) =>
      allocate(tx, { id: "all_b", minor: -6000, reverses: "all_1" });
    expect(await refusal(back)).toBe("nothing refused it");
  });

  test("PAY-7: money does not go back before it came", async () => {
    expect(
      await sql(`insert into payment_counter_entry values
        ('pra_1', 'cen_1', 'refund', 'pay_2', '2026-01-09', 100, 'x', '${at}', 'x')`),
    ).toBe("within_payment_and_invoice");
  });
});

describe("INV-6: a void stands, and frees its days", () => {
  test.each([
    ["void_is_final", "update invoice set status = 'issued', voided_on = null where id = 'inv_3'"],
    ["void_is_final", "update invoice set voided_on = '2026-02-01' where id = 'inv_3'"],
    [
      "void_is_unpaid",
      "update invoice set status = 'voided', voided_on = '2026-01-30' where id = 'inv_1'",
    ],
  ])("INV-6: %s", async (constraint, statement) => {
    expect(await sql(statement)).toBe(constraint);
  });

  test("INV-6: its claims end with it", async () => {
    const work = async (tx: Transaction) => {
      await insertClaimRow(tx, {
        practiceId,
        lineId: "lin_2",
        patientId: "pat_2",
        days: "[2026-03-01,2026-03-31]",
      });
      await tx`update invoice set status = 'voided', voided_on = '2026-01-30' where id = 'inv_2'`;
    };
    expect(await refusal(work)).toBe("void_frees_its_days");
  });
});

describe("INV-9: billed days stay claimed until they are credited or voided", () => {
  test.each([
    ["deleted", "delete from invoice_claim"],
    ["moved", "update invoice_claim set days = '[2027-01-01,2027-02-01)'"],
    ["given to another", "update invoice_claim set patient_id = 'pat_2'"],
    ["ended without a reason", "update invoice_claim set is_live = false"],
  ])("INV-9: a claim is not %s", async (_name, statement) => {
    expect(await sql(statement)).toBe("claims_stay");
  });

  test("INV-9: a membership's line claims its days", async () => {
    const work = async (tx: Transaction) => {
      await insertMembershipRow(tx);
      await tx`update invoice_counter set last_number = 4`;
      await insertInvoiceRow(tx, { practiceId, id: "inv_4", number: 4 });
      await tx`
        insert into invoice_line (practice_id, id, invoice_id, position, membership_id, charge_kind, description,
          period_start, period_end, price_minor, net_minor, tax_minor, total_minor)
        values (${practiceId}, 'lin_4', 'inv_4', 1, 'mem_1', 'base', 'Gold', '2026-02-01', '2026-02-28', 10000, 10000, 0,
          10000)`;
    };
    expect(await refusal(work)).toBe("lines_claim_their_days");
  });
});

async function insertMembershipRow(tx: Transaction): Promise<void> {
  await tx`
    insert into plan (practice_id, id, type, name, currency, audience, billing, pricing, created_at, updated_at)
    values (${practiceId}, 'pln_1', 'membership', 'Gold', 'USD', 'retail', 'advance', '{}', ${at}, ${at})`;
  const terms = [{ planId: "pln_1", payer: { kind: "patient", id: "pat_1" } }];
  await tx`
    insert into membership (practice_id, id, patient_id, attached_on, care_from, bill_from, terms, created_at, updated_at)
    values (${practiceId}, 'mem_1', 'pat_1', '2026-01-01', '2026-01-01', '2026-01-01', ${tx.json(terms)}, ${at}, ${at})`;
}

describe("INV-7: what is issued is whole and stays", () => {
  test("INV-7: an invoice without its lines", async () => {
    const work = async (tx: Transaction) => {
      await tx`update invoice_counter set last_number = 4`;
      await insertInvoiceRow(tx, { practiceId, id: "inv_4", number: 4 });
    };
    expect(await refusal(work)).toBe("lines_add_up");
  });

  test("INV-7: a line moved to it from a draft", async () => {
    const work = async (tx: Transaction) => {
      await tx`
        insert into invoice (practice_id, id, kind, status, payer_kind, payer_id, currency, net_minor, tax_minor,
          total_minor, created_at, updated_at)
        values (${practiceId}, 'inv_d', 'manual', 'draft', 'patient', 'pat_1', 'USD', 500, 0, 500, ${at}, ${at})`;
      await insertLineRow(tx, { practiceId, id: "lin_d", invoiceId: "inv_d", totalMinor: 500 });
      await tx`update invoice_line set invoice_id = 'inv_2', position = 2 where id = 'lin_d'`;
    };
    expect(await refusal(work)).toBe("issued_line_stays");
  });

  test.each([
    ["credits_add_up", "update invoice set credited_minor = 5000 where id = 'inv_2'"],
    ["opening_stays", "update invoice set is_opening = true where id = 'inv_2'"],
    ["currency_stays", "update practice set currency = 'EUR'"],
    [
      "entry_by_its_act",
      `insert into ledger_entry (practice_id, on_day, act, source_id, reference, payer_kind, payer_id, currency, accounts,
        amounts_minor, posted_at) values ('pra_1', '2026-01-10', 'payment_received', 'made_up', 'x', 'patient', 'pat_1',
        'USD', array['assets:cash', 'liabilities:unallocated'], array[5, -5], '${at}')`,
    ],
  ])("INV-7: %s", async (constraint, statement) => {
    expect(await sql(statement)).toBe(constraint);
  });
});
