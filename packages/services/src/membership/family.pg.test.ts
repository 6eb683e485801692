import { withPractice } from "@rollbook/db";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { proveCutOver } from "../cutOver/index.ts";
import { holdThoseLeftBehind, type MembershipView } from "../membershipState/index.ts";
import { setUp } from "../run/index.ts";
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
  cancelMembership,
  explainMembership,
  getMembership,
  moveFamily,
  reEnrollMembership,
  setStart,
  withdrawCancellation,
} from "./index.ts";

let root: TestPractice;
let here: TestPractice;
let silver: string;
let ana: MembershipView;
let ben: MembershipView;
let cleo: MembershipView;
let practiceNumber = 0;

beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

/** Ana pays 400.00 for Ben and Cleo; June is billed, and it is 10 June. */
beforeEach(async () => {
  practiceNumber += 1;
  root.setInstant("2026-06-01T15:00:00Z");
  here = await root.another({ name: `Practice ${practiceNumber}` });
  const prices = [{ interval: interval("P1M"), priceMinor: 40_000, from: null }];
  const planId = await addPlan(here, { name: "Family", pricing: { kind: "per_family", prices } });
  silver = await addPlan(here, { name: "Silver" });
  await acceptFirstCharges(here);
  const statedStart = day("2026-06-01");
  ana = await addMember(here, { planId, statedStart });
  const payer = { kind: "patient" as const, id: ana.patientId };
  ben = await addMember(here, { planId, statedStart, payer, coveredBy: ana.id });
  cleo = await addMember(here, { planId, statedStart, payer, coveredBy: ana.id });
  await here.run(runBilling, {});
  root.setInstant("2026-06-10T15:00:00Z");
});

const wish = { endDate: day("2026-06-30"), reason: "Moved away" };

async function claimsOf(patientId: string): Promise<readonly string[]> {
  const rows = await here.testDatabase.database.sql`
    select lower(days)::text || ' ' || (upper(days) - 1)::text || ' ' || membership_id as claim from invoice_claim
    where practice_id = ${here.practice.practiceId} and patient_id = ${patientId} and is_live
    order by lower(days)`;
  return rows.map((row) => String(row.claim));
}

async function billOn(instant: string) {
  root.setInstant(instant);
  return here.run(runBilling, {});
}

test("MEM-13: a cancellation asks what becomes of the others, and changes nothing until it is said", async () => {
  expect(await refusalOf(here.run(cancelMembership, { id: ana.id, ...wish }))).toMatchObject({
    code: "refused",
    rule: "MEM-13",
    allowed: [
      ...[ben.id, cleo.id].toSorted().map((id) => `new_payer ${id}`),
      "own, with a plan",
      "end",
    ],
  });
  expect(await here.run(getMembership, { id: ana.id })).toMatchObject({ endDate: null });
});

test("MEM-13: with a new payer the days of everybody left go on without a gap or a second claim", async () => {
  const others = { kind: "new_payer", membershipId: ben.id } as const;
  const acted = await here.run(cancelMembership, { id: ana.id, ...wish, others });
  expect(acted).toMatchObject({
    otherMembershipIds: [ben.id, cleo.id].toSorted(),
    explain: {
      sentence:
        "Ends after 30 June 2026; nothing is credited; it covered 2 other people (MEM-9). It paid for 2 other people: one of them pays for all from 1 July 2026 (MEM-13).",
    },
  });
  expect(await billOn("2026-07-01T15:00:00Z")).toMatchObject({
    issuedCount: 1,
    totalMinor: 40_000,
  });
  expect(await claimsOf(ana.patientId)).toEqual([`2026-06-01 2026-06-30 ${ana.id}`]);
  for (const one of [ben, cleo]) {
    expect(await claimsOf(one.patientId)).toEqual([
      `2026-06-01 2026-06-30 ${ana.id}`,
      `2026-07-01 2026-07-31 ${ben.id}`,
    ]);
  }
  expect(await here.run(getMembership, { id: ben.id })).toMatchObject({ status: "Active" });
  expect(await here.run(explainMembership, { id: ben.id })).toMatchObject({
    start: {
      sentence: "Covered through 30 June 2026; billing here starts 1 July (START-1).",
    },
  });
});

