import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { createEmployer } from "../employer/index.ts";
import { createPatient } from "../patient/index.ts";
import { createPlan } from "../plan/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  interval,
  refusalOf,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import {
  createManualInvoice,
  creditInvoice,
  explainInvoice,
  getInvoice,
  listInvoices,
  markInvoiceBadDebt,
  markInvoiceSent,
  reopenInvoice,
  voidInvoice,
} from "./index.ts";

let root: TestPractice;
let here: TestPractice;
let gold: string;
let count = 0;
beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

const on = (text: string) => root.setInstant(`${text}T15:00:00Z`);
const bill = () => here.run(runBilling, {});

beforeEach(async () => {
  count += 1;
  on("2026-05-20");
  here = await root.another({ name: `Practice ${count}`, invoiceTermsDays: 14 });
  gold = await addPlan(here);
  await acceptFirstCharges(here);
});

async function oneIssued(): Promise<{ invoiceId: string; membershipId: string }> {
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await bill();
  const { data } = await here.run(listInvoices, {});
  return { invoiceId: data[0]?.id ?? "", membershipId: id };
}

describe("voiding", () => {
  test("INV-6: voiding asks whether the days are billed again", async () => {
    const { invoiceId } = await oneIssued();
    expect(
      await refusalOf(here.run(voidInvoice, { id: invoiceId, reason: "wrong payer" })),
    ).toMatchObject({
      rule: "INV-6",
      allowed: ["bill again", "waive the days"],
    });
  });

  test("INV-6: billed again, the run makes a new invoice with the next number and the old number stays", async () => {
    const { invoiceId } = await oneIssued();
    await here.run(voidInvoice, { id: invoiceId, reason: "wrong payer", isBilledAgain: true });
    expect(await bill()).toMatchObject({ issuedCount: 1, totalMinor: 10_000 });
    const { data } = await here.run(listInvoices, {});
    const found = data.map(({ number, status }) => ({ number, status }));
    expect(found.toSorted((one, other) => (one.number ?? 0) - (other.number ?? 0))).toEqual([
      { number: 1, status: "voided" },
      { number: 2, status: "issued" },
    ]);
  });

  test("INV-6: not billed again, a waiver stays that the run obeys", async () => {
    const { invoiceId } = await oneIssued();
    await here.run(voidInvoice, { id: invoiceId, reason: "goodwill", isBilledAgain: false });
    expect(await bill()).toMatchObject({ issuedCount: 0 });
    on("2026-06-20");
    expect(await bill()).toMatchObject({ issuedCount: 1 });
  });
});

