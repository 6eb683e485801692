import { withPractice } from "@rollbook/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEmployer } from "../employer/index.ts";
import {
  createManualInvoice,
  creditInvoice,
  getInvoice,
  listInvoices,
  voidInvoice,
} from "../invoice/index.ts";
import { proveLedger } from "../ledger/index.ts";
import { cancelMembership, changeTerms } from "../membership/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  refusalOf,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import { billOne, runBilling } from "./index.ts";

const june = { start: day("2026-06-01"), end: day("2026-06-30") };
const from = { statedStart: june.start };
let root: TestPractice;
let count = 0;
beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

/** A live practice on 1 June with a plan at 100.00 a month. */
async function newPractice(): Promise<{ practice: TestPractice; planId: string }> {
  count += 1;
  root.setInstant("2026-06-01T15:00:00Z");
  const practice = await root.another({ name: `Practice ${count}` });
  const planId = await addPlan(practice, { enrollmentFeeMinor: 5000 });
  await acceptFirstCharges(practice);
  return { practice, planId };
}

async function employerWith(
  practice: TestPractice,
  calendar: {
    isProrated: boolean;
    sponsors: { kind: "all" } | { kind: "percent"; percent: number };
  },
) {
  const { id } = await practice.run(createEmployer, {
    name: "Acme",
    calendar: {
      anchorDate: june.start,
      issueDay: 1 as never,
      billing: "advance",
      termsDays: 14,
      joining: "at_once",
      cutOffDay: null,
      sponsorsEnrollmentFee: true,
      ...calendar,
    },
  });
  return { kind: "employer" as const, id };
}

async function sponsored(practice: TestPractice, planId: string) {
  const sponsors = { kind: "percent" as const, percent: 33 };
  const payer = await employerWith(practice, { isProrated: true, sponsors });
  await addMember(practice, { planId, ...from, payer });
  await practice.run(runBilling, {});
  const { data } = await practice.run(listInvoices, {});
  const idOf = (kind: string) => data.find((one) => one.payerKind === kind)?.id ?? "";
  return { employersPart: idOf("employer"), ownPart: idOf("patient") };
}

const amounts = async (practice: TestPractice) =>
  (await practice.run(listInvoices, {})).data
    .filter(({ status }) => status !== "voided")
    .map(({ totalMinor }) => totalMinor)
    .toSorted((one, other) => one - other);

describe("INV-10: what contradicts an issued line parks one membership and stops nobody else", () => {
  test("INV-10: the employer's part taken back alone waits for the employee's; then both are billed again", async () => {
    const { practice, planId } = await newPractice();
    const { employersPart, ownPart } = await sponsored(practice, planId);
    await practice.run(voidInvoice, { id: employersPart, reason: "x", isBilledAgain: true });
    await addMember(practice, { planId, ...from });
    const report = await practice.run(runBilling, {});
    expect(report).toMatchObject({
      issuedCount: 1,
      parked: [{ code: "claimed_elsewhere", rule: "INV-9" }],
    });
    await practice.run(voidInvoice, { id: ownPart, reason: "x", isBilledAgain: true });
    expect(await practice.run(runBilling, {})).toMatchObject({ issuedCount: 2, parked: [] });
    expect(await amounts(practice)).toEqual([3300, 6700, 10_000]);
  });

  test("MEM-11: the employee's part is not billed again while the employer's stands, and that is said", async () => {
    const { practice, planId } = await newPractice();
    const { ownPart } = await sponsored(practice, planId);
    const wish = { id: ownPart, reason: "x", isBilledAgain: true };
    expect(await refusalOf(practice.run(voidInvoice, wish))).toMatchObject({ rule: "MEM-11" });
    expect(await refusalOf(practice.run(creditInvoice, { ...wish, unused: june }))).toMatchObject({
      rule: "MEM-11",
    });
    await practice.run(voidInvoice, { ...wish, isBilledAgain: false });
    expect(await amounts(practice)).toEqual([3300]);
  });

  test("INV-9: an enrollment fee on the day of another parks, and the others are billed", async () => {
    const { practice, planId } = await newPractice();
    const { id, patientId } = await addMember(practice, {
      planId,
      ...from,
      isEnrollmentFeeCharged: true,
    });
    await practice.run(runBilling, {});
    await practice.run(cancelMembership, { id, endDate: day("2026-05-31"), reason: "moved" });
    await addMember(practice, { planId, ...from, patientId, isEnrollmentFeeCharged: true });
    await addMember(practice, { planId, ...from });
    const report = await practice.run(runBilling, {});
    expect(report).toMatchObject({ issuedCount: 1, parked: [{ code: "claimed_elsewhere" }] });
    expect(report.parked[0]?.reason).toContain("The enrollment fee");
  });

  test("INV-6: a void takes back what still stands, not days that were credited and billed anew", async () => {
    const { practice, planId } = await newPractice();
    const free = await addMember(practice, { planId, ...from, ownPriceMinor: 0 });
    const payer = { kind: "patient", id: free.patientId } as const;
    await addMember(practice, { planId, ...from, payer });
    await practice.run(runBilling, {});
    const [both] = (await practice.run(listInvoices, {})).data;
    practice.setInstant("2026-06-10T15:00:00Z");
    const change = { ownPriceMinor: 5000 };
    await practice.run(changeTerms, { id: free.id, change, when: "now" });
    await practice.run(runBilling, {});
    await practice.run(voidInvoice, { id: both?.id ?? "", reason: "x", isBilledAgain: true });
    expect(await practice.run(runBilling, {})).toMatchObject({ parked: [], totalMinor: 10_000 });
  });

  test("INV-13: a line by hand is told to a membership of its own patient alone, and claims each day once", async () => {
    const { practice, planId } = await newPractice();
    const own = await addMember(practice, { planId, ...from });
    const others = await addMember(practice, { planId, ...from });
    const line = { productId: planId, patientId: own.patientId, period: june, priceMinor: 1 };
    const payer = { kind: "patient", id: own.patientId } as const;
    const write = (lines: object[]) =>
      refusalOf(practice.run(createManualInvoice, { payer, lines: lines as never }));
    expect(await write([{ ...line, membershipId: others.id }])).toMatchObject({ rule: "INV-13" });
    expect(await write([line, line])).toMatchObject({ rule: "INV-9" });
    await write([line]);
    expect(await practice.run(runBilling, {})).toMatchObject({
      issuedCount: 1,
      parked: [{ membershipId: own.id, code: "claimed_elsewhere" }],
    });
  });

  test("MONEY-1: a price with digits too many parks its member alone", async () => {
    const { practice, planId } = await newPractice();
    const ownPriceMinor = Number.MAX_SAFE_INTEGER;
    await addMember(practice, { planId, ...from, ownPriceMinor });
    await addMember(practice, { planId, ...from });
    expect(await practice.run(runBilling, {})).toMatchObject({
      issuedCount: 1,
      parked: [{ rule: "MONEY-1" }],
    });
  });
});

