import { addDays, countDays, plainDate, type PlainDate } from "@rollbook/core/calendar";
import { listBaseClaims } from "@rollbook/db/cutOver";
import { withPractice } from "@rollbook/db";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { cancelMembership, pauseMembership } from "../membership/index.ts";
import { goLive, previewFirstCharges } from "../practice/index.ts";
import {
  addMember,
  addPlan,
  refusalOf,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import { acceptCutOver, proveCutOver, signOffCutOver, type SignedTimeline } from "./index.ts";

let root: TestPractice;
let here: TestPractice;
beforeAll(async () => {
  root = await startTestPractice({ timeZone: "America/Chicago" });
});
afterAll(() => root.testDatabase.drop());

const today = plainDate("2026-05-20");
const intervals = ["P1M", "P3M", "P1Y", "P2W", "P30D"] as const;

const anyMember = fc.record({
  interval: fc.constantFrom(...intervals),
  isArrears: fc.boolean(),
  daysAgo: fc.nat(31),
  isStarting: fc.boolean(),
  pause: fc.option(fc.integer({ min: 40, max: 200 }), { nil: null }),
  end: fc.option(fc.integer({ min: 12, max: 200 }), { nil: null, freq: 2 }),
});

/** A roster of people who were billed elsewhere and of some who are new, with every interval, early and late. */
async function addRoster(seed: number): Promise<ReadonlyMap<string, PlainDate>> {
  const ends = new Map<string, PlainDate>();
  const plans = await Promise.all(
    ["advance", "arrears"].map((billing) =>
      addPlan(here, {
        name: billing,
        billing: billing as never,
        pricing: {
          kind: "per_person",
          prices: intervals.map((interval) => ({
            interval: interval as never,
            priceMinor: 10_000,
            from: null,
          })),
        },
      }),
    ),
  );
  for (const drawn of fc.sample(anyMember, { numRuns: 30, seed })) {
    const at = addDays(today, -drawn.daysAgo);
    const member = await addMember(here, {
      planId: plans[drawn.isArrears ? 1 : 0] ?? "",
      interval: drawn.interval as never,
      ...(drawn.isStarting ? { statedStart: addDays(today, 10) } : { lastBilled: at }),
    });
    // An act that the membership does not take, one with an open question for instance, is none.
    const ifTaken = (act: Promise<unknown>): Promise<boolean> =>
      act.then(
        () => true,
        (error: unknown) => {
          expect(error).toMatchObject({ code: "refused" });
          return false;
        },
      );
    const { id } = member;
    if (drawn.end !== null) {
      const endDate = addDays(today, drawn.end);
      if (await ifTaken(here.run(cancelMembership, { id, endDate }))) ends.set(id, endDate);
    } else if (drawn.pause !== null) {
      const through = addDays(today, drawn.pause);
      await ifTaken(here.run(pauseMembership, { id, through }));
    }
  }
  return ends;
}

const isUnsigned = ({ mustBeSignedOff }: SignedTimeline): boolean => mustBeSignedOff;

test.each([20_260_520, 7])(
  "CUT-2: for any roster, accepted means that no day is billed twice and none is missed in the months that follow (%i)",
  async (seed) => {
    root.setInstant(`${today}T17:00:00Z`);
    here = await root.another({ name: `Roster ${seed}`, timeZone: "America/Chicago" });
    const ends = await addRoster(seed);
    const proof = await here.run(proveCutOver, {});
    for (const { membershipId, gapDays, overlapDays } of proof.members.filter(isUnsigned)) {
      const reason = "seen";
      await here.run(signOffCutOver, { membershipId, gapDays, overlapDays, reason });
    }
    const { invoiceCount, totalMinor } = await here.run(previewFirstCharges, {});
    const unproved = here.run(goLive, { accepted: { invoiceCount, totalMinor } });
    expect(await refusalOf(unproved)).toMatchObject({ rule: "CUT-2" });
    await here.run(acceptCutOver, { accepted: { invoiceCount, totalMinor } });
    const until = addDays(today, 250);
    for (let day = today; day <= until; day = addDays(day, 1)) {
      root.setInstant(`${day}T17:00:00Z`);
      await here.run(runBilling, {});
    }
    const { practiceId } = here.practice;
    const claims = await withPractice(here.services.database, { practiceId }, listBaseClaims);
    const { sql } = here.testDatabase.database;
    const owners = await sql<{ id: string; patientId: string }[]>`
    select id, patient_id as "patientId" from membership where practice_id = ${practiceId}`;
    const patientOf = new Map(owners.map(({ id, patientId }) => [id, patientId]));
    let checkedDays = 0;
    for (const member of proof.members.filter((each) => !isUnsigned(each))) {
      // A year in arrears is charged only when it has ended.
      if (member.firstChargeHere === null || member.firstChargeHere > until) continue;
      const patientId = patientOf.get(member.membershipId);
      const billed = claims.filter((claim) => claim.patientId === patientId);
      const old = member.segments.filter(({ kind }) => kind === "old").at(-1);
      const excused = member.segments.filter(({ kind }) => kind === "excused");
      const start = old === undefined ? billed[0]?.start : addDays(old.end, 1);
      const end = billed.at(-1)?.end;
      if (start === undefined || end === undefined)
        throw new Error(`${member.name} was never billed`);
      for (let day = start as PlainDate; day <= end; day = addDays(day, 1)) {
        const has = (each: { start: string; end: string }) => each.start <= day && day <= each.end;
        const times = billed.filter(has).length;
        expect({ member: member.membershipId, day, times }).toEqual({
          member: member.membershipId,
          day,
          times: excused.some(has) ? 0 : 1,
        });
        checkedDays += 1;
      }
      const endsOn = ends.get(member.membershipId);
      if (endsOn === undefined)
        expect(countDays({ start: start as PlainDate, end: end as PlainDate })).toBeGreaterThan(20);
      else if (!excused.some(({ end: last }) => last >= endsOn)) expect(end).toBe(endsOn);
    }
    expect(checkedDays).toBeGreaterThan(2_000);
  },
);