describe("credit notes", () => {
  test("INV-8: unused days are credited, become free, and are waived", async () => {
    const { invoiceId } = await oneIssued();
    const unused = { start: day("2026-06-01"), end: day("2026-06-19") };
    const note = await here.run(creditInvoice, { id: invoiceId, reason: "away", unused });
    expect(note).toMatchObject({
      kind: "credit_note",
      number: 2,
      totalMinor: -6129,
      creditsInvoiceId: invoiceId,
    });
    const credited = await here.run(getInvoice, { id: invoiceId });
    expect(credited).toMatchObject({
      totalMinor: 10_000,
      creditedMinor: 6129,
      status: "partially_paid",
      openMinor: 3871,
    });
    expect(credited.claims.filter((claim) => claim.isLive)).toMatchObject([
      { start: "2026-05-20", end: "2026-05-31" },
    ]);
    expect(await bill()).toMatchObject({ issuedCount: 0 });
  });

  test("INV-8: a second credit of the same days finds nothing", async () => {
    const { invoiceId } = await oneIssued();
    const unused = { start: day("2026-06-01"), end: day("2026-06-19") };
    await here.run(creditInvoice, { id: invoiceId, reason: "away", unused });
    expect(
      await refusalOf(here.run(creditInvoice, { id: invoiceId, reason: "again", unused })),
    ).toMatchObject({ rule: "INV-8" });
  });

  test("INV-8: a service line of a manual invoice is credited by amount, up to what is left of it", async () => {
    const patient = await here.run(createPatient, { lastName: "Visit" });
    const service = await here.run(createPlan, {
      type: "service",
      name: "Home visit",
      priceMinor: 8000,
    });
    const { id, lines } = await here.run(createManualInvoice, {
      payer: { kind: "patient", id: patient.id },
      lines: [{ productId: service.id, patientId: patient.id }],
    });
    const credit = (grossMinor: number) =>
      here.run(creditInvoice, {
        id,
        reason: "came late",
        amount: { lineId: lines[0]?.id ?? "", grossMinor },
      });
    expect(await credit(3000)).toMatchObject({
      kind: "credit_note",
      totalMinor: -3000,
      lines: [{ chargeKind: "other", creditsLineId: lines[0]?.id, patientId: patient.id }],
      claims: [],
    });
    expect(await refusalOf(credit(5001))).toMatchObject({ rule: "INV-8" });
    await credit(5000);
    expect(await here.run(getInvoice, { id })).toMatchObject({ status: "paid", openMinor: 0 });
  });

  test("INV-8: days in the middle, then others of the same line, are credited one after the other", async () => {
    const { invoiceId } = await oneIssued();
    const credit = (start: string, end: string) =>
      here.run(creditInvoice, {
        id: invoiceId,
        reason: "away",
        unused: { start: day(start), end: day(end) },
      });
    await credit("2026-05-25", "2026-05-28");
    await credit("2026-06-10", "2026-06-19");
    const { claims } = await here.run(getInvoice, { id: invoiceId });
    const live = claims.filter((claim) => claim.isLive).map(({ start, end }) => [start, end]);
    expect(live.toSorted((one, other) => (String(one) < String(other) ? -1 : 1))).toEqual([
      ["2026-05-20", "2026-05-24"],
      ["2026-05-29", "2026-06-09"],
    ]);
  });

  test("INV-8: credits to the last cent settle an invoice", async () => {
    const { invoiceId } = await oneIssued();
    const { lines } = await here.run(getInvoice, { id: invoiceId });
    const amount = { lineId: lines[0]?.id ?? "", grossMinor: 10_000 };
    await here.run(creditInvoice, { id: invoiceId, reason: "goodwill", amount });
    expect(await here.run(getInvoice, { id: invoiceId })).toMatchObject({
      status: "paid",
      openMinor: 0,
    });
  });
});

test("INV-4: issued is not sent; sending says when, by whom and to whom", async () => {
  const { invoiceId } = await oneIssued();
  expect(await here.run(getInvoice, { id: invoiceId })).toMatchObject({
    sentAt: null,
    dueOn: "2026-06-03",
  });
  const sent = await here.run(markInvoiceSent, { id: invoiceId, sentTo: "daughter@example.org" });
  expect(sent).toMatchObject({
    sentBy: "system",
    sentTo: "daughter@example.org",
    sentAt: "2026-05-20T15:00:00.000Z",
  });
});

test("INV-7: bad debt stays owed, cannot be voided, and can be reopened", async () => {
  const { invoiceId } = await oneIssued();
  expect(await here.run(markInvoiceBadDebt, { id: invoiceId })).toMatchObject({
    status: "bad_debt",
    openMinor: 10_000,
  });
  const refusal = await refusalOf(
    here.run(voidInvoice, { id: invoiceId, reason: "no", isBilledAgain: false }),
  );
  expect(refusal).toMatchObject({ rule: "INV-7", allowed: ["send", "pay", "reopen"] });
  expect(await here.run(reopenInvoice, { id: invoiceId })).toMatchObject({ status: "issued" });
});

