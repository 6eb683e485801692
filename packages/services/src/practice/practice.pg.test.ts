import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { previewCharges, runBilling, runDueBilling } from "../billing/index.ts";
import { listInvoices } from "../invoice/index.ts";
import { choosePeriods, getMembership, listSkippedPeriods } from "../membership/index.ts";
import { updatePlan } from "../plan/index.ts";
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
  getPractice,
  goLive,
  moveClock,
  previewFirstCharges,
  setAutoInvoice,
  setClock,
  updatePractice,
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
  here = await root.another({ name: `Practice ${count}`, isTest: true });
  gold = await addPlan(here);
});

test("CAL-1: today is the date in the practice's zone", async () => {
  root.setInstant("2026-05-21T02:00:00Z");
  expect(await here.run(getPractice, {})).toMatchObject({ today: "2026-05-20" });
  await here.run(updatePractice, { changes: { timeZone: "Asia/Tokyo" } });
  expect(await here.run(getPractice, {})).toMatchObject({ today: "2026-05-21" });
});

test("INV-3: going live takes the figures that were shown, and no others", async () => {
  await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  const preview = await here.run(previewFirstCharges, {});
  expect(preview).toMatchObject({ invoiceCount: 2, totalMinor: 20_000, through: "2026-06-20" });
  const accepted = { invoiceCount: preview.invoiceCount, totalMinor: preview.totalMinor };
  await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  expect(await refusalOf(here.run(goLive, { accepted }))).toMatchObject({ code: "stale" });
  expect(await bill()).toMatchObject({ issuedCount: 0, stopped: { rule: "INV-3" } });
  await acceptFirstCharges(here);
  expect(await here.run(getPractice, {})).toMatchObject({
    isLive: true,
    liveBy: "system",
    liveOn: "2026-05-20",
  });
  expect(await bill()).toMatchObject({ issuedCount: 2 });
});

test("INV-4: the preview shows what comes and issues nothing", async () => {
  await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  const coming = await here.run(previewCharges, { through: day("2026-08-20") });
  expect(coming.invoices.map((invoice) => invoice.issueOn)).toEqual([
    "2026-05-20",
    "2026-06-20",
    "2026-07-20",
    "2026-08-20",
  ]);
  expect((await here.run(listInvoices, {})).data).toEqual([]);
});

test("INV-5: switched off, periods pass and are listed; switched on, it bills from the next period; chosen ones are billed", async () => {
  await acceptFirstCharges(here);
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await bill();
  await here.run(setAutoInvoice, { isOn: false });
  on("2026-06-20");
  expect(await bill()).toMatchObject({ issuedCount: 0, skippedCount: 1 });
  on("2026-07-01");
  await here.run(setAutoInvoice, { isOn: true });
  expect(await bill()).toMatchObject({ issuedCount: 0 });
  const { data: skipped } = await here.run(listSkippedPeriods, {});
  expect(skipped).toMatchObject([{ membershipId: id, start: "2026-06-20", end: "2026-07-19" }]);
  const periods = skipped.map(({ start, end }) => ({ start: day(start), end: day(end) }));
  await here.run(choosePeriods, { id, periods });
  expect(await bill()).toMatchObject({ issuedCount: 1, totalMinor: 10_000 });
  on("2026-07-20");
  expect(await bill()).toMatchObject({ issuedCount: 1 });
});

test("CAL-1: a test practice's clock moves forward, and everything due happens on its own day, in order", async () => {
  await acceptFirstCharges(here);
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-31") });
  const moved = await moveClock(here.services, { context: here.context(), to: day("2026-09-01") });
  expect(
    moved.days.filter(({ report }) => report.issuedCount > 0).map(({ today }) => today),
  ).toEqual(["2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31"]);
  expect(await here.run(getMembership, { id })).toMatchObject({
    status: "Active",
    invoicedThrough: "2026-09-29",
  });
  const issuedOn = (await here.run(listInvoices, {})).data.map((invoice) => invoice.issuedOn);
  expect(issuedOn).toEqual(["2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31"]);
});

test("CAL-1: a practice with its own clock is left alone by the scheduler", async () => {
  await acceptFirstCharges(here);
  await here.run(setClock, { today: day("2026-05-20") });
  await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  const billed: string[] = [];
  await runDueBilling(here.services, { onReport: (practiceId) => billed.push(practiceId) });
  expect(billed).not.toContain(here.practice.practiceId);
});

test("CAL-1: the clock never goes back, and a practice that is no test has none", async () => {
  await here.run(setClock, { today: day("2026-06-01") });
  expect(await refusalOf(here.run(setClock, { today: day("2026-05-31") }))).toMatchObject({
    code: "refused",
  });
  const real = await root.another({ name: "Real" });
  expect(await refusalOf(real.run(setClock, { today: day("2026-06-01") }))).toMatchObject({
    code: "refused",
  });
});

test("PLAN-4: a new price reaches new members at once and others from their next period", async () => {
  await acceptFirstCharges(here);
  await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  expect(await bill()).toMatchObject({ totalMinor: 10_000 });
  on("2026-05-25");
  const prices = [{ interval: "P1M" as never, priceMinor: 12_000, from: null }];
  await here.run(updatePlan, { id: gold, changes: { pricing: { kind: "per_person", prices } } });
  await addMember(here, { planId: gold, statedStart: day("2026-05-25") });
  expect(await bill()).toMatchObject({ issuedCount: 1, totalMinor: 12_000 });
  on("2026-06-20");
  expect(await bill()).toMatchObject({ issuedCount: 1, totalMinor: 12_000 });
});
