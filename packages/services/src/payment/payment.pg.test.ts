import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { receiveProcessorPayment } from "../processorPayment/index.ts";
import {
  createManualInvoice,
  getInvoice,
  listInvoices,
  markInvoiceBadDebt,
} from "../invoice/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  refusalOf,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import {
  allocatePayment,
  autoAllocatePayments,
  correctPayment,
  deallocatePayment,
  getPayment,
  listPayments,
  lockMonth,
  openBalance,
  paymentStatement,
  recordPayment,
  refundPayment,
  unallocatedMoney,
  unlockMonth,
} from "./index.ts";

let root: TestPractice;
let here: TestPractice;
let payer: { kind: "patient"; id: string };
let invoiceId: string;
let count = 0;

beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

const on = (text: string) => root.setInstant(`${text}T15:00:00Z`);

beforeEach(async () => {
  count += 1;
  on("2026-05-20");
  here = await root.another({ name: `Practice ${count}` });
  const member = await addMember(here, {
    planId: await addPlan(here),
    statedStart: day("2026-06-01"),
  });
  await acceptFirstCharges(here);
  payer = { kind: "patient", id: member.patientId };
  on("2026-06-01");
  await here.run(runBilling, {});
  const { data } = await here.run(listInvoices, {});
  const [invoice] = data;
  if (invoice === undefined) throw new Error("nothing was issued");
  invoiceId = invoice.id;
});

const record = (amountMinor = 10_000) =>
  here.run(recordPayment, { payer, amountMinor, method: "check" });
const invoice = () => here.run(getInvoice, { id: invoiceId });

describe("PAY-1: money comes from somebody the practice knows", () => {
  const nobody = { kind: "patient", id: "pat_nobody" } as const;
  const noEmployer = { kind: "employer", id: "emp_nobody" } as const;

  test.each([nobody, noEmployer])("PAY-1: $id is refused", async (unknown) => {
    const money = { payer: unknown, amountMinor: 100 };
    const wanted = { code: "not_found", message: `There is no ${unknown.kind} ${unknown.id}.` };
    expect(await refusalOf(here.run(recordPayment, { ...money, method: "cash" }))).toMatchObject(
      wanted,
    );
    expect(await refusalOf(here.run(openBalance, money))).toMatchObject(wanted);
    const planId = await addPlan(here, { name: "Silver" });
    const attach = { planId, patientId: payer.id, statedStart: day("2026-06-01"), payer: unknown };
    expect(await refusalOf(addMember(here, attach))).toMatchObject(wanted);
    const lines = [{ productId: planId, patientId: payer.id, priceMinor: 100 }];
    expect(await refusalOf(here.run(createManualInvoice, { payer: unknown, lines }))).toMatchObject(
      wanted,
    );
  });

  test("MONEY-1: an amount with digits too many is refused with the most that one payment may be", async () => {
    const amountMinor = Number.MAX_SAFE_INTEGER;
    expect(await refusalOf(record(amountMinor))).toMatchObject({ rule: "MONEY-1" });
    expect(await refusalOf(here.run(openBalance, { payer, amountMinor }))).toMatchObject({
      rule: "MONEY-1",
    });
  });
});

