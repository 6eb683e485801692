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
let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
  await here(async (tx) => {
    await insertPracticeRow(tx, practiceId);
    await insertPatientRow(tx, practiceId, "pat_1");
    await insertPatientRow(tx, practiceId, "pat_2");
    await tx`update invoice_counter set last_number = 1`;
    await insertInvoiceRow(tx, { practiceId, id: "inv_1", number: 1 });
    await insertLineRow(tx, { practiceId, id: "lin_1", invoiceId: "inv_1" });
    await insertClaimRow(tx, {
      practiceId,
      lineId: "lin_1",
      patientId: "pat_1",
      days: "[2026-01-01,2026-01-31]",
    });
  });
});
afterAll(() => own.drop());

function here<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return withPractice(own.database, { practiceId }, work);
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

const claim =
  (days: string, changes: object = {}) =>
  (tx: Transaction) =>
    insertClaimRow(tx, { practiceId, lineId: "lin_1", patientId: "pat_1", days, ...changes });

describe("INV-9: a day of a patient is claimed once for a charge kind", () => {
  test.each([
    ["the same day again", "[2026-01-31,2026-01-31]"],
    ["a longer stretch around it", "[2025-12-01,2026-03-01]"],
    ["half of it", "[2026-01-15,2026-02-15]"],
  ])("%s is refused", async (_name, days) => {
    expect(await refusal(claim(days))).toBe("one_live_claim_a_day");
  });

  test.each([
    ["the day after", "[2026-02-01,2026-02-28]", {}],
    ["another patient", "[2026-01-01,2026-01-31]", { patientId: "pat_2" }],
    ["another charge kind", "[2026-01-02,2026-01-31]", { kind: "add_on" }],
    ["a claim that is not live", "[2026-01-15,2026-02-15]", { isLive: false }],
  ])("%s is taken", async (_name, days, changes) => {
    expect(await refusal(claim(days, changes))).toBe("nothing refused it");
  });

  test("a dead claim cannot be brought back", async () => {
    const revive = async (tx: Transaction) => {
      await claim("[2026-01-10,2026-01-12]", { isLive: false })(tx);
      await tx`update invoice_claim set is_live = true where not is_live`;
    };
    expect(await refusal(revive)).toBe("claims_stay");
  });
});

describe("INV-7: what is issued stands", () => {
  test.each([
    [
      "the total",
      "update invoice set total_minor = 1, net_minor = 1 where id = 'inv_1'",
      "issued_invoice_stays",
    ],
    [
      "the payer",
      "update invoice set payer_id = 'pat_2' where id = 'inv_1'",
      "issued_invoice_stays",
    ],
    ["the number", "update invoice set number = 7 where id = 'inv_1'", "issued_invoice_stays"],
    ["the invoice itself", "delete from invoice where id = 'inv_1'", "issued_invoice_stays"],
    [
      "a line's price",
      "update invoice_line set price_minor = 1 where id = 'lin_1'",
      "issued_line_stays",
    ],
    ["a line", "delete from invoice_line where id = 'lin_1'", "issued_line_stays"],
    [
      "voided without a day",
      "update invoice set status = 'voided' where id = 'inv_1'",
      "invoice_check3",
    ],
  ])("%s", async (_name, statement, constraint) => {
    const refused = await refusal((tx) => tx.unsafe(statement));
    expect(refused.replace(/check\d*$/, "check")).toBe(constraint.replace(/check\d*$/, "check"));
  });

  test("a line that does not add up to its invoice", async () => {
    const work = (tx: Transaction) =>
      insertLineRow(tx, { practiceId, id: "lin_2", invoiceId: "inv_1", totalMinor: 1 });
    expect(await refusal(work)).toMatch(/lines_add_up|invoice_line_position/);
  });
});

describe("INV-7: numbers have no gap", () => {
  const issue = (number: number, counter: number) => async (tx: Transaction) => {
    await tx`update invoice_counter set last_number = ${counter}`;
    await insertInvoiceRow(tx, { practiceId, id: "inv_n", number });
  };
  test("the next number is taken", async () => {
    expect(await refusal(issue(2, 2))).toBe("nothing refused it");
  });
  test("a number that leaves one out is refused", async () => {
    expect(await refusal(issue(3, 3))).toBe("invoice_numbers_without_gap");
  });
  test("a number that the counter does not know is refused", async () => {
    expect(await refusal(issue(2, 5))).toBe("invoice_numbers_without_gap");
  });
  test("a number that was given is refused", async () => {
    expect(await refusal(issue(1, 1))).toMatch(/invoice_number$|without_gap/);
  });
});

describe("other values that make no sense", () => {
  test.each([
    ["a currency that is none", "update practice set currency = 'dollars'"],
    ["a clock in a practice that is no test", "update practice set clock_instant = '2026-01-01Z'"],
    ["a patient of a household that is not", "update patient set household_id = 'hou_none'"],
    [
      "an empty claim",
      "insert into invoice_claim values ('pra_1', 'lin_1', 'pat_1', null, 'base', 'empty', true)",
    ],
    [
      "an endless claim",
      "insert into invoice_claim values ('pra_1', 'lin_1', 'pat_1', null, 'base', '[2027-01-01,)', true)",
    ],
  ])("%s", async (_name, statement) => {
    expect(await refusal((tx) => tx.unsafe(statement))).not.toBe("nothing refused it");
  });
});
