import { describe, expect, test } from "vitest";
import { price, day } from "../membership/testMembership.ts";
import { isSettled, type ReadEvidence } from "./index.ts";
import { coming, rowOf, run, someScene } from "./testBilling.ts";

const june = { start: day("2026-06-01"), end: day("2026-06-30") };

describe("INV-1: the run issues what is due, one invoice a payer and charge date", () => {
  test("INV-1: nothing before bill_from, the first period on it", () => {
    const scene = someScene();
    expect(run(scene, "2026-05-31")).toMatchObject({
      invoices: [],
      nextDue: [{ dueOn: "2026-06-01" }],
    });
    expect(run(scene, "2026-06-01")).toMatchObject({
      invoices: [
        {
          chargeOn: "2026-06-01",
          issueOn: "2026-06-01",
          dueOn: "2026-06-15",
          totalMinor: 24_995,
          lines: [{ chargeKind: "base", period: june, daysUsed: 30, daysInCycle: 30 }],
        },
      ],
      nextDue: [{ dueOn: "2026-07-01" }],
    });
  });

  test("INV-1: what is claimed is not issued again", () => {
    expect(run(someScene({ state: { claimed: [june] } }), "2026-06-15").invoices).toEqual([]);
  });

  test("INV-1: periods that were missed come each on its own invoice, issued today", () => {
    const { invoices } = run(someScene(), "2026-08-03");
    expect(invoices.map(({ chargeOn, issueOn }) => [chargeOn, issueOn])).toEqual([
      ["2026-06-01", "2026-08-03"],
      ["2026-07-01", "2026-08-03"],
      ["2026-08-01", "2026-08-03"],
    ]);
  });

  test("INV-1: in arrears an invoice is issued the day after its period ends", () => {
    const scene = someScene({ input: { billing: "arrears", lastBilled: day("2026-05-01") } });
    expect(run(scene, "2026-05-31").invoices).toEqual([]);
    expect(run(scene, "2026-06-01").invoices).toMatchObject([
      { chargeOn: "2026-06-01", lines: [{ period: { start: "2026-05-01", end: "2026-05-31" } }] },
    ]);
  });

  test("INV-1: members of one payer share an invoice", () => {
    const payer = { kind: "patient", id: "pat_head" } as const;
    const scene = someScene({ input: { payer } });
    const child = someScene({ input: { payer }, setting: { plan: scene.plan } }).row;
    const { invoices } = run({ ...scene, rows: [scene.row, child] }, "2026-06-01");
    expect(invoices).toHaveLength(1);
    expect(invoices[0]).toMatchObject({ totalMinor: 49_990, key: "patient:pat_head:2026-06-01" });
  });
});

describe("PLAN-2: a family price makes one line for all of them", () => {
  test("PLAN-2: on the payer's membership, claiming everybody's days", () => {
    const pricing = { kind: "per_family" as const, prices: [price(40_000)] };
    const scene = someScene({
      plan: { pricing },
      input: { patientId: "pat_a", alsoCovers: ["pat_b", "pat_c"] },
    });
    const child = someScene({
      plan: { pricing },
      input: { patientId: "pat_b", coveredBy: scene.row.id },
    });
    const planned = run({ ...scene, rows: [scene.row, child.row] }, "2026-06-01");
    expect(planned.invoices).toMatchObject([
      { totalMinor: 40_000, lines: [{ patientIds: ["pat_a", "pat_b", "pat_c"] }] },
    ]);
    expect(planned.nextDue[1]).toEqual({ membershipId: child.row.id, dueOn: null });
  });
});

describe("PLAN-4: a price change reaches the next period", () => {
  test("PLAN-4: May in arrears keeps the price it began with", () => {
    const pricing = {
      kind: "per_person" as const,
      prices: [price(10_000), price(12_000, "P1M", "2026-06-10")],
    };
    const scene = someScene({
      plan: { pricing },
      input: { billing: "arrears", lastBilled: day("2026-06-01") },
      setting: { today: day("2026-06-05") },
    });
    expect(run(scene, "2026-08-01").invoices.map(({ totalMinor }) => totalMinor)).toEqual([
      10_000, 12_000,
    ]);
  });

  test("PLAN-4: a new membership has the new price at once", () => {
    const pricing = {
      kind: "per_person" as const,
      prices: [price(10_000), price(12_000, "P1M", "2026-06-10")],
    };
    const scene = someScene({
      plan: { pricing },
      setting: { today: day("2026-06-12") },
      input: { lastBilled: null, statedStart: day("2026-06-01"), pastStart: "bill_back" },
    });
    expect(run(scene, "2026-06-12").invoices[0]?.totalMinor).toBe(12_000);
  });
});