test("INV-13: a manual membership line claims its days, so that the run does not bill them", async () => {
  const { id: membershipId, patientId } = await addMember(here, {
    planId: gold,
    statedStart: day("2026-05-20"),
  });
  const period = { start: day("2026-05-20"), end: day("2026-06-19") };
  const line = { productId: gold, patientId, membershipId, period, priceMinor: 5000 };
  await here.run(createManualInvoice, { payer: { kind: "patient", id: patientId }, lines: [line] });
  expect(await bill()).toMatchObject({ issuedCount: 0 });
  const twice = here.run(createManualInvoice, {
    payer: { kind: "patient", id: patientId },
    lines: [line],
  });
  expect(await refusalOf(twice)).toMatchObject({ rule: "INV-9" });
});

test("INV-13: a service claims nothing and has its own price", async () => {
  const patient = await here.run(createPatient, { lastName: "Visit" });
  const service = await here.run(createPlan, {
    type: "service",
    name: "Home visit",
    priceMinor: 8000,
  });
  const lines = [{ productId: service.id, patientId: patient.id, quantity: 2 }];
  const invoice = await here.run(createManualInvoice, {
    payer: { kind: "patient", id: patient.id },
    lines,
  });
  expect(invoice).toMatchObject({ totalMinor: 16_000, claims: [], number: 1 });
});

test("MEM-11: an employer's calendar makes one invoice with a line for each member", async () => {
  const employer = await here.run(createEmployer, {
    name: "Acme",
    calendar: {
      anchorDate: day("2026-06-01"),
      issueDay: 1 as never,
      billing: "advance",
      termsDays: 30,
      isProrated: true,
      joining: "at_once",
      cutOffDay: null,
      sponsors: { kind: "percent", percent: 80 },
      sponsorsEnrollmentFee: true,
    },
  });
  const payer = { kind: "employer" as const, id: employer.id };
  for (const lastName of ["One", "Two", "Three"]) {
    await addMember(here, {
      planId: gold,
      statedStart: day("2026-06-01"),
      payer,
      patient: { lastName },
    });
  }
  on("2026-06-01");
  expect(await bill()).toMatchObject({ issuedCount: 4, totalMinor: 30_000 });
  const { data } = await here.run(listInvoices, { employerId: employer.id });
  expect(data).toMatchObject([{ kind: "employer", totalMinor: 24_000, dueOn: "2026-07-01" }]);
});

test("PLAN-3: the payer's contract price stands above the plan's, the member's own above both", async () => {
  const payer = { kind: "account" as const, id: "acc_insurer" };
  const contracted = await addPlan(here, {
    name: "Contracted",
    contractPrices: [{ payer, interval: interval("P1M"), priceMinor: 6000, from: null }],
  });
  await addMember(here, { planId: contracted, statedStart: day("2026-05-20"), payer });
  await addMember(here, {
    planId: contracted,
    statedStart: day("2026-05-20"),
    payer,
    ownPriceMinor: 5555,
  });
  expect(await bill()).toMatchObject({ issuedCount: 1, totalMinor: 11_555 });
});

test("INV-11: lists narrow by overdue, patient, period and status", async () => {
  const { invoiceId } = await oneIssued();
  const { payerId } = await here.run(getInvoice, { id: invoiceId });
  const found = async (filters: object) => (await here.run(listInvoices, filters)).data.length;
  expect(await found({ isOverdue: true })).toBe(0);
  on("2026-06-10");
  expect(await found({ isOverdue: true })).toBe(1);
  expect(await found({ patientId: payerId, status: ["issued"], isMembershipOnly: true })).toBe(1);
  expect(await found({ period: { start: day("2026-06-20"), end: day("2026-06-30") } })).toBe(0);
  expect(await found({ isActive: false })).toBe(0);
});

test("WHY-1: every line of an invoice is explained", async () => {
  const { invoiceId } = await oneIssued();
  const { lines } = await here.run(explainInvoice, { id: invoiceId });
  expect(lines).toMatchObject([
    { explain: { rule: "PLAN-3", sentence: expect.stringContaining("100.00 USD") } },
  ]);
});
