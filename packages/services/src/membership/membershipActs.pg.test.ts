import { replay, type MembershipEvent } from "@rollbook/core/membership";
import { withPractice } from "@rollbook/db";
import { listMembershipEvents } from "@rollbook/db/membership";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { listInvoices } from "../invoice/index.ts";
import { getRecord } from "../run/index.ts";
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
  archiveMembership,
  cancelMembership,
  changePayment,
  changeTerms,
  explainMembership,
  getMembership,
  membershipKind,
  membershipOf,
  pauseMembership,
  reEnrollMembership,
  releaseHold,
  holdMembership,
  resumeMembership,
  setStart,
  withdrawCancellation,
} from "./index.ts";

let root: TestPractice;
let here: TestPractice;
let gold: string;
let silver: string;
let practiceNumber = 0;
beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

async function fresh(): Promise<void> {
  practiceNumber += 1;
  root.setInstant("2026-05-20T15:00:00Z");
  here = await root.another({ name: `Practice ${practiceNumber}` });
  gold = await addPlan(here);
  silver = await addPlan(here, {
    name: "Silver",
    pricing: {
      kind: "per_person",
      prices: [{ interval: interval("P1M"), priceMinor: 4000, from: null }],
    },
  });
  await acceptFirstCharges(here);
}

const on = (text: string) => root.setInstant(`${text}T15:00:00Z`);
const byNumber = async () =>
  (await here.run(listInvoices, {})).data.toSorted(
    (one, other) => (one.number ?? 0) - (other.number ?? 0),
  );
const bill = () => here.run(runBilling, {});

/** The stored state equals the replay of the stored events (MEM-12). */
async function expectReplayed(id: string): Promise<void> {
  const { practiceId } = here.practice;
  await withPractice(here.services.database, { practiceId }, async (tx) => {
    const events = (await listMembershipEvents(tx, { membershipId: id })).map(
      (row) => row.event as MembershipEvent,
    );
    const record = await getRecord({ tx } as never, membershipKind, id);
    expect(replay(events)).toEqual(membershipOf(record));
  });
}

test("MEM-9: a cancellation credits the unused days in the same act, and the run bills no more", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await bill();
  on("2026-05-25");
  const acted = await here.run(cancelMembership, {
    id,
    endDate: day("2026-05-29"),
    reason: "moved away",
  });
  expect(acted.membership).toMatchObject({ status: "Active", endDate: "2026-05-29" });
  const data = await byNumber();
  expect(data.map(({ kind, totalMinor, number }) => ({ kind, totalMinor, number }))).toEqual([
    { kind: "membership", totalMinor: 10_000, number: 1 },
    { kind: "credit_note", totalMinor: -6774, number: 2 },
  ]);
  on("2026-06-20");
  expect(await bill()).toMatchObject({ issuedCount: 0 });
  expect(await here.run(getMembership, { id })).toMatchObject({ status: "Inactive" });
  await expectReplayed(id);
});

test("MEM-9: a withdrawn cancellation bills the credited days again", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await bill();
  await here.run(cancelMembership, { id, endDate: day("2026-05-29"), reason: "moved away" });
  await here.run(withdrawCancellation, { id });
  on("2026-05-30");
  expect(await bill()).toMatchObject({ issuedCount: 1, totalMinor: 6774 });
  await expectReplayed(id);
});

test("MEM-5: a pause begins after the issued period, makes no lines, and an early resume bills a stub", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await bill();
  await here.run(pauseMembership, { id });
  on("2026-06-25");
  expect(await bill()).toMatchObject({ issuedCount: 0 });
  expect(await here.run(getMembership, { id })).toMatchObject({
    status: "Paused",
    actions: ["resume", "change", "cancel"],
  });
  await here.run(resumeMembership, { id, on: day("2026-07-05") });
  on("2026-07-05");
  expect(await bill()).toMatchObject({ issuedCount: 1, totalMinor: 5000 });
  await expectReplayed(id);
});

test("MEM-4: an impossible action names its rule, the status and what is allowed", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, lastBilled: day("2026-05-01") });
  expect(await refusalOf(here.run(pauseMembership, { id }))).toMatchObject({
    code: "refused",
    rule: "MEM-4",
    message: expect.stringContaining("Deferred"),
    allowed: ["edit_start", "change", "cancel"],
  });
});

test("MEM-6: a change of plan now credits the unused days and bills the new plan from today", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await bill();
  on("2026-05-30");
  const acted = await here.run(changeTerms, { id, change: { planId: silver }, when: "now" });
  expect(acted.creditNoteIds).toHaveLength(1);
  expect(await bill()).toMatchObject({ issuedCount: 1, totalMinor: 2710 });
  const data = await byNumber();
  expect(data.map((invoice) => invoice.totalMinor)).toEqual([10_000, -6774, 2710]);
  await expectReplayed(id);
});