describe("recording and allocating", () => {
  test("a payment pays nothing until it is allocated, then the invoice is paid", async () => {
    const payment = await record();
    expect(await invoice()).toMatchObject({ status: "issued", openMinor: 10_000 });
    await here.run(allocatePayment, { paymentId: payment.id, invoiceId });
    expect(await invoice()).toMatchObject({ status: "paid", paidMinor: 10_000, openMinor: 0 });
    expect(await here.run(getPayment, { id: payment.id })).toMatchObject({ unallocatedMinor: 0 });
  });

  test("part of a payment leaves the invoice partially paid; taken back, it is open again", async () => {
    const payment = await record();
    const { allocations } = await here.run(allocatePayment, {
      paymentId: payment.id,
      invoiceId,
      amountMinor: 4_000,
    });
    expect(await invoice()).toMatchObject({ status: "partially_paid", openMinor: 6_000 });
    const [allocation] = allocations;
    await here.run(deallocatePayment, { allocationId: allocation?.id ?? "" });
    expect(await invoice()).toMatchObject({ status: "issued", openMinor: 10_000 });
    expect(await here.run(listPayments, { isUnallocated: true })).toMatchObject({
      data: [{ id: payment.id }],
    });
  });

  test("auto-allocation shows its plan first and then does the same", async () => {
    await record(4_000);
    await record(9_000);
    const dry = await here.run(autoAllocatePayments, { isDryRun: true });
    expect(await invoice()).toMatchObject({ status: "issued" });
    const done = await here.run(autoAllocatePayments, {});
    const amounts = (of: typeof dry) =>
      of.allocations.map(({ amountMinor }) => amountMinor).toSorted((a, b) => a - b);
    expect(amounts(dry)).toEqual(amounts(done));
    expect(done.leftOver).toMatchObject([{ amountMinor: 3_000 }]);
    expect(await invoice()).toMatchObject({ status: "paid" });
    expect(await here.run(unallocatedMoney, {})).toMatchObject({ byCurrency: { USD: 3_000 } });
  });

  test("more than there is is refused with what is possible", async () => {
    const payment = await record(500);
    const refusal = await refusalOf(
      here.run(allocatePayment, { paymentId: payment.id, invoiceId, amountMinor: 501 }),
    );
    expect(refusal).toMatchObject({ code: "refused", rule: "PAY-3", allowed: ["5.00"] });
  });

  test("two at once cannot spend the same money", async () => {
    const payment = await record();
    const outcomes = await Promise.all(
      [1, 2, 3].map(() =>
        refusalOf(
          here.run(allocatePayment, { paymentId: payment.id, invoiceId, amountMinor: 10_000 }),
        ),
      ),
    );
    const refusedOnes = outcomes.filter(
      (outcome) => (outcome as { code?: string }).code === "refused",
    );
    expect(refusedOnes).toHaveLength(2);
    expect(await invoice()).toMatchObject({ paidMinor: 10_000 });
  });

  test("the database refuses overspending whoever writes to it", async () => {
    const payment = await record(1_000);
    const { sql } = here.testDatabase.database;
    const insert = (amount: number, id: string) => sql`
      insert into payment_allocation (practice_id, id, payment_id, invoice_id, on_day, amount_minor, created_at, created_by)
      values (${here.practice.practiceId}, ${id}, ${payment.id}, ${invoiceId}, '2026-06-01', ${amount}, '2026-06-01', 'x')`;
    await expect(insert(1_001, "all_a")).rejects.toThrow("payment_not_overspent");
    await expect(insert(1_000, "all_b")).resolves.toBeDefined();
    const big = await record(20_000);
    await expect(
      sql`insert into payment_allocation (practice_id, id, payment_id, invoice_id, on_day, amount_minor, created_at, created_by)
        values (${here.practice.practiceId}, 'all_c', ${big.id}, ${invoiceId}, '2026-06-01', 9001, '2026-06-01', 'x')`,
    ).rejects.toThrow("invoice_not_overpaid");
  });

  test("another practice sees none of it", async () => {
    const payment = await record();
    const other = await root.another({ name: "Elsewhere" });
    expect(await refusalOf(other.run(getPayment, { id: payment.id }))).toMatchObject({
      code: "not_found",
    });
    expect(await other.run(listPayments, {})).toMatchObject({ data: [] });
  });
});