describe("INV-2: only what was read twice alike", () => {
  const evidence = (minutes: number): ReadEvidence => ({
    kind: "equal_reads",
    firstReadAt: "2026-06-01T10:00:00Z",
    lastReadAt: `2026-06-01T10:${minutes}:00Z`,
  });

  test("INV-2: two complete reads at least 15 minutes apart", () => {
    expect([14, 15, 45].map((minutes) => isSettled(evidence(minutes)))).toEqual([
      false,
      true,
      true,
    ]);
    expect(isSettled({ kind: "approved" })).toBe(true);
    expect(isSettled({ kind: "not_from_roster" })).toBe(true);
  });

  test("INV-2: until then the membership is parked, with the way out", () => {
    const scene = someScene({ row: { evidence: { kind: "not_read_twice" } } });
    expect(run(scene, "2026-06-01")).toMatchObject({
      invoices: [],
      parked: [{ code: "not_read_twice", rule: "INV-2", period: june }],
      nextDue: [{ dueOn: "2026-06-01" }],
    });
  });

  test("INV-2: an open hold parks", () => {
    const holds = [{ code: "row_missing" as const, reason: "The row is gone." }];
    expect(run(someScene({ state: { holds } }), "2026-06-01").parked).toMatchObject([
      { code: "on_hold" },
    ]);
  });
});

test("INV-3: a practice that is not live issues nothing", () => {
  const planned = run({ ...someScene(), practice: { isLive: false } }, "2026-06-01");
  expect(planned).toMatchObject({ invoices: [], stopped: { rule: "INV-3" } });
});

describe("INV-4: coming invoices", () => {
  test("INV-4: thirteen months of a monthly member, live or not", () => {
    const { invoices } = coming(
      { ...someScene(), practice: { isLive: false } },
      { through: "2027-06-14" },
    );
    expect(invoices).toHaveLength(13);
    expect(invoices[12]).toMatchObject({ chargeOn: "2027-06-01", issueOn: "2027-06-01" });
  });

  test("INV-4: what would be parked is forecast and listed", () => {
    const scene = someScene({ state: { holds: [{ code: "row_held", reason: "Row 7 is held." }] } });
    const forecast = coming(scene, { through: "2026-06-30" });
    expect(forecast.invoices).toHaveLength(1);
    expect(forecast.parked).toMatchObject([{ code: "on_hold" }]);
  });

  test("INV-4: what waits for an answer is listed, and none of its past periods is forecast", () => {
    const scene = someScene({ state: { openQuestions: ["start_in_past"] } });
    const forecast = coming(scene, { through: "2026-08-31" });
    expect(forecast.invoices).toEqual([]);
    expect(forecast.parked).toMatchObject([{ code: "pending" }]);
  });

  test("INV-4: a run on each day issues exactly what was forecast", () => {
    const scene = someScene({ input: { lastBilled: day("2026-01-31"), pastStart: "bill_back" } });
    const forecast = coming(scene, { through: "2026-12-31" }).invoices;
    const issued = run(scene, "2026-12-31").invoices;
    expect(issued.map(({ key, totalMinor }) => [key, totalMinor])).toEqual(
      forecast.map(({ key, totalMinor }) => [key, totalMinor]),
    );
  });
});

describe("INV-5: the auto-invoice switch", () => {
  test("INV-5: off, periods pass and are listed", () => {
    const planned = run({ ...someScene(), practice: { isAutoInvoice: false } }, "2026-06-01");
    expect(planned).toMatchObject({
      invoices: [],
      skipped: [{ period: june }],
      nextDue: [{ dueOn: "2026-07-01" }],
    });
  });

  test("INV-5: switched on, it bills from the next period", () => {
    const practice = { autoInvoiceSince: day("2026-06-10") };
    const planned = run({ ...someScene(), practice }, "2026-07-01");
    expect(planned.skipped).toMatchObject([{ period: june }]);
    expect(planned.invoices).toMatchObject([{ chargeOn: "2026-07-01" }]);
  });

  test("INV-5: a skipped period is billed when chosen", () => {
    const practice = { autoInvoiceSince: day("2026-06-10") };
    const scene = someScene({ row: { chosenPeriods: [june] } });
    expect(run({ ...scene, practice }, "2026-06-15")).toMatchObject({
      skipped: [],
      invoices: [{ chargeOn: "2026-06-01" }],
    });
  });
});

