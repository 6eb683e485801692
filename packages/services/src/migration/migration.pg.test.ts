import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { getInvoice, listInvoices } from "../invoice/index.ts";
import { storeMigration } from "../migrationState/index.ts";
import { receiveProcessorPayment } from "../processorPayment/index.ts";
import {
  allocatePayment,
  autoAllocatePayments,
  listPayments,
  lockMonth,
  recordPayment,
  unallocatedMoney,
} from "../payment/index.ts";
import { createPractice } from "../practice/index.ts";
import { defineVerb, runVerb } from "../run/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  refusalOf,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import * as z from "zod";
import {
  getMigration,
  importEarlierPayments,
  correctEarlierPayment,
  listEarlierPayments,
  listMigrationBalances,
  queueMigration,
  removeEarlierPayment,
  rehearseMigration,
  runMigration,
  withdrawMigration,
} from "./index.ts";

let root: TestPractice;
let here: TestPractice;
let patientId: string;
let invoiceId: string;
let count = 0;

beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

beforeEach(async () => {
  count += 1;
  root.setInstant("2026-05-20T15:00:00Z");
  here = await root.another({ name: `Practice ${count}` });
  const member = await addMember(here, {
    planId: await addPlan(here),
    statedStart: day("2026-06-01"),
  });
  await acceptFirstCharges(here);
  patientId = member.patientId;
  root.setInstant("2026-06-01T15:00:00Z");
  await here.run(runBilling, {});
  const { data } = await here.run(listInvoices, {});
  invoiceId = data[0]?.id ?? "";
});

function earlier(id: string, given: { amountMinor?: number; invoiceId?: string | null } = {}) {
  return {
    id,
    patientId,
    payerKind: "patient" as const,
    currency: "USD" as never,
    amountMinor: 10_000,
    receivedOn: day("2026-06-01"),
    method: "card" as const,
    invoiceId: null,
    processorReference: null,
    ...given,
  };
}

const importAll = (...payments: ReturnType<typeof earlier>[]) =>
  here.run(importEarlierPayments, { payments });
const state = async () => (await here.run(getMigration, {})).migration;
const runNow = () => runMigration(here.services, { practiceId: here.practice.practiceId });
const afterTheHour = "2026-06-02T03:00:00Z";
const run = () => {
  root.setInstant(afterTheHour);
  return runNow();
};

async function queue() {
  const rehearsal = await here.run(rehearseMigration, {});
  return here.run(queueMigration, {
    rehearsalId: rehearsal.id,
    wording: "Move our payments; it cannot be undone.",
  });
}

const beginOnly = defineVerb({
  name: "test.begin",
  permission: "migration.write",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }) => {
    const consent = {
      byUserId: "u",
      at: given.instant,
      wording: "w",
      rehearsalId: "r",
      seenDifferences: [],
    };
    const expectedEndAt = "2026-06-01T15:20:00Z";
    await storeMigration(given, {
      state: "in_progress",
      consent,
      startedAt: given.instant,
      expectedEndAt,
    });
  },
});