test("MEM-13: a payer who leaves inside a period is credited, and the new one begins the day after", async () => {
  const others = { kind: "new_payer", membershipId: ben.id } as const;
  const ending = { ...wish, endDate: day("2026-06-20"), others };
  const { creditNoteIds } = await here.run(cancelMembership, { id: ana.id, ...ending });
  expect(creditNoteIds).toHaveLength(1);
  await billOn("2026-06-21T15:00:00Z");
  expect(await claimsOf(cleo.patientId)).toEqual([
    `2026-06-01 2026-06-20 ${ana.id}`,
    `2026-06-21 2026-06-30 ${ben.id}`,
  ]);
});

test("MEM-13: each their own, on a plan per person", async () => {
  const others = { kind: "own", planId: silver } as const;
  await here.run(cancelMembership, { id: ana.id, ...wish, others });
  expect(await billOn("2026-07-01T15:00:00Z")).toMatchObject({
    issuedCount: 2,
    totalMinor: 20_000,
  });
  expect(await claimsOf(cleo.patientId)).toContain(`2026-07-01 2026-07-31 ${cleo.id}`);
});

test("MEM-13: they end too", async () => {
  await here.run(cancelMembership, { id: ana.id, ...wish, others: { kind: "end" } });
  expect(await billOn("2026-07-01T15:00:00Z")).toMatchObject({ issuedCount: 0 });
  expect(await here.run(getMembership, { id: cleo.id })).toMatchObject({
    status: "Inactive",
    endReason: "Moved away",
  });
});

test("MEM-13: whoever was moved stays moved when the payer comes back", async () => {
  const others = { kind: "new_payer", membershipId: ben.id } as const;
  await here.run(cancelMembership, { id: ana.id, ...wish, others });
  await here.run(withdrawCancellation, { id: ana.id });
  expect(await here.run(getMembership, { id: ana.id })).toMatchObject({ alsoCovers: [] });
  expect(await billOn("2026-07-01T15:00:00Z")).toMatchObject({ issuedCount: 2, parked: [] });
});

test("PLAN-2: a member who leaves the family is not claimed by its next line, and comes back with it", async () => {
  await here.run(cancelMembership, { id: cleo.id, ...wish });
  await billOn("2026-07-01T15:00:00Z");
  expect(await claimsOf(cleo.patientId)).toEqual([`2026-06-01 2026-06-30 ${ana.id}`]);
  await here.run(reEnrollMembership, { id: cleo.id, from: day("2026-08-01") });
  await billOn("2026-08-01T15:00:00Z");
  expect(await claimsOf(cleo.patientId)).toEqual([
    `2026-06-01 2026-06-30 ${ana.id}`,
    `2026-08-01 2026-08-31 ${ana.id}`,
  ]);
});

test("MEM-13: nobody comes back under a membership that has ended", async () => {
  await here.run(cancelMembership, { id: ana.id, ...wish, others: { kind: "end" } });
  root.setInstant("2026-07-02T15:00:00Z");
  const again = here.run(reEnrollMembership, { id: cleo.id, from: day("2026-07-02") });
  expect(await refusalOf(again)).toMatchObject({ rule: "MEM-13", allowed: ["attach a plan"] });
});

