import { replay, type MembershipEvent } from "@rollbook/core/membership";
import type { RosterFieldKey, RosterValues } from "@rollbook/core/roster";
import { withPractice } from "@rollbook/db";
import { listMembershipEvents } from "@rollbook/db/membership";
import { listReadEvidence, type RosterRowRecord } from "@rollbook/db/roster";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { runBilling } from "../billing/index.ts";
import { listInvoices } from "../invoice/index.ts";
import {
  cancelMembership,
  changeTerms,
  getMembership,
  withdrawCancellation,
} from "../membership/index.ts";
import { membershipKind, membershipOf } from "../membershipState/index.ts";
import { defineVerb, getRecord } from "../run/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  interval,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import { makePlans } from "./applySync.ts";
import { confirmReads } from "./confirmReads.ts";
import { creditEnds } from "./creditEnds.ts";
import { readPlans, readViews } from "./readViews.ts";
import { newRow, rowDrafts } from "./rowDrafts.ts";
import { updateMembers, type Update } from "./updateMembers.ts";

let root: TestPractice;
let here: TestPractice;
let gold: string;
let practiceNumber = 0;
beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

beforeEach(async () => {
  practiceNumber += 1;
  root.setInstant("2026-05-20T15:00:00Z");
  here = await root.another({ name: `Practice ${practiceNumber}` });
  gold = await addPlan(here);
  await acceptFirstCharges(here);
});

/** What a sync does with accepted edits of one member's row. */
const edit = (membershipId: string, typed: RosterValues) =>
  here.run(editVerb, { membershipId, typed });

const editVerb = defineVerb({
  name: "roster.apply_sync",
  permission: "roster.sync",
  input: z.strictObject({
    membershipId: z.string(),
    typed: z.custom<RosterValues>((value) => typeof value === "object"),
  }),
  run: async ({ input, ...given }) => {
    const { patientId } = await getRecord(given, membershipKind, input.membershipId);
    const row: RosterRowRecord = {
      ...newRow({ rowId: "rb-1", record: 2, base: {} }),
      patientId,
      membershipId: input.membershipId,
    };
    const plans = await readPlans(given.tx);
    const view = (await readViews(given.tx, { rows: [row], plans })).get("rb-1");
    const facts = view?.membership?.facts;
    if (view === undefined || facts === undefined) throw new RangeError("no such member");
    const { typed } = input;
    const update: Update = {
      kind: "update_member",
      rowId: "rb-1",
      changes: Object.entries(typed).map(([field, to]) => ({
        field: field as RosterFieldKey,
        from: null,
        to,
      })),
      agreed: { ...view.stored, ...typed },
      membership: {
        facts: { ...facts, interval: typed.interval ?? facts.interval },
        startInput: null,
        payerRowId: null,
        payerName: null,
        paymentMethod: null,
        isAutopay: false,
        enrolmentFeeMinor: null,
      },
    };
    const setting = { given, drafts: rowDrafts([row]), plans: await makePlans(given, []) };
    await updateMembers({ ...setting, isApproved: false, runId: null }, [update]);
  },
});

/** A later read that finds the row as it was; answers what the row is told. */
const readAgain = (membershipId: string) => here.run(readAgainVerb, { membershipId });

const readAgainVerb = defineVerb({
  name: "roster.apply_sync",
  permission: "roster.sync",
  input: z.strictObject({ membershipId: z.string() }),
  run: async ({ input: { membershipId }, ...given }) => {
    const rows = [{ ...newRow({ rowId: "rb-1", record: 2, base: {} }), membershipId }];
    const drafts = rowDrafts(rows);
    const look = { rows, changed: new Set<string>(), waiting: await listReadEvidence(given.tx) };
    await creditEnds(given, { ...look, drafts });
    await confirmReads(given, look);
    return drafts.get("rb-1")?.notice ?? null;
  },
});

/** A date typed in the roster at 15:00, and read again a quarter of an hour later. */
async function typeEnd(membershipId: string, date: string, endDate: string | null) {
  root.setInstant(`${date}T15:00:00Z`);
  await edit(membershipId, { end_date: endDate === null ? null : day(endDate) });
  root.setInstant(`${date}T15:15:00Z`);
  return readAgain(membershipId);
}

const invoices = async () =>
  (await here.run(listInvoices, {})).data
    .toSorted((one, other) => (one.number ?? 0) - (other.number ?? 0))
    .map(({ kind, totalMinor }) => ({ kind, totalMinor }));

const member = (planId: string) => addMember(here, { planId, statedStart: day("2026-05-20") });
const joined = () => member(gold);
const bill = () => here.run(runBilling, {});

async function expectReplayed(id: string): Promise<void> {
  await withPractice(here.services.database, here.context(), async (tx) => {
    const events = await listMembershipEvents(tx, { membershipId: id });
    const record = await getRecord({ tx } as never, membershipKind, id);
    expect(replay(events.map(({ event }) => event as MembershipEvent))).toEqual(
      membershipOf(record),
    );
  });
}