describe("moving payments", () => {
  test("a practice with nothing to move is Active from its first day", async () => {
    expect(await state()).toEqual({
      state: "active",
      since: "2026-05-20",
      origin: "nothing_to_move",
    });
  });

  test("tied payments pay their invoices, the rest stays unallocated, and it is final", async () => {
    await importAll(
      earlier("a", { invoiceId, amountMinor: 6_000 }),
      earlier("b", { amountMinor: 500 }),
    );
    expect(await state()).toEqual({ state: "migrate" });
    expect(await queue()).toMatchObject({
      migration: { state: "queued", runsAt: "2026-06-02T03:00:00.000Z" },
      advice: null,
    });
    expect(await runNow()).toMatchObject({ state: "queued" });
    expect(await run()).toEqual({ state: "active", since: "2026-06-01", origin: "moved" });
    expect(await here.run(getInvoice, { id: invoiceId })).toMatchObject({
      status: "partially_paid",
      paidMinor: 6_000,
    });
    expect(await here.run(unallocatedMoney, {})).toMatchObject({ byCurrency: { USD: 500 } });
    expect(await refusalOf(here.run(withdrawMigration, {}))).toMatchObject({
      rule: "MIG-1",
      allowed: [],
    });
    const { sql } = here.testDatabase.database;
    const undo = sql`update payments_migration set state = 'migrate', completed_on = null where practice_id = ${here.practice.practiceId}`;
    await expect(undo).rejects.toThrow("never undone");
  });

  test("queued, it may be withdrawn", async () => {
    await importAll(earlier("a"));
    await queue();
    expect(await here.run(withdrawMigration, {})).toEqual({ state: "migrate" });
  });

  test("killed between its steps, it goes on and ends the same", async () => {
    await importAll(
      earlier("a", { invoiceId }),
      earlier("b", { amountMinor: -2_000 }),
      earlier("c", { amountMinor: 5_000 }),
    );
    await here.run(beginOnly, {});
    expect(await run()).toMatchObject({ state: "active" });
    expect(await here.run(getInvoice, { id: invoiceId })).toMatchObject({ status: "paid" });
    expect(await here.run(unallocatedMoney, {})).toMatchObject({ byCurrency: { USD: 3_000 } });
  });

  test("a difference that nobody saw stops it in Error, nothing is half done, and a new consent goes on", async () => {
    await importAll(earlier("a", { amountMinor: 1_000 }));
    await queue();
    await importAll(earlier("b", { amountMinor: -3_000 }));
    expect(await run()).toMatchObject({
      state: "error",
      failure: {
        kind: "new_differences",
        differences: [{ patientId, beforeMinor: 12_000, afterMinor: 10_000 }],
      },
    });
    expect(await here.run(listPayments, {})).toMatchObject({ data: [] });
    expect(await queue()).toMatchObject({
      migration: {
        state: "queued",
        runsAt: "2026-06-03T03:00:00.000Z",
        consent: { seenDifferences: [{ patientId }] },
      },
    });
    root.setInstant("2026-06-03T03:00:00Z");
    expect(await runNow()).toMatchObject({ state: "active" });
  });
});

describe("a way on after Error", () => {
  beforeEach(async () => {
    await importAll(earlier("a", { amountMinor: 1_000 }));
    await queue();
    await importAll(earlier("b", { amountMinor: -3_000 }));
    expect(await run()).toMatchObject({ state: "error" });
  });

  test("MIG-1: it may be given up", async () => {
    expect(await here.run(withdrawMigration, {})).toEqual({ state: "migrate" });
  });

  test("MIG-8: what the earlier system has wrong is put right, and then nothing differs", async () => {
    const { data } = await here.run(listEarlierPayments, { patientId });
    expect(data.map(({ id }) => id)).toEqual(["a", "b"]);
    const changes = { amountMinor: -1_000 };
    await here.run(correctEarlierPayment, { id: "b", reason: "typed wrongly", changes });
    expect(await here.run(rehearseMigration, {})).toMatchObject({ differences: [] });
    await here.run(removeEarlierPayment, { id: "b", reason: "never happened" });
    expect(await here.run(rehearseMigration, {})).toMatchObject({ paymentCount: 1 });
    const { sql } = here.testDatabase.database;
    const events = await sql`
      select detail from audit_event
      where practice_id = ${here.practice.practiceId} and action like 'migration.%_earlier' and entity_id = 'b'
      order by action`;
    expect(events.map(({ detail }) => detail)).toMatchObject([
      { reason: "typed wrongly", before: { amountMinor: -3_000 } },
      { reason: "never happened", before: { amountMinor: -1_000 } },
    ]);
  });

  test("MIG-3: on the local date of the run there is no second one", async () => {
    const rehearsal = await here.run(rehearseMigration, {});
    const late = { ownHour: { secondOfDay: 23.5 * 3600 } };
    const consent = { rehearsalId: rehearsal.id, wording: "Again.", ...late };
    expect(await here.run(queueMigration, consent)).toMatchObject({
      migration: { runsAt: "2026-06-03T03:30:00.000Z" },
    });
    await here.run(withdrawMigration, {});
    const tooEarly = here.run(queueMigration, { ...consent, runOn: day("2026-06-01") });
    expect(await refusalOf(tooEarly)).toMatchObject({ rule: "MIG-3", allowed: ["2026-06-02"] });
  });
});

