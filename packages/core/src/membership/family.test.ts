import { describe, expect, test } from "vitest";
import { cancelMembership, joinFamily, leaveFamily } from "./index.ts";
import { after, day, someMembership } from "./testMembership.ts";

const today = day("2026-06-10");

describe("PLAN-2: joining and leaving a family price", () => {
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
    const left = after(joined, leaveFamily({ payer: joined, patientIds: ["pat_b"], today }));
    expect(left.alsoCovers).toEqual(["pat_c"]);
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

  test("MEM-9: ending the payer's membership says who stays without a payer", () => {
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
          "Ends after 10 June 2026; nothing is credited; it covered 2 other people, who stay without a payer (MEM-9).",
      },
    });
  });
});
