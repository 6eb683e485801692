import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Interval, PlainDate } from "@rollbook/core/calendar";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attachPlan, attachPlans, type AttachPlanInput } from "../membership/index.ts";
import { createPatient, createPatients } from "../patient/index.ts";
import { createPlan } from "../plan/index.ts";
import { createServices, defineVerb } from "../run/index.ts";
import { openDatabase } from "@rollbook/db";
import { startTestPractice, type TestPractice } from "../testing/index.ts";
import { billOne, runBilling, runDueBilling } from "./index.ts";
import * as z from "zod";

let here: TestPractice;
beforeAll(async () => {
  here = await startTestPractice();
});
afterAll(() => here.testDatabase.drop());

const day = (text: string) => text as PlainDate;
const monthly = "P1M" as Interval;

async function livePractice(name: string): Promise<{ practice: TestPractice; planId: string }> {
  const practice = await here.another({ name });
  await here.testDatabase.database.sql`
    update practice set live_on = '2026-01-01' where practice_id = ${practice.practice.practiceId}`;
  const plan = await practice.run(createPlan, {
    type: "membership",
    name: "Gold",
    pricing: {
      kind: "per_person",
      prices: [{ interval: monthly, priceMinor: 10_000, from: null }],
    },
  });
  return { practice, planId: plan.id };
}

const addMembers = defineVerb({
  name: "test.addMembers",
  permission: "membership.write",
  input: z.strictObject({ planId: z.string(), count: z.int(), lastBilled: z.string() }),
  run: async ({ input, ...given }) => {
    const patients = await createPatients(
      given,
      Array.from({ length: input.count }, (_, index) => ({ lastName: `Member ${index}` })),
    );
    const inputs = patients.map((patient): AttachPlanInput => ({
      patientId: patient.id,
      planId: input.planId,
      interval: monthly,
      lastBilled: day(input.lastBilled),
    }));
    return (await attachPlans(given, inputs)).length;
  },
});

const invoicesOf = ({ practice, testDatabase }: TestPractice) =>
  testDatabase.database.sql`
    select number, status, total_minor, issued_on, due_on from invoice
    where practice_id = ${practice.practiceId} order by number`;