test("MEM-9: an end date of the roster credits the billed days after it once it was read twice, as a cancellation does", async () => {
  const { id } = await joined();
  await bill();
  await edit(id, { end_date: day("2026-05-29") });
  root.setInstant("2026-05-20T15:14:00Z");
  await readAgain(id);
  expect(await invoices()).toEqual([{ kind: "membership", totalMinor: 10_000 }]);
  root.setInstant("2026-05-20T15:15:00Z");
  expect(await readAgain(id)).toBeNull();
  expect(await readAgain(id)).toBeNull();
  expect(await invoices()).toEqual([
    { kind: "membership", totalMinor: 10_000 },
    { kind: "credit_note", totalMinor: -6774 },
  ]);
  root.setInstant("2026-06-25T15:00:00Z");
  expect(await bill()).toMatchObject({ issuedCount: 0 });
  await expectReplayed(id);
});

test("MEM-9: an end date that is cleared, moved on or moved back bills and credits each day once", async () => {
  const { id } = await joined();
  await bill();
  await typeEnd(id, "2026-05-21", "2026-05-29");
  await typeEnd(id, "2026-05-30", null);
  expect(await bill()).toMatchObject({ issuedCount: 1, totalMinor: 6774 });
  await typeEnd(id, "2026-05-31", "2026-06-09");
  await typeEnd(id, "2026-06-01", "2026-05-29");
  const sum = (await invoices()).reduce((total, { totalMinor }) => total + totalMinor, 0);
  expect(sum).toBe(10_000 - 6774);
  await expectReplayed(id);
});

test("MEM-9: an end that a person left uncredited stays so when the roster moves it", async () => {
  const { id } = await joined();
  await bill();
  const left = { reason: "moved away", isLastInvoiceAdjusted: false };
  await here.run(cancelMembership, { id, endDate: day("2026-06-05"), ...left });
  await typeEnd(id, "2026-05-21", "2026-05-29");
  expect(await invoices()).toHaveLength(1);
  expect(await here.run(getMembership, { id })).toMatchObject({
    endDate: "2026-05-29",
    isLastInvoiceAdjusted: false,
  });
});

test("MEM-13: days billed for a family that was moved since are not credited for one alone, and the row says so", async () => {
  const prices = [{ interval: interval("P1M"), priceMinor: 40_000, from: null }];
  const planId = await addPlan(here, { name: "Family", pricing: { kind: "per_family", prices } });
  const ana = await member(planId);
  const payer = { kind: "patient" as const, id: ana.patientId };
  const statedStart = day("2026-05-20");
  const ben = await addMember(here, { planId, statedStart, payer, coveredBy: ana.id });
  await bill();
  const others = { kind: "new_payer", membershipId: ben.id } as const;
  const wish = { endDate: day("2026-06-19"), reason: "moved away", others };
  await here.run(cancelMembership, { id: ana.id, ...wish });
  await here.run(withdrawCancellation, { id: ana.id });
  expect(await typeEnd(ana.id, "2026-05-21", "2026-05-29")).toMatch(
    /^Nothing was credited for the end date\. .*cannot be credited for one alone/u,
  );
  expect(await invoices()).toHaveLength(1);
  expect(await here.run(getMembership, { id: ana.id })).toMatchObject({
    endDate: "2026-05-29",
    isLastInvoiceAdjusted: false,
  });
  await expectReplayed(ana.id);
});

test("MEM-6: another interval typed in the roster begins its own cycle where core's change of terms does", async () => {
  const prices = (["P1M", "P1W"] as const).map((every) => ({
    interval: interval(every),
    priceMinor: 7000,
    from: null,
  }));
  const planId = await addPlan(here, { name: "Weekly", pricing: { kind: "per_person", prices } });
  const [typed, asked] = [await member(planId), await member(planId)];
  await bill();
  await edit(typed.id, { interval: interval("P1W") });
  await here.run(changeTerms, {
    id: asked.id,
    change: { interval: interval("P1W") },
    when: "next_period",
  });
  const expected = [{}, { from: "2026-06-20", anchorDate: "2026-06-20", interval: "P1W" }];
  for (const { id } of [typed, asked])
    expect(await here.run(getMembership, { id })).toMatchObject({ terms: expected });
});

test("MEM-6: an edit of the roster leaves the day of a change that is planned for later", async () => {
  const { id } = await joined();
  await bill();
  const change = { ownPriceMinor: 9000 };
  await here.run(changeTerms, { id, change, when: day("2026-08-20") });
  await edit(id, { interval: interval("P3M") });
  expect(await here.run(getMembership, { id })).toMatchObject({
    terms: [
      { from: "2026-05-20", interval: "P1M" },
      { from: "2026-08-20", interval: "P3M" },
    ],
  });
});
