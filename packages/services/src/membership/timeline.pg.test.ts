import { addDays, daysBetween, type PlainDate } from "@rollbook/core/calendar";
import { replay, type Membership, type MembershipEvent } from "@rollbook/core/membership";
import { withPractice } from "@rollbook/db";
import { listMembershipEvents } from "@rollbook/db/membership";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { creditInvoice, listInvoices, voidInvoice } from "../invoice/index.ts";
import { getRecord, ServiceError } from "../run/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  interval,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import {
  cancelMembership,
  changeTerms,
  membershipKind,
  membershipOf,
  pauseMembership,
  reEnrollMembership,
  resumeMembership,
  withdrawCancellation,
} from "./index.ts";

const begin = day("2026-01-31");
let root: TestPractice;
let count = 0;
beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

const acts = [
  "bill",
  "pause",
  "resume",
  "cancel",
  "withdraw",
  "re_enroll",
  "change_now",
  "change_next",
  "void",
  "credit",
] as const;
const step = fc.record({
  act: fc.constantFrom(...acts),
  days: fc.integer({ min: 0, max: 25 }),
  flag: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

interface Scene {
  readonly practice: TestPractice;
  readonly id: string;
  readonly plans: readonly string[];
  today: PlainDate;
}

async function newScene(): Promise<Scene> {
  count += 1;
  root.setInstant(`${begin}T15:00:00Z`);
  const practice = await root.another({ name: `Timeline ${count}` });
  const gold = await addPlan(practice);
  const prices = [{ interval: interval("P1M"), priceMinor: 4999, from: null }];
  const silver = await addPlan(practice, {
    name: "Silver",
    pricing: { kind: "per_person", prices },
  });
  await acceptFirstCharges(practice);
  const { id } = await addMember(practice, { planId: gold, statedStart: begin });
  return { practice, id, plans: [gold, silver], today: begin };
}

/** An act that the rules refuse changes nothing and is fine. */
async function attempt(
  scene: Scene,
  { act, flag }: Step,
  forestalled: readonly string[] = [],
): Promise<void> {
  const { practice, id, today, plans } = scene;
  const invoices = async () =>
    (await practice.run(listInvoices, { isActive: true })).data.filter(
      ({ kind }) => kind === "membership",
    );
  const run = {
    bill: () => practice.run(runBilling, {}),
    pause: () => practice.run(pauseMembership, { id, through: flag ? addDays(today, 40) : null }),
    resume: () => practice.run(resumeMembership, { id }),
    cancel: () =>
      practice.run(cancelMembership, {
        id,
        endDate: addDays(today, flag ? 3 : -2),
        reason: "moved",
        isLastInvoiceAdjusted: flag,
      }),
    withdraw: () => practice.run(withdrawCancellation, { id }),
    re_enroll: () => practice.run(reEnrollMembership, { id, from: addDays(today, flag ? 0 : 10) }),
    change_now: () =>
      practice.run(changeTerms, {
        id,
        change: { planId: plans[flag ? 0 : 1] as string },
        when: "now",
      }),
    change_next: () =>
      practice.run(changeTerms, { id, change: { anchorDay: (flag ? 31 : 15) as never } }),
    void: async () => {
      const last = (await invoices()).at(-1);
      if (last !== undefined)
        await practice.run(voidInvoice, { id: last.id, reason: "x", isBilledAgain: flag });
    },
    credit: async () => {
      const last = (await invoices()).at(-1);
      const unused = { start: today, end: addDays(today, 5) };
      if (last !== undefined)
        await practice.run(creditInvoice, {
          id: last.id,
          reason: "x",
          unused,
          isBilledAgain: flag,
        });
    },
  } as const satisfies Record<Step["act"], () => Promise<unknown>>;
  await run[act]().catch((error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code !== "refused" && !forestalled.includes(error.code)) throw error;
  });
}

async function stateOf({
  practice,
  id,
}: Scene): Promise<{ membership: Membership; replayed: Membership }> {
  const { practiceId } = practice.practice;
  return withPractice(practice.services.database, { practiceId }, async (tx) => {
    const events = (await listMembershipEvents(tx, { membershipId: id })).map(
      (row) => row.event as MembershipEvent,
    );
    const record = await getRecord({ tx } as never, membershipKind, id);
    return { membership: membershipOf(record), replayed: replay(events) };
  });
}

async function claimsOf({ practice, id }: Scene) {
  return practice.testDatabase.database.sql<{ start: string; end: string }[]>`
    select lower(days) as start, upper(days) - 1 as end from invoice_claim
    where practice_id = ${practice.practice.practiceId} and membership_id = ${id} and charge_kind = 'base' and is_live
    order by 1`;
}

const covers = (periods: readonly { start: string; end: string }[], one: string) =>
  periods.some(({ start, end }) => start <= one && one <= end);

/** At the end of a scene: every day is billed once, paused or waived, and events, claims and numbers agree. */
async function expectWhole(scene: Scene): Promise<void> {
  await scene.practice.run(runBilling, {});
  const { membership, replayed } = await stateOf(scene);
  expect(replayed).toEqual(membership);
  const claims = await claimsOf(scene);
  const last =
    membership.endDate !== null && membership.endDate < scene.today
      ? membership.endDate
      : scene.today;
  for (let index = 0; index <= daysBetween(membership.billFrom, last); index += 1) {
    const one = addDays(membership.billFrom, index);
    expect([one, covers(claims, one)]).toEqual([one, covers(membership.claimed, one)]);
    const isPaused = membership.pauses.some(
      ({ from, through }) => from <= one && (through === null || one <= through),
    );
    expect([one, covers(claims, one) || isPaused || covers(membership.waivers, one)]).toEqual([
      one,
      true,
    ]);
  }
  const numbers = (await scene.practice.run(listInvoices, { limit: 1000 })).data.map(
    ({ number }) => number ?? 0,
  );
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
}

test("INV-9: whatever is done in whatever order, the state is the replay of its events, its claims are the invoices' and no day is lost", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const scene = await newScene();
      for (const one of steps) {
        scene.today = addDays(scene.today, one.days);
        root.setInstant(`${scene.today}T15:00:00Z`);
        await attempt(scene, one);
      }
      await expectWhole(scene);
    }),
    { numRuns: 25 },
  );
});

test("INV-9: whatever is done at once, nobody's write is lost, no day is billed twice and none is missed", async () => {
  const rounds = fc.array(fc.array(step, { minLength: 2, maxLength: 4 }), {
    minLength: 2,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(rounds, async (atOnce) => {
      const scene = await newScene();
      for (const round of atOnce) {
        scene.today = addDays(scene.today, round[0]?.days ?? 0);
        root.setInstant(`${scene.today}T15:00:00Z`);
        const acts = [...round, { act: "bill" as const, days: 0, flag: true }];
        await Promise.all(acts.map((act) => attempt(scene, act, ["conflict", "stale"])));
      }
      await expectWhole(scene);
    }),
    // Nothing is shrunk: who comes first is another one each time.
    { numRuns: Number(process.env["TIMELINE_RUNS"] ?? 15), endOnFailure: true },
  );
});