test("INV-8: an amount and then the days of a line are credited, together no more than the line", async () => {
  const { practice, planId } = await newPractice();
  const { id } = await addMember(practice, { planId, ...from });
  await practice.run(runBilling, {});
  const [issued] = (await practice.run(listInvoices, {})).data;
  const invoiceId = issued?.id ?? "";
  const { lines } = await practice.run(getInvoice, { id: invoiceId });
  const amount = { lineId: lines[0]?.id ?? "", grossMinor: 6000 };
  await practice.run(creditInvoice, { id: invoiceId, reason: "goodwill", amount });
  await practice.run(cancelMembership, { id, endDate: day("2026-05-31"), reason: "moved" });
  expect(await amounts(practice)).toEqual([-6000, -4000, 10_000]);
  expect(await practice.run(proveLedger, {})).toMatchObject({ isProven: true });
});

test("MEM-11: a change inside a cycle that is not prorated is billed by days, not twice in full", async () => {
  const { practice, planId } = await newPractice();
  const payer = await employerWith(practice, { isProrated: false, sponsors: { kind: "all" } });
  const { id } = await addMember(practice, { planId, ...from, payer });
  await practice.run(runBilling, {});
  practice.setInstant("2026-06-10T15:00:00Z");
  await practice.run(changeTerms, { id, change: { ownPriceMinor: 9000 }, when: "now" });
  await practice.run(runBilling, {});
  expect(await amounts(practice)).toEqual([-7000, 6300, 10_000]);
});

test("INV-1: a membership that changes while it is billed is billed as it is then", async () => {
  const { practice, planId } = await newPractice();
  const { id } = await addMember(practice, { planId, ...from });
  const { practiceId } = practice.practice;
  const { database } = practice.services;
  let run: Promise<unknown> | undefined;
  await withPractice(database, { practiceId }, async (tx) => {
    await tx`select from membership where id = ${id} for update`;
    run = billOne(practice.services, practiceId);
    await waitForALock(practice);
    await tx`update membership set end_date = '2026-05-31', version = version + 1 where id = ${id}`;
  });
  await run;
  expect((await practice.run(listInvoices, {})).data).toEqual([]);
});

/** Until somebody waits for a row that is locked. */
async function waitForALock({ testDatabase }: TestPractice): Promise<void> {
  for (;;) {
    const [row] = await testDatabase.database.sql<{ count: number }[]>`
      select count(*)::int as count from pg_locks where not granted`;
    if (row !== undefined && row.count > 0) return;
  }
}
