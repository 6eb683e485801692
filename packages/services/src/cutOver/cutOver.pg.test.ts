import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { previewFirstCharges } from "../practice/index.ts";
import {
  addMember,
  addPlan,
  day,
  refusalOf,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import { acceptCutOver, exportCutOver, proveCutOver } from "./index.ts";

let root: TestPractice;
let here: TestPractice;
let planId: string;

beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

beforeEach(async () => {
  here = await root.another({ name: "Moving here" });
  planId = await addPlan(here);
});

const accept = async (
  signOffs: { membershipId: string; gapDays: number; overlapDays: number; reason: string }[] = [],
) => {
  const { invoiceCount, totalMinor } = await here.run(previewFirstCharges, {});
  return here.run(acceptCutOver, { accepted: { invoiceCount, totalMinor }, signOffs });
};

test("MIG-10: a member billed there on 1 May starts here on 1 June, without a gap or an overlap", async () => {
  const member = await addMember(here, { planId, lastBilled: day("2026-05-01") });
  const proof = await here.run(proveCutOver, {});
  expect(proof.totals).toEqual({ members: 1, gapDays: 0, overlapDays: 0, toSignOff: 0 });
  expect(proof.members[0]).toMatchObject({
    membershipId: member.id,
    lastChargeThere: "2026-05-01",
    firstChargeHere: "2026-06-01",
  });
  expect(proof.members[0]?.segments[0]).toEqual({
    kind: "old",
    start: "2026-05-01",
    end: "2026-05-31",
  });
  const { header, rows } = await here.run(exportCutOver, {});
  expect(header).toHaveLength(6);
  expect(rows[0]).toEqual([
    member.id,
    "old",
    "2026-05-01",
    "2026-05-31",
    "2026-05-01",
    "2026-06-01",
  ]);
});

test("MIG-11: accepting the proof makes the practice live", async () => {
  await addMember(here, { planId, lastBilled: day("2026-05-01") });
  expect(await accept()).toMatchObject({ liveOn: "2026-05-20", totals: { toSignOff: 0 } });
});

test("MIG-11: a gap that nobody signed off stands in the way, signed off as it is it does not", async () => {
  const member = await addMember(here, {
    planId,
    coveredThrough: day("2026-05-31"),
    lastBilled: day("2026-05-01"),
  });
  const { sql } = here.testDatabase.database;
  await sql`
    update membership set covered_through = '2026-05-29'
    where practice_id = ${here.practice.practiceId} and id = ${member.id}`;
  expect(await refusalOf(accept())).toMatchObject({
    code: "refused",
    rule: "MIG-11",
    allowed: [member.id],
  });
  const signOff = { membershipId: member.id, gapDays: 2, overlapDays: 0, reason: "a present" };
  expect(await accept([signOff])).toMatchObject({
    liveOn: "2026-05-20",
    signedOff: [{ gapDays: 2 }],
  });
});