describe("what is converted", () => {
  test("MIG-8: each payer's balance before and after is kept", async () => {
    await importAll(earlier("a", { invoiceId, amountMinor: 6_000 }));
    await queue();
    await run();
    expect((await here.run(listMigrationBalances, {})).data).toMatchObject([
      { patientId, payerKind: "patient", currency: "USD", beforeMinor: 4_000, afterMinor: 4_000 },
    ]);
  });

  test("MIG-7: an invoice that was paid here already asks for no more", async () => {
    const payer = { kind: "patient" as const, id: patientId };
    const paid = await here.run(recordPayment, { payer, amountMinor: 7_000, method: "cash" });
    await here.run(allocatePayment, { paymentId: paid.id, invoiceId });
    await importAll(earlier("a", { invoiceId, amountMinor: 6_000 }));
    await queue();
    expect(await run()).toMatchObject({ state: "active" });
    expect(await here.run(getInvoice, { id: invoiceId })).toMatchObject({ status: "paid" });
    expect(await here.run(unallocatedMoney, {})).toMatchObject({ byCurrency: { USD: 3_000 } });
  });

  test("MIG-7: tied to an invoice that is not here, the money stays unallocated, and the rehearsal says so", async () => {
    await importAll(earlier("a", { invoiceId: "inv_gone" }));
    expect(await here.run(rehearseMigration, {})).toMatchObject({
      tiedNowhereCount: 1,
      allocationCount: 0,
    });
    await queue();
    expect(await run()).toMatchObject({ state: "active" });
    expect(await here.run(unallocatedMoney, {})).toMatchObject({ byCurrency: { USD: 10_000 } });
  });

  test("MIG-7: a day in a locked month becomes the first open day", async () => {
    await here.run(lockMonth, { month: "2026-06" });
    await importAll(earlier("a", { invoiceId }));
    await queue();
    expect(await run()).toMatchObject({ state: "active" });
    expect((await here.run(listPayments, {})).data).toMatchObject([{ receivedOn: "2026-07-01" }]);
  });

  test("MIG-7: payments of people who are not here are not handed over", async () => {
    const stranger = { ...earlier("a"), patientId: "pat_nobody" };
    expect(
      await refusalOf(here.run(importEarlierPayments, { payments: [stranger] })),
    ).toMatchObject({ rule: "MIG-7" });
    expect(await state()).toMatchObject({ state: "active" });
  });
});

test("MIG-1: a practice made after the cut-over date has nothing to hand over", async () => {
  const services = { ...root.services, paymentsCutOverOn: day("2026-01-01") };
  const { practiceId } = await createPractice(services, {
    name: "New",
    timeZone: "America/New_York",
    currency: "USD",
    locale: "en-US",
  });
  const context = here.context({ practiceId });
  expect(await runVerb(services, getMigration, { context, input: {} })).toMatchObject({
    migration: { state: "active", origin: "after_cut_over" },
  });
  const handOver = runVerb(services, importEarlierPayments, { context, input: { payments: [] } });
  expect(await refusalOf(handOver)).toMatchObject({ rule: "MIG-1", allowed: [] });
});