describe("giving back", () => {
  test("what pays nothing goes back, what pays an invoice does not", async () => {
    const payment = await record();
    await here.run(allocatePayment, { paymentId: payment.id, invoiceId, amountMinor: 4_000 });
    const refund = (amountMinor: number) =>
      here.run(refundPayment, { paymentId: payment.id, amountMinor, reason: "moved" });
    expect(await refusalOf(refund(6_001))).toMatchObject({ rule: "PAY-7" });
    await refund(6_000);
    expect(await here.run(getPayment, { id: payment.id })).toMatchObject({
      unallocatedMinor: 0,
      counterEntries: [{ kind: "refund", amountMinor: 6_000 }],
    });
  });

  test("a wrong payment is taken back whole and the right one recorded", async () => {
    const payment = await record();
    await here.run(allocatePayment, { paymentId: payment.id, invoiceId });
    const corrected = await here.run(correctPayment, {
      paymentId: payment.id,
      reason: "typed a zero too many",
      replacement: { amountMinor: 1_000, method: "check" },
    });
    expect(corrected.payments).toMatchObject([{ amountMinor: 1_000 }]);
    expect(await invoice()).toMatchObject({ status: "issued", openMinor: 10_000 });
    expect(await here.run(unallocatedMoney, { payer })).toMatchObject({
      byCurrency: { USD: 1_000 },
    });
  });

  test("paid later, a bad debt is settled", async () => {
    await here.run(markInvoiceBadDebt, { id: invoiceId });
    const payment = await record();
    await here.run(allocatePayment, { paymentId: payment.id, invoiceId });
    expect(await invoice()).toMatchObject({ status: "paid", badDebtOn: null });
  });
});

describe("closed months and processors", () => {
  test("PAY-7: nothing is given back or corrected on a day that is still ahead, unless today's month is locked", async () => {
    const { id: paymentId } = await record(500);
    const refundOn = (on: string) =>
      here.run(refundPayment, { paymentId, amountMinor: 100, reason: "too much", on: day(on) });
    expect(await refusalOf(refundOn("2026-07-01"))).toMatchObject({ rule: "PAY-7" });
    const correction = { paymentId, reason: "typo", replacement: null, on: day("2026-07-01") };
    expect(await refusalOf(here.run(correctPayment, correction))).toMatchObject({ rule: "PAY-7" });
    await here.run(lockMonth, { month: "2026-06" });
    expect(await refundOn("2026-07-01")).toMatchObject({ isSentToProcessor: false });
    expect(await refusalOf(refundOn("2026-07-02"))).toMatchObject({ rule: "PAY-7" });
    await here.run(unlockMonth, { month: "2026-06" });
  });

  test("a locked month takes no posting, also not from elsewhere; unlocked, it does", async () => {
    await here.run(lockMonth, { month: "2026-06" });
    expect(await refusalOf(record())).toMatchObject({ rule: "PAY-9", allowed: ["2026-07-01"] });
    const { sql } = here.testDatabase.database;
    const write = sql`
      insert into payment (practice_id, id, kind, payer_kind, payer_id, currency, amount_minor, received_on, method, created_at, created_by)
      values (${here.practice.practiceId}, 'pay_x', 'received', 'patient', 'p', 'USD', 1, '2026-06-30', 'cash', '2026-06-30', 'x')`;
    await expect(write).rejects.toThrow("locked");
    await here.run(unlockMonth, { month: "2026-06" });
    expect(await record()).toMatchObject({ amountMinor: 10_000 });
  });

  test("a processor's payment is posted once, on the first open day", async () => {
    await here.run(lockMonth, { month: "2026-06" });
    const event = {
      payer,
      currency: here.practice.currency as never,
      amountMinor: 700,
      receivedOn: day("2026-06-01"),
      method: "card" as const,
      tiedInvoiceId: invoiceId,
      processorReference: "pi_1",
    };
    await Promise.all([1, 2, 3].map(() => here.run(receiveProcessorPayment, event)));
    const { data } = await here.run(listPayments, {});
    expect(data).toMatchObject([{ receivedOn: "2026-07-01", amountMinor: 700 }]);
  });

  test("the statement shows invoice, payment and balance", async () => {
    await record(2_500);
    const statement = await here.run(paymentStatement, {
      payer,
      from: day("2026-06-01"),
      through: day("2026-06-30"),
    });
    expect(statement).toMatchObject({ openingMinor: 0, closingMinor: 7_500 });
    expect(statement.lines.map(({ kind, balanceMinor }) => [kind, balanceMinor])).toEqual([
      ["invoice", 10_000],
      ["payment", 7_500],
    ]);
  });
});
