import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pauseMembership } from "../membership/index.ts";
import { goLive, previewFirstCharges } from "../practice/index.ts";
import {
  addMember,
  addPlan,
  day,
  refusalOf,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import {
  acceptCutOver,
  forecastCutOver,
  proveCutOver,
  signOffCutOver,
  withdrawSignOff,
} from "./index.ts";

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

const accept = async () => {
  const { invoiceCount, totalMinor } = await here.run(previewFirstCharges, {});
  return here.run(acceptCutOver, { accepted: { invoiceCount, totalMinor } });
};

/** A member whose old platform covers two days less than its last bill says. */
async function memberWithGap() {
  const member = await addMember(here, {
    planId,
    coveredThrough: day("2026-05-31"),
    lastBilled: day("2026-05-01"),
  });
  const { sql } = here.testDatabase.database;
  await sql`
    update membership set covered_through = '2026-05-29'
    where practice_id = ${here.practice.practiceId} and id = ${member.id}`;
  return member;
}

describe("the proof", () => {
  test("CUT-1: a member billed there on 1 May starts here on 1 June, without a gap or an overlap", async () => {
    const member = await addMember(here, { planId, lastBilled: day("2026-05-01") });
    const proof = await here.run(proveCutOver, {});
    expect(proof).toMatchObject({
      totals: { members: 1, gapDays: 0, overlapDays: 0, toSignOff: 0 },
      openCount: 0,
      signOffBy: ["owner", "admin"],
      acceptBy: ["owner"],
    });
    expect(proof.members[0]).toMatchObject({
      membershipId: member.id,
      name: "Nowak",
      lastChargeThere: "2026-05-01",
      firstChargeHere: "2026-06-01",
      waitsFor: [],
    });
    expect(proof.members[0]?.segments[0]).toEqual({
      kind: "old",
      start: "2026-05-01",
      end: "2026-05-31",
    });
  });

  test("CUT-1: a pause is shown and is no gap", async () => {
    const member = await addMember(here, { planId, lastBilled: day("2026-04-20") });
    await here.run(pauseMembership, { id: member.id, through: day("2026-08-31") });
    const { members, totals } = await here.run(proveCutOver, {});
    expect(totals).toMatchObject({ gapDays: 0 });
    expect(members[0]?.segments).toContainEqual({
      kind: "excused",
      start: "2026-05-20",
      end: "2026-08-31",
    });
  });

  test("CUT-1: who waits for an answer is billed by nobody, and a gap until it is given", async () => {
    await addMember(here, { planId, lastBilled: day("2026-04-30") });
    const [waiting] = (await here.run(proveCutOver, {})).members;
    expect(waiting).toMatchObject({
      firstChargeHere: null,
      mustBeSignedOff: true,
      waitsFor: [expect.stringContaining("Choose the billing day.")],
      segments: [{ kind: "old" }, { kind: "gap", start: "2026-05-30" }],
    });
    expect(await refusalOf(accept())).toMatchObject({ rule: "CUT-2" });
    const { sql } = here.testDatabase.database;
    await sql`update membership set holds = '[]' where practice_id = ${here.practice.practiceId}`;
    expect(await here.run(proveCutOver, {})).toMatchObject({
      openCount: 0,
      members: [{ waitsFor: [], gapDays: 0, firstChargeHere: "2026-05-30" }],
    });
  });

  test("CUT-1: billed every two years in arrears, the coming months are covered all the same", async () => {
    const planOfYears = await addPlan(here, {
      name: "Long",
      billing: "arrears",
      pricing: {
        kind: "per_person",
        prices: [{ interval: "P24M" as never, priceMinor: 10_000, from: null }],
      },
    });
    await addMember(here, {
      planId: planOfYears,
      interval: "P24M" as never,
      statedStart: day("2026-06-01"),
    });
    expect(await here.run(proveCutOver, {})).toMatchObject({ totals: { gapDays: 0, members: 1 } });
  });
});

describe("going live", () => {
  test("CUT-2: accepting the proof makes the practice live", async () => {
    await addMember(here, { planId, lastBilled: day("2026-05-01") });
    expect(await accept()).toMatchObject({ liveOn: "2026-05-20", totals: { toSignOff: 0 } });
  });

  test("CUT-2: a gap that nobody signed off stands in the way, signed off as it is it does not", async () => {
    const member = await memberWithGap();
    expect(await refusalOf(accept())).toMatchObject({
      code: "refused",
      rule: "CUT-2",
      allowed: [member.id],
    });
    const signOff = { membershipId: member.id, overlapDays: 0, reason: "a present" };
    const wrong = here.run(signOffCutOver, { ...signOff, gapDays: 3 });
    expect(await refusalOf(wrong)).toMatchObject({ code: "conflict" });
    await here.run(signOffCutOver, { ...signOff, gapDays: 2 });
    expect(await here.run(proveCutOver, {})).toMatchObject({
      openCount: 0,
      members: [{ mustBeSignedOff: true, signOff: { reason: "a present", byUserId: "system" } }],
    });
    expect(await accept()).toMatchObject({
      liveOn: "2026-05-20",
      signedOff: [{ segments: [{ kind: "gap", start: "2026-05-30", end: "2026-05-31" }] }],
    });
  });

  test("CUT-2: a signature is for these days and no others, and may be withdrawn", async () => {
    const member = await memberWithGap();
    const signOff = { membershipId: member.id, gapDays: 2, overlapDays: 0, reason: "a present" };
    await here.run(signOffCutOver, signOff);
    const { sql } = here.testDatabase.database;
    await sql`
      update membership set covered_through = '2026-05-28'
      where practice_id = ${here.practice.practiceId} and id = ${member.id}`;
    expect(await refusalOf(accept())).toMatchObject({ rule: "CUT-2" });
    await here.run(signOffCutOver, { ...signOff, gapDays: 3 });
    await here.run(withdrawSignOff, { membershipId: member.id });
    expect(await here.run(proveCutOver, {})).toMatchObject({ openCount: 1 });
  });
});

describe("no other way to go live", () => {
  const first = async () => {
    const { invoiceCount, totalMinor } = await here.run(previewFirstCharges, {});
    return { accepted: { invoiceCount, totalMinor } };
  };

  test("CUT-2: the first charges alone are refused where anybody was billed elsewhere", async () => {
    await addMember(here, { planId, lastBilled: day("2026-05-01") });
    await addMember(here, { planId, statedStart: day("2026-05-20") });
    expect(await refusalOf(here.run(goLive, await first()))).toMatchObject({
      code: "refused",
      rule: "CUT-2",
      message: expect.stringContaining("1 member was billed elsewhere before"),
      allowed: ["acceptCutOver"],
    });
    expect(await here.run(proveCutOver, {})).toMatchObject({ acceptance: null });
    await accept();
    expect(await here.run(proveCutOver, {})).toMatchObject({
      practice: { liveOn: "2026-05-20" },
      acceptance: { at: "2026-05-20T15:00:00.000Z", by: "system", totals: { members: 2 } },
    });
    expect(await here.run(goLive, await first())).toMatchObject({ practice: { isLive: true } });
  });

  test("CUT-2: where nobody was, they are enough, and so is the proof", async () => {
    await addMember(here, { planId, statedStart: day("2026-05-20") });
    expect(await here.run(goLive, await first())).toMatchObject({ practice: { isLive: true } });
    here = await root.another({ name: "Opening anew" });
    expect(await accept()).toMatchObject({ liveOn: "2026-05-20" });
  });

  test("CUT-2: the database refuses it too, whoever writes, and an acceptance of before counts no more", async () => {
    await addMember(here, { planId, lastBilled: day("2026-05-01") });
    const { sql } = here.testDatabase.database;
    const { practiceId } = here.practice;
    const constraint = () =>
      sql`update practice set live_on = '2026-05-20' where practice_id = ${practiceId}`.catch(
        (error: unknown) => (error as { constraint_name?: string }).constraint_name,
      );
    expect(await constraint()).toBe("live_by_proof");
    await sql`
      insert into cut_over_acceptance (practice_id, accepted_at, accepted_by, through, totals, signed_off)
      values (${practiceId}, '2026-05-19T15:00:00Z', 'somebody', '2027-05-19', '{}', '[]')`;
    expect(await constraint()).toBe("live_by_proof");
  });
});

test("CUT-3: the forecast tells what each member is charged in the present month and the twelve after it", async () => {
  const member = await addMember(here, {
    planId,
    lastBilled: day("2026-05-01"),
    patient: { firstName: "Ada", lastName: "Nowak", email: "ada@example.com" } as never,
  });
  const { months, rows, members } = await here.run(forecastCutOver, {});
  expect([months.at(0), months.at(-1), months.length]).toEqual(["2026-05", "2027-05", 13]);
  expect(rows.map(({ month }) => month)).toEqual(months.slice(1));
  expect(rows[0]).toEqual({
    memberKey: member.id,
    name: "Ada Nowak",
    month: "2026-06",
    currency: "USD",
    amountMinor: 10_000,
  });
  expect(members[0]?.aliases).toEqual(
    expect.arrayContaining(["Ada Nowak", "Nowak, Ada", "ada@example.com", member.patientId]),
  );
});