describe("a live practice with ten members billed on 20 April", () => {
  let practice: TestPractice;
  let planId: string;
  beforeAll(async () => {
    ({ practice, planId } = await livePractice("Ten"));
    await practice.run(addMembers, { planId, count: 10, lastBilled: "2026-04-20" });
  });

  test("INV-1: the run issues one invoice for each, numbered without a gap", async () => {
    const report = await practice.run(runBilling, {});
    expect(report).toMatchObject({
      issuedCount: 10,
      totalMinor: 100_000,
      parked: [],
      stopped: null,
    });
    const invoices = await invoicesOf(practice);
    expect(invoices.map((invoice) => invoice.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(invoices.map((invoice) => invoice.issued_on))).toEqual(new Set(["2026-05-20"]));
  });

  test("INV-1: run again on the same day, nothing is issued", async () => {
    expect(await practice.run(runBilling, {})).toMatchObject({ runId: null, issuedCount: 0 });
    expect(await invoicesOf(practice)).toHaveLength(10);
  });

  test("INV-1: the next period is issued on its first day, and not before", async () => {
    practice.setInstant("2026-06-19T15:00:00Z");
    expect(await practice.run(runBilling, {})).toMatchObject({ issuedCount: 0 });
    practice.setInstant("2026-06-20T15:00:00Z");
    expect(await practice.run(runBilling, {})).toMatchObject({ issuedCount: 10 });
    practice.setInstant("2026-05-20T15:00:00Z");
  });

  test("the events of a membership add up to its state", async () => {
    const rows = await practice.testDatabase.database.sql`
      select m.claimed, array_agg(e.kind order by e.sequence) as kinds
      from membership m join membership_event e on e.practice_id = m.practice_id and e.membership_id = m.id
      where m.practice_id = ${practice.practice.practiceId} group by m.id, m.claimed limit 1`;
    expect(rows[0]).toMatchObject({
      kinds: ["attached", "billed", "billed"],
      claimed: [{ start: "2026-05-20", end: "2026-07-19" }],
    });
  });
});

test("INV-3: a practice that is not live issues nothing", async () => {
  const practice = await here.another({ name: "Not live" });
  const plan = await practice.run(createPlan, {
    type: "membership",
    name: "Gold",
    pricing: {
      kind: "per_person",
      prices: [{ interval: monthly, priceMinor: 10_000, from: null }],
    },
  });
  await practice.run(addMembers, { planId: plan.id, count: 1, lastBilled: "2026-04-20" });
  const report = await practice.run(runBilling, {});
  expect(report.stopped?.rule).toBe("INV-3");
  expect(await invoicesOf(practice)).toHaveLength(0);
});

test("INV-1: two runs at once in two processes issue each invoice once", async () => {
  const { practice, planId } = await livePractice("Two workers");
  await practice.run(addMembers, { planId, count: 40, lastBilled: "2026-04-20" });
  const other = openDatabase({ url: here.testDatabase.url, maxConnections: 2 });
  const otherServices = createServices({ database: other, clock: practice.services.clock });
  const { practiceId } = practice.practice;
  const reports = await Promise.all(
    [practice.services, otherServices, practice.services, otherServices].map((one) =>
      billOne(one, practiceId),
    ),
  );
  await other.close();
  expect(reports.map((report) => report.issuedCount).toSorted((a, b) => a - b)).toEqual([
    0, 0, 0, 40,
  ]);
  expect(await invoicesOf(practice)).toHaveLength(40);
});

test("INV-1: a run that dies half-way leaves nothing, and the next one issues everything", async () => {
  const { practice, planId } = await livePractice("Killed");
  await practice.run(addMembers, { planId, count: 5, lastBilled: "2026-04-20" });
  const { sql } = here.testDatabase.database;
  for (const table of [
    "billing_run",
    "invoice",
    "invoice_line",
    "invoice_claim",
    "membership_event",
  ]) {
    await sql.unsafe(
      `create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`,
    );
    await sql.unsafe(
      `create trigger die after insert on ${table} for each statement execute function die()`,
    );
    await expect(practice.run(runBilling, {})).rejects.toThrow("killed");
    await sql.unsafe(`drop function die() cascade`);
    expect(await invoicesOf(practice)).toHaveLength(0);
  }
  expect(await practice.run(runBilling, {})).toMatchObject({ issuedCount: 5 });
  expect((await invoicesOf(practice)).map((invoice) => invoice.number)).toEqual([1, 2, 3, 4, 5]);
});

test("the scheduler bills the practices that are due, and only those", async () => {
  const { practice, planId } = await livePractice("Scheduled");
  await practice.run(addMembers, { planId, count: 3, lastBilled: "2026-04-20" });
  const seen: string[] = [];
  const report = await runDueBilling(practice.services, {
    onReport: (practiceId) => seen.push(practiceId),
  });
  expect(report.failures).toEqual([]);
  expect(seen).toContain(practice.practice.practiceId);
  const again = await runDueBilling(practice.services);
  expect(again.practiceCount).toBe(0);
});

test("MEM-2: an attached member with a fee is billed the fee once", async () => {
  const { practice, planId: _planId } = await livePractice("Fee");
  const plan = await practice.run(createPlan, {
    type: "membership",
    name: "With fee",
    pricing: { kind: "per_person", prices: [{ interval: monthly, priceMinor: 5000, from: null }] },
    enrollmentFeeMinor: 2500,
  });
  const patient = await practice.run(createPatient, { lastName: "Fee" });
  await practice.run(attachPlan, {
    patientId: patient.id,
    planId: plan.id,
    interval: monthly,
    statedStart: day("2026-05-20"),
    isEnrollmentFeeCharged: true,
  });
  expect(await practice.run(runBilling, {})).toMatchObject({ issuedCount: 1, totalMinor: 7500 });
  practice.setInstant("2026-06-20T15:00:00Z");
  expect(await practice.run(runBilling, {})).toMatchObject({ issuedCount: 1, totalMinor: 5000 });
  practice.setInstant("2026-05-20T15:00:00Z");
});

test("INV-9: a second membership of the same patient is parked with its way out, and nothing is billed twice", async () => {
  const { practice, planId } = await livePractice("Twice");
  const patient = await practice.run(createPatient, { lastName: "Twice" });
  const attach = {
    patientId: patient.id,
    planId,
    interval: monthly,
    statedStart: day("2026-05-20"),
  };
  await practice.run(attachPlan, attach);
  expect(await practice.run(runBilling, {})).toMatchObject({ issuedCount: 1 });
  await practice.run(attachPlan, attach);
  const report = await practice.run(runBilling, {});
  expect(report).toMatchObject({
    issuedCount: 0,
    parked: [{ rule: "INV-9", code: "claimed_elsewhere" }],
  });
  expect(await invoicesOf(practice)).toHaveLength(1);
});

test("PLAN-2: a family price makes one line, on the payer's membership, that claims the days of all", async () => {
  const { practice } = await livePractice("Family");
  const plan = await practice.run(createPlan, {
    type: "membership",
    name: "Family",
    pricing: {
      kind: "per_family",
      prices: [{ interval: monthly, priceMinor: 30_000, from: null }],
    },
  });
  const patients = [];
  for (const firstName of ["Ana", "Ben", "Cleo"]) {
    patients.push(await practice.run(createPatient, { firstName, lastName: "Nowak" }));
  }
  const [ana, ben, cleo] = patients.map((patient) => patient.id) as [string, string, string];
  const attach = { planId: plan.id, interval: monthly, statedStart: day("2026-05-20") };
  const { membership } = await practice.run(attachPlan, { ...attach, patientId: ana });
  const payer = { kind: "patient" as const, id: ana };
  await practice.run(attachPlan, { ...attach, patientId: ben, payer, coveredBy: membership.id });
  await practice.run(attachPlan, { ...attach, patientId: cleo, payer, coveredBy: membership.id });
  expect(await practice.run(runBilling, {})).toMatchObject({
    issuedCount: 1,
    totalMinor: 30_000,
    parked: [],
  });
  const claims = await practice.testDatabase.database.sql`
    select patient_id from invoice_claim where practice_id = ${practice.practice.practiceId} and is_live order by patient_id`;
  expect(claims.map((claim) => claim.patient_id)).toEqual([ana, ben, cleo].toSorted());
});

test("INV-1: a process killed while it bills loses no invoice and makes none twice", async () => {
  const practices = await Promise.all(
    ["A", "B", "C", "D", "E", "F"].map((name) => livePractice(`Kill ${name}`)),
  );
  for (const { practice, planId } of practices)
    await practice.run(addMembers, { planId, count: 30, lastBilled: "2026-04-20" });
  const source = (file: string) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)));
  const program = `
    const { runDueBilling } = await import(${source("./index.ts")});
    const { createServices } = await import(${source("../run/index.ts")});
    const { openDatabase } = await import(${source("../../../db/src/index.ts")});
    const database = openDatabase({ url: ${JSON.stringify(here.testDatabase.url)} });
    const services = createServices({ database, clock: () => ${JSON.stringify(practices[0]?.practice.services.clock())} });
    await runDueBilling(services, { onReport: () => console.log("billed one") });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "close");
  const [first] = practices;
  await runDueBilling((first as { practice: TestPractice }).practice.services);
  for (const { practice } of practices) {
    const numbers = (await invoicesOf(practice)).map((invoice) => invoice.number);
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  }
});