test("MEM-6: a change without more comes with the next period", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await bill();
  await here.run(changeTerms, { id, change: { ownPriceMinor: 7777 } });
  on("2026-06-20");
  expect(await bill()).toMatchObject({ issuedCount: 1, totalMinor: 7777 });
});

test("MEM-10: re-enrolment starts after the last billed, uncredited day", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await bill();
  await here.run(cancelMembership, {
    id,
    endDate: day("2026-05-29"),
    reason: "moved",
    isLastInvoiceAdjusted: false,
  });
  on("2026-06-05");
  expect(
    await refusalOf(here.run(reEnrollMembership, { id, from: day("2026-06-05") })),
  ).toMatchObject({ rule: "MEM-10" });
  const { membership } = await here.run(reEnrollMembership, { id, from: day("2026-06-20") });
  expect(membership).toMatchObject({ status: "Deferred", billFrom: "2026-06-20" });
  expect(await here.run(explainMembership, { id })).toMatchObject({
    start: {
      sentence: "Re-enrolled from 20 June 2026: 30 May 2026 to 19 June 2026 are nobody's (MEM-10).",
    },
  });
  await expectReplayed(id);
});

test("START-3: an ambiguous anchor issues nothing until one is chosen", async () => {
  await fresh();
  on("2026-04-20");
  const { id, holds } = await addMember(here, { planId: gold, lastBilled: day("2026-02-28") });
  expect(holds).toHaveLength(1);
  on("2026-05-31");
  const parked = await bill();
  expect(parked.issuedCount).toBe(0);
  expect(await here.run(getMembership, { id })).toMatchObject({ parkedReason: expect.any(String) });
  const acted = await here.run(setStart, { id, anchorDay: 31 as never, pastStart: "bill_back" });
  expect(acted.membership.holds).toEqual([]);
  await expectReplayed(id);
});

test("MEM-7: after the first invoice the start stands", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await bill();
  const refusal = await refusalOf(here.run(setStart, { id, statedStart: day("2026-05-21") }));
  expect(refusal).toMatchObject({ code: "refused", rule: "MEM-7" });
});

test("MEM-1: autopay needs a method that can, and its mandate is kept", async () => {
  await fresh();
  const { id } = await addMember(here, {
    planId: gold,
    statedStart: day("2026-05-20"),
    paymentMethod: "cash",
  });
  expect(
    await refusalOf(here.run(changePayment, { id, payment: { isAutopay: true } })),
  ).toMatchObject({ rule: "MEM-1" });
  const payment = { method: "ach", isAutopay: true, mandateOn: day("2026-05-20") } as const;
  const { membership } = await here.run(changePayment, { id, payment });
  expect(membership).toMatchObject({ isAutopay: true, mandateOn: "2026-05-20" });
});

test("INV-10: a hold parks invoicing, and releasing it bills what was missed", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await here.run(holdMembership, { id, hold: { code: "other", reason: "asked to wait" } });
  on("2026-07-20");
  const parked = await bill();
  expect([parked.issuedCount, parked.parked.length]).toEqual([0, 1]);
  await here.run(releaseHold, { id, code: "other" });
  expect(await bill()).toMatchObject({ issuedCount: 3, totalMinor: 30_000 });
});

test("MEM-4: archived is final", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await here.run(cancelMembership, { id, endDate: day("2026-05-19"), reason: "never came" });
  const { membership } = await here.run(archiveMembership, { id });
  expect(membership).toMatchObject({ status: "Archived", actions: [] });
  expect(
    await refusalOf(here.run(reEnrollMembership, { id, from: day("2026-08-01") })),
  ).toMatchObject({ rule: "MEM-4" });
  expect(await bill()).toMatchObject({ issuedCount: 0 });
});

test("WHY-1: start, status and price are explained by rule, inputs and one sentence", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, lastBilled: day("2026-05-01") });
  const explained = await here.run(explainMembership, { id });
  expect(explained.start).toMatchObject({
    rule: "START-1",
    sentence: expect.stringContaining("1 June"),
  });
  expect(explained.status.sentence).toContain("Deferred");
  expect(explained.price?.rule).toBe("PLAN-3");
  expect(explained.nextStatusChange).toEqual({ on: "2026-06-01", status: "Active" });
});

test("a version that was overtaken is stale", async () => {
  await fresh();
  const { id } = await addMember(here, { planId: gold, statedStart: day("2026-05-20") });
  await bill();
  expect(await refusalOf(here.run(pauseMembership, { id, version: 1 }))).toMatchObject({
    code: "stale",
  });
});
