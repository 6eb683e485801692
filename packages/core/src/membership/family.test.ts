import { describe, expect, test } from "vitest";
import { cancelMembership, joinFamily, moveFamily } from "./index.ts";
import { after, day, price, someMembership, somePlan } from "./testMembership.ts";
import { applyEvent, type FamilyChoice, type FamilyMove, type Membership } from "./index.ts";

const today = day("2026-06-10");

describe("PLAN-2: joining a family price", () => {
  test("PLAN-2: the payer's line covers whoever joins, once", () => {
    const payer = someMembership({ input: { patientId: "pat_a", alsoCovers: ["pat_b"] } });
    const joined = after(
      payer,
      joinFamily({ payer, patientIds: ["pat_a", "pat_b", "pat_c"], today }),
    );
    expect(joined.alsoCovers).toEqual(["pat_b", "pat_c"]);
    expect(joinFamily({ payer: joined, patientIds: ["pat_c"], today })).toMatchObject({
      events: [],
    });
  });

  test("PLAN-2: not under a membership that is covered itself, or has ended", () => {
    const covered = someMembership({ state: { coveredBy: "mem_payer" } });
    expect(joinFamily({ payer: covered, patientIds: ["pat_c"], today })).toMatchObject({
      kind: "refused",
      rule: "PLAN-2",
    });
    const ended = someMembership({ state: { endDate: day("2026-06-01") } });
    expect(joinFamily({ payer: ended, patientIds: ["pat_c"], today })).toMatchObject({
      kind: "refused",
      rule: "MEM-4",
    });
  });

  test("MEM-9: ending the payer's membership says how many it covered", () => {
    const payer = someMembership({ input: { alsoCovers: ["pat_b", "pat_c"] } });
    const planned = cancelMembership({
      membership: payer,
      endDate: today,
      reason: "moved",
      isLastInvoiceAdjusted: true,
      today,
    });
    expect(planned).toMatchObject({
      explain: {
        sentence:
          "Ends after 10 June 2026; nothing is credited; it covered 2 other people (MEM-9).",
      },
    });
  });
});

describe("MEM-13: a payer who leaves", () => {
  const family = () => {
    const payer = someMembership({
      input: { patientId: "pat_a", alsoCovers: ["pat_b", "pat_c", "pat_without_membership"] },
      state: { claimed: [{ start: day("2026-06-01"), end: day("2026-06-30") }] },
    });
    const covered = (patientId: string) =>
      someMembership({ input: { patientId }, state: { coveredBy: payer.id } });
    return { payer, ben: covered("pat_b"), cleo: covered("pat_c") };
  };

  const move = (
    { payer, ben, cleo }: ReturnType<typeof family>,
    choice: FamilyChoice | null,
    changes: Partial<FamilyMove> = {},
  ) =>
    moveFamily({
      payer,
      others: [ben, cleo].map((membership) => ({ membership, birthDate: null })),
      choice,
      plan: null,
      endDate: day("2026-06-30"),
      reason: "moved away",
      isLastInvoiceAdjusted: true,
      today,
      ...changes,
    });

  const stateAfter = (membership: Membership, moved: ReturnType<typeof moveFamily>): Membership => {
    if (moved.kind === "refused") throw new Error(moved.reason);
    const own = moved.moves.find(({ membershipId }) => membershipId === membership.id);
    return (own?.events ?? []).reduce(applyEvent, membership);
  };

  test("MEM-13: without a choice it asks, and names each who could pay", () => {
    const all = family();
    expect(move(all, null)).toEqual({
      kind: "refused",
      rule: "MEM-13",
      reason:
        "This membership pays for 2 other people. Who pays for them afterwards: one of them for all, each their own, or do they end too (MEM-13)?",
      allowed: [`new_payer ${all.ben.id}`, `new_payer ${all.cleo.id}`, "own, with a plan", "end"],
    });
  });

  test("MEM-13: a new payer takes the family's terms from the day after, for all that are left", () => {
    const all = family();
    const moved = move(all, { kind: "new_payer", membershipId: all.ben.id });
    const ben = stateAfter(all.ben, moved);
    expect(ben).toMatchObject({
      coveredBy: null,
      alsoCovers: ["pat_c", "pat_without_membership"],
      billFrom: "2026-07-01",
      coveredThrough: "2026-06-30",
      careFrom: all.ben.careFrom,
      terms: [{ from: "2026-07-01", planId: all.payer.terms[0]?.planId, payer: { id: "pat_b" } }],
    });
    expect(stateAfter(all.cleo, moved)).toMatchObject({ coveredBy: ben.id, alsoCovers: [] });
  });

  test("MEM-13: an invoice that is not adjusted covers everybody to its end", () => {
    const all = family();
    const choice = { kind: "new_payer", membershipId: all.ben.id } as const;
    const ends = { endDate: day("2026-06-20") };
    expect(move(all, choice, ends)).toMatchObject({ from: "2026-06-21" });
    expect(move(all, choice, { ...ends, isLastInvoiceAdjusted: false })).toMatchObject({
      from: "2026-07-01",
    });
  });

  test("MEM-13: each their own needs a plan that is not priced per family and has their price", () => {
    const all = family();
    const silver = somePlan();
    const moved = move(all, { kind: "own", planId: silver.id }, { plan: silver });
    for (const one of [all.ben, all.cleo]) {
      expect(stateAfter(one, moved)).toMatchObject({
        coveredBy: null,
        billFrom: "2026-07-01",
        terms: [{ planId: silver.id, payer: { kind: "patient", id: one.patientId } }],
      });
    }
    const perFamily = somePlan({ pricing: { kind: "per_family", prices: [price(40_000)] } });
    expect(move(all, { kind: "own", planId: perFamily.id }, { plan: perFamily })).toMatchObject({
      rule: "MEM-13",
    });
    const yearly = somePlan({ pricing: { kind: "per_person", prices: [price(90_000, "P1Y")] } });
    expect(move(all, { kind: "own", planId: yearly.id }, { plan: yearly })).toMatchObject({
      rule: "PLAN-1",
    });
  });

  test("MEM-13: they end too, on the same day", () => {
    const all = family();
    const moved = move(all, { kind: "end" });
    expect(stateAfter(all.cleo, moved)).toMatchObject({
      endDate: "2026-06-30",
      endReason: "moved away",
    });
  });

  test("MEM-13: a stranger cannot be the new payer", () => {
    const all = family();
    expect(move(all, { kind: "new_payer", membershipId: "mem_stranger" })).toMatchObject({
      kind: "refused",
      rule: "MEM-13",
    });
  });
});