describe("while payments move", () => {
  const event = (given: { tiedInvoiceId?: string } = {}) => ({
    payer: { kind: "patient" as const, id: patientId },
    currency: "USD" as never,
    amountMinor: 700,
    receivedOn: day("2026-06-01"),
    method: "card" as const,
    tiedInvoiceId: null,
    processorReference: "pi_1",
    ...given,
  });

  beforeEach(async () => {
    await importAll(earlier("a", { invoiceId, amountMinor: 6_000 }));
    await here.run(beginOnly, {});
  });

  test("recording and billing are refused with the expected end", async () => {
    const payer = { kind: "patient" as const, id: patientId };
    const record = here.run(recordPayment, { payer, amountMinor: 1, method: "cash" });
    expect(await refusalOf(record)).toMatchObject({
      rule: "MIG-5",
      allowed: ["2026-06-01T15:20:00Z"],
    });
    const allocate = here.run(autoAllocatePayments, { payer });
    expect(await refusalOf(allocate)).toMatchObject({ code: "refused", rule: "MIG-5" });
    expect(await refusalOf(here.run(runBilling, {}))).toMatchObject({ rule: "MIG-5" });
    expect(await refusalOf(importAll(earlier("b")))).toMatchObject({ rule: "MIG-5" });
  });

  test("a processor's payment waits and is posted once, here", async () => {
    for (const _delivery of [1, 2])
      expect(await here.run(receiveProcessorPayment, event())).toEqual({ fate: "wait" });
    expect(await run()).toMatchObject({ state: "active" });
    expect(await here.run(receiveProcessorPayment, event())).toEqual({ fate: "post_here" });
    const { data } = await here.run(listPayments, {});
    expect(data.filter(({ processorReference }) => processorReference === "pi_1")).toHaveLength(1);
  });

  test("MIG-6: what it was for is paid with it afterwards", async () => {
    await here.run(receiveProcessorPayment, event({ tiedInvoiceId: invoiceId }));
    expect(await run()).toMatchObject({ state: "active" });
    expect(await here.run(getInvoice, { id: invoiceId })).toMatchObject({ paidMinor: 6_700 });
  });

  test("MIG-6: after Error the earlier system has it, once, and the next run moves it", async () => {
    const { sql } = here.testDatabase.database;
    await sql`
      insert into earlier_payment (practice_id, id, patient_id, currency, amount_minor, received_on, method)
      values (${here.practice.practiceId}, 'b', ${patientId}, 'USD', -90000, '2026-06-01', 'card')`;
    for (const _delivery of [1, 2]) await here.run(receiveProcessorPayment, event());
    expect(await run()).toMatchObject({ state: "error", failure: { kind: "new_differences" } });
    expect(await here.run(receiveProcessorPayment, event())).toEqual({
      fate: "post_to_earlier_system",
    });
    const ids = (await here.run(listEarlierPayments, {})).data.map(({ id }) => id);
    expect(ids).toEqual(["a", "b", "processor_pi_1"]);
    await here.run(removeEarlierPayment, { id: "b", reason: "an error" });
    await queue();
    root.setInstant("2026-06-03T03:00:00Z");
    expect(await runNow()).toMatchObject({ state: "active" });
    const { data } = await here.run(listPayments, {});
    expect(data.filter(({ processorReference }) => processorReference === "pi_1")).toHaveLength(1);
  });

  test("MIG-5: what cannot be converted ends in Error, which lifts the freeze", async () => {
    const { sql } = here.testDatabase.database;
    await sql`
      insert into payment (practice_id, id, kind, payer_kind, payer_id, currency, amount_minor, received_on, method, created_at, created_by)
      values (${here.practice.practiceId}, 'pay_a', 'received', 'patient', ${patientId}, 'USD', 1, '2026-06-01', 'cash', '2026-06-01', 'x')`;
    expect(await run()).toMatchObject({ state: "error", failure: { kind: "not_readable" } });
    const payer = { kind: "patient" as const, id: patientId };
    expect(await here.run(recordPayment, { payer, amountMinor: 1, method: "cash" })).toMatchObject({
      amountMinor: 1,
    });
  });
});