describe("INV-10: a contradiction parks, a zero price never does", () => {
  test("INV-10: days that another membership of the patient has", () => {
    const claimedElsewhere = [
      {
        start: day("2026-06-10"),
        end: day("2026-07-09"),
        patientId: "pat_1",
        membershipId: "mem_other",
      },
    ];
    const input = { patientId: "pat_1" };
    const planned = run(someScene({ input, row: { claimedElsewhere } }), "2026-06-01");
    expect(planned).toMatchObject({
      invoices: [],
      parked: [{ code: "claimed_elsewhere", rule: "INV-9" }],
    });
    expect(planned.parked[0]?.wayOut).not.toBe("");
  });

  test("INV-10: days of somebody who left the family park nobody", () => {
    const claim = { start: day("2026-06-01"), end: day("2026-06-30"), patientId: "pat_left" };
    const scene = someScene({
      input: { patientId: "pat_stays", alsoCovers: ["pat_left"] },
      row: {
        claimedElsewhere: [{ ...claim, membershipId: "mem_other" }],
        leavers: [{ patientId: "pat_left", endDate: day("2026-05-31") }],
      },
    });
    const planned = run(scene, "2026-06-01");
    expect(planned.invoices[0]?.lines[0]?.patientIds).toEqual(["pat_stays"]);
    expect(planned.parked).toEqual([]);
  });

  test("INV-10: two memberships of one patient that fall due together: the first is billed, the second parks", () => {
    const scene = someScene({ input: { patientId: "pat_twice" } });
    const second = someScene({
      input: { patientId: "pat_twice", ownPriceMinor: 100 },
      setting: { plan: scene.plan },
    }).row;
    const planned = run({ ...scene, rows: [scene.row, second] }, "2026-06-01");
    expect(planned.invoices).toMatchObject([{ totalMinor: 24_995, lines: [{}] }]);
    expect(planned.parked).toMatchObject([
      { membershipId: second.id, code: "claimed_elsewhere", rule: "INV-9", period: june },
    ]);
    expect(planned.nextDue[1]).toEqual({ membershipId: second.id, dueOn: "2026-06-01" });
  });

  test.each([
    ["no_price", { pricing: { kind: "per_person" as const, prices: [price(100, "P1Y")] } }],
    ["currency_differs", { currency: "EUR" as never }],
  ])("INV-10: %s", (code, plan) => {
    expect(run(someScene({ plan }), "2026-06-01")).toMatchObject({
      invoices: [],
      parked: [{ code }],
    });
  });

  test("INV-10: an unknown plan", () => {
    const scene = someScene();
    expect(
      run({ ...scene, plan: { ...scene.plan, id: "pln_other" } }, "2026-06-01").parked,
    ).toMatchObject([{ code: "no_plan" }]);
  });

  test("INV-10: a line over nothing is issued and claims its days", () => {
    const planned = run(someScene({ input: { ownPriceMinor: 0 } }), "2026-06-01");
    expect(planned).toMatchObject({
      parked: [],
      invoices: [{ totalMinor: 0, lines: [{ period: june }] }],
    });
  });

  test("INV-10: Pending bills nothing and says why", () => {
    const planned = run(someScene({ state: { openQuestions: ["start_in_past"] } }), "2026-06-01");
    expect(planned).toMatchObject({
      invoices: [],
      parked: [{ code: "pending", reason: "Open: start_in_past (MEM-3)." }],
    });
  });
});

test("INV-9: the enrollment fee is a kind of its own, once, with the first line", () => {
  const scene = someScene({ input: { isEnrollmentFeeCharged: true } });
  const { invoices } = run(scene, "2026-07-01");
  expect(
    invoices.map(({ lines }) =>
      lines.map(({ chargeKind, grossMinor }) => [chargeKind, grossMinor]),
    ),
  ).toEqual([
    [
      ["base", 24_995],
      ["enrollment_fee", 5000],
    ],
    [["base", 24_995]],
  ]);
  const billed = { ...scene.row, enrollmentFee: { state: "billed" as const, feeMinor: 5000 } };
  expect(run({ ...scene, row: billed }, "2026-06-01").invoices[0]?.lines).toHaveLength(1);
});

test("INV-1: an archived membership and one without an end to wait for have nothing due", () => {
  const scene = someScene();
  const archived = rowOf({ ...scene.row, archivedOn: day("2026-05-20") } as never);
  expect(run({ ...scene, row: archived }, "2026-06-01")).toMatchObject({
    invoices: [],
    nextDue: [{ dueOn: null }],
  });
});
