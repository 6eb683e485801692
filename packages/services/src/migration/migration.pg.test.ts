import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { getInvoice, listInvoices } from "../invoice/index.ts";
import { storeMigration } from "../migrationState/index.ts";
import { listPayments, recordPayment, unallocatedMoney } from "../payment/index.ts";
import { defineVerb } from "../run/index.ts";
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
  listMigrations,
  queueMigration,
  receiveProcessorPayment,
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
const run = () => runMigration(here.services, { practiceId: here.practice.practiceId });

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
    expect(await state()).toEqual({ state: "active", since: "2026-05-20" });
  });

  test("tied payments pay their invoices, the rest stays unallocated, and it is final", async () => {
    await importAll(
      earlier("a", { invoiceId, amountMinor: 6_000 }),
      earlier("b", { amountMinor: 500 }),
    );
    expect(await state()).toEqual({ state: "migrate" });
    expect(await queue()).toMatchObject({ state: "queued", runsAt: "2026-06-02T03:00:00.000Z" });
    expect(await run()).toEqual({ state: "active", since: "2026-06-01" });
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
      state: "queued",
      consent: { seenDifferences: [{ patientId }] },
    });
    expect(await run()).toMatchObject({ state: "active" });
  });
});

describe("while payments move", () => {
  beforeEach(async () => {
    await importAll(earlier("a", { invoiceId }));
    await here.run(beginOnly, {});
  });

  test("recording and billing are refused with the expected end", async () => {
    const payer = { kind: "patient" as const, id: patientId };
    const record = here.run(recordPayment, { payer, amountMinor: 1, method: "cash" });
    expect(await refusalOf(record)).toMatchObject({
      rule: "MIG-5",
      allowed: ["2026-06-01T15:20:00Z"],
    });
    expect(await refusalOf(here.run(runBilling, {}))).toMatchObject({ rule: "MIG-5" });
  });

  test("a processor's payment waits and is posted once, here", async () => {
    const event = {
      payer: { kind: "patient" as const, id: patientId },
      currency: "USD" as never,
      amountMinor: 700,
      receivedOn: day("2026-06-01"),
      method: "card" as const,
      tiedInvoiceId: null,
      processorReference: "pi_1",
    };
    for (const _delivery of [1, 2])
      expect(await here.run(receiveProcessorPayment, event)).toEqual({ fate: "wait" });
    expect(await run()).toMatchObject({ state: "active" });
    expect(await here.run(receiveProcessorPayment, event)).toEqual({ fate: "post_here" });
    const { data } = await here.run(listPayments, {});
    expect(data.filter(({ processorReference }) => processorReference === "pi_1")).toHaveLength(1);
  });
});

test("operators see all migrations without patients, search them, and each view is recorded with the practice", async () => {
  await importAll(earlier("a"));
  const actor = {
    kind: "operator" as const,
    id: "opr_1",
    role: "operator",
    permissions: ["operator.migrations"],
  };
  const name = here.practice.name;
  const page = await listMigrations(here.services, {
    actor,
    requestId: "req_1",
    search: name.toUpperCase(),
  });
  const own = page.data.find(({ practiceId }) => practiceId === here.practice.practiceId);
  expect(own).toMatchObject({ name, state: "migrate", completedOn: null });
  const { sql } = here.testDatabase.database;
  const views = await sql`
    select actor_id from audit_event
    where practice_id = ${here.practice.practiceId} and action = 'migration.viewed_by_operator'`;
  expect(views).toHaveLength(1);
  await expect(
    sql.begin((tx) =>
      tx`set local role rollbook_worker`.then(() => tx`select detail from payments_migration`),
    ),
  ).rejects.toThrow("permission denied");
});