describe("a payer who is ended beside the act", () => {
  const endByHand = (hold: boolean) =>
    withPractice(here.services.database, here.context(), async (tx) => {
      await tx`update membership set end_date = '2026-06-30' where id = ${ana.id}`;
      if (!hold) return;
      const given = await setUp(here.services, { tx, context: here.context(), input: {} });
      await holdThoseLeftBehind(given);
    });

  test("MEM-13: the database refuses to leave the others without a payer", async () => {
    await expect(endByHand(false)).rejects.toMatchObject({
      code: "23514",
      constraint_name: "nobody_stays_without_a_payer",
    });
  });

  test("MEM-13: the others are put on hold with the reason, and moved when somebody says where to", async () => {
    await endByHand(true);
    expect(await here.run(getMembership, { id: cleo.id })).toMatchObject({
      holds: [
        {
          code: "no_payer",
          reason:
            "The membership that pays for this one ends on 30 June 2026: name a new payer, give each a plan of their own, or end it too (MEM-13).",
        },
      ],
    });
    const others = { kind: "new_payer", membershipId: cleo.id } as const;
    await here.run(moveFamily, { id: ana.id, others });
    expect(await here.run(getMembership, { id: cleo.id })).toMatchObject({ holds: [] });
    await billOn("2026-07-01T15:00:00Z");
    expect(await claimsOf(ben.patientId)).toContain(`2026-07-01 2026-07-31 ${cleo.id}`);
    expect(await refusalOf(here.run(moveFamily, { id: ana.id, others }))).toMatchObject({
      rule: "MEM-13",
    });
  });

  test("MEM-13: a hold for want of a payer goes when the payer goes on", async () => {
    await endByHand(true);
    await withPractice(here.services.database, here.context(), async (tx) => {
      await tx`update membership set end_date = null where id = ${ana.id}`;
      const given = await setUp(here.services, { tx, context: here.context(), input: {} });
      await holdThoseLeftBehind(given);
    });
    expect(await here.run(getMembership, { id: ben.id })).toMatchObject({ holds: [] });
  });

  test("MEM-13: a membership that goes on paying has no family to move", async () => {
    const others = { kind: "end" } as const;
    expect(await refusalOf(here.run(moveFamily, { id: ana.id, others }))).toMatchObject({
      rule: "MEM-13",
      allowed: ["cancel", "change"],
    });
  });
});

describe("the cut-over proof after a family was moved", () => {
  const others = () => ({ kind: "new_payer", membershipId: ben.id }) as const;
  const seen = async (id: string) => {
    const { members } = await here.run(proveCutOver, {});
    return members.find(({ membershipId }) => membershipId === id);
  };

  test("CUT-1: days that the former payer pays here are no coverage of the old platform", async () => {
    await here.run(cancelMembership, { id: ana.id, ...wish, others: others() });
    expect(await seen(ben.id)).toMatchObject({ overlapDays: 0, gapDays: 0 });
    await billOn("2026-07-01T15:00:00Z");
    expect(await claimsOf(ben.patientId)).toEqual([
      `2026-06-01 2026-06-30 ${ana.id}`,
      `2026-07-01 2026-07-31 ${ben.id}`,
    ]);
    expect(await seen(ben.id)).toMatchObject({ overlapDays: 0, gapDays: 0 });
  });

  test("CUT-1: what the old platform covered stays seen, until somebody says otherwise", async () => {
    const old = { lastBilled: "2026-05-03", coveredThrough: "2026-05-31" };
    const { sql } = here.testDatabase.database;
    await sql`
      update membership set covered_through = ${old.coveredThrough},
        start_input = ${JSON.stringify(old)}::text::jsonb
      where practice_id = ${here.practice.practiceId} and id = ${ben.id}`;
    await here.run(cancelMembership, { id: ana.id, ...wish, others: others() });
    const moved = await seen(ben.id);
    expect(moved).toMatchObject({ overlapDays: 0, gapDays: 0, lastChargeThere: "2026-05-03" });
    expect(moved?.segments[0]).toEqual({ kind: "old", start: "2026-05-03", end: "2026-05-31" });
    await here.run(setStart, { id: ben.id, coveredThrough: day("2026-06-30") });
    expect(await seen(ben.id)).toMatchObject({ overlapDays: 1 });
  });
});
