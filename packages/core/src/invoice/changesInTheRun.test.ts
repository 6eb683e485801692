import { describe, expect, test } from "vitest";
import { anchorDay, interval } from "../calendar/index.ts";
import { reEnrollMembership, type EmployerCalendar } from "../membership/index.ts";
import { after, day } from "../membership/testMembership.ts";
import type { BillingRow } from "./index.ts";
import { run, someScene } from "./testBilling.ts";

const june = { start: day("2026-06-01"), end: day("2026-06-30") };

describe("MEM-5: pauses and early resumes in the run", () => {
  const paused = (through: string | null) =>
    someScene({
      state: {
        claimed: [june],
        pauses: [{ from: day("2026-07-01"), through: through === null ? null : day(through) }],
      },
    });

  test("MEM-5: paused days make no lines", () => {
    expect(run(paused(null), "2026-09-01")).toMatchObject({
      invoices: [],
      nextDue: [{ dueOn: null }],
    });
  });

  test("MEM-5: an early resume bills a stub up to the anchor", () => {
    expect(run(paused("2026-07-19"), "2026-08-01").invoices).toMatchObject([
      {
        totalMinor: 9675,
        lines: [
          { period: { start: "2026-07-20", end: "2026-07-31" }, daysUsed: 12, daysInCycle: 31 },
        ],
      },
      { totalMinor: 24_995, lines: [{ period: { start: "2026-08-01", end: "2026-08-31" } }] },
    ]);
  });
});

describe("MEM-9: the last invoice", () => {
  const ending = (isLastInvoiceAdjusted: boolean) =>
    run(someScene({ state: { endDate: day("2026-06-20"), isLastInvoiceAdjusted } }), "2026-07-15")
      .invoices;

  test("MEM-9: adjusted, it is for the days through the end", () => {
    expect(ending(true)).toMatchObject([
      { totalMinor: 16_663, lines: [{ daysUsed: 20, period: { end: "2026-06-20" } }] },
    ]);
  });

  test("MEM-9: not adjusted, it is whole", () => {
    expect(ending(false)).toMatchObject([
      { totalMinor: 24_995, lines: [{ period: { end: "2026-06-20" } }] },
    ]);
  });
});

test("MEM-9: a stub cut short costs its days, adjusted or not", () => {
  const pauses = [{ from: day("2026-06-01"), through: day("2026-06-10") }];
  const state = { pauses, endDate: day("2026-06-20"), isLastInvoiceAdjusted: false };
  expect(run(someScene({ state }), "2026-06-11").invoices).toMatchObject([
    { totalMinor: 8332, lines: [{ daysUsed: 10, daysInCycle: 30 }] },
  ]);
});

describe("MEM-6: changed terms in the run", () => {
  test("MEM-6: another billing day shows its stub first", () => {
    const scene = someScene({ state: { claimed: [june] } });
    const [terms] = scene.row.terms;
    if (terms === undefined) throw new Error("no terms");
    const moved = {
      ...terms,
      from: day("2026-07-01"),
      anchorDate: day("2026-07-15"),
      anchorDay: anchorDay(15),
    };
    const row: BillingRow = { ...scene.row, terms: [terms, moved] };
    expect(
      run({ ...scene, row }, "2026-07-15").invoices.map(({ lines: [line] }) => [
        line?.period.start,
        line?.daysUsed,
        line?.daysInCycle,
      ]),
    ).toEqual([
      ["2026-07-01", 14, 30],
      ["2026-07-15", 31, 31],
    ]);
  });

  test("MEM-6: another interval begins where the last period ended", () => {
    const scene = someScene({ state: { claimed: [june] } });
    const [terms] = scene.row.terms;
    if (terms === undefined) throw new Error("no terms");
    const yearly = {
      ...terms,
      from: day("2026-07-01"),
      anchorDate: day("2026-07-01"),
      interval: interval("P1Y"),
    };
    const row: BillingRow = { ...scene.row, terms: [terms, yearly] };
    expect(run({ ...scene, row }, "2026-07-01").invoices).toMatchObject([
      { totalMinor: 240_000, lines: [{ period: { start: "2026-07-01", end: "2027-06-30" } }] },
    ]);
  });
});

describe("MEM-11: an employer's single invoice", () => {
  const calendar: EmployerCalendar = {
    anchorDate: day("2026-01-01"),
    issueDay: anchorDay(1),
    billing: "advance",
    termsDays: 30,
    isProrated: true,
    joining: "at_once",
    cutOffDay: null,
    sponsors: { kind: "all" },
    sponsorsEnrollmentFee: false,
  };
  const employees = (changes: Partial<EmployerCalendar> = {}) => {
    const payer = { kind: "employer", id: "emp_1" } as const;
    const employers = { emp_1: { ...calendar, ...changes } };
    const first = someScene({
      input: {
        payer,
        lastBilled: day("2026-05-12"),
        patientId: "pat_x",
        isEnrollmentFeeCharged: true,
      },
    });
    const second = someScene({ input: { payer }, setting: { plan: first.plan } });
    return { ...first, rows: [first.row, second.row], employers };
  };

  test("MEM-11: one invoice, one line a member and period, its own terms", () => {
    const { invoices } = run(employees(), "2026-07-01");
    const july = invoices.find(
      ({ chargeOn, payer }) => chargeOn === "2026-07-01" && payer.kind === "employer",
    );
    expect(july).toMatchObject({ dueOn: "2026-07-31", totalMinor: 49_990 });
    expect(july?.lines).toHaveLength(2);
  });

  test("MEM-11: advance or arrears as the employer's calendar says today", () => {
    const scene = employees({ billing: "arrears" });
    expect(run(scene, "2026-06-30").invoices).toEqual([]);
    expect(run(scene, "2026-07-01").invoices[0]).toMatchObject({
      chargeOn: "2026-07-01",
      payer: { kind: "employer" },
    });
  });

  test("MEM-11: members between its days are prorated, or not", () => {
    const joined = (isProrated: boolean) =>
      run(employees({ isProrated }), "2026-06-12").invoices.find(
        ({ chargeOn, payer }) => chargeOn === "2026-06-12" && payer.kind === "employer",
      );
    expect(joined(true)).toMatchObject({
      totalMinor: 15_830,
      lines: [{ daysUsed: 19, daysInCycle: 30 }],
    });
    expect(joined(false)).toMatchObject({ totalMinor: 24_995 });
  });

  test("MEM-11: what it does not sponsor goes to the employee, and the parts add up", () => {
    const { invoices } = run(
      employees({ sponsors: { kind: "percent", percent: 33 } }),
      "2026-06-12",
    );
    const sharesOf = invoices
      .filter(({ chargeOn }) => chargeOn === "2026-06-12")
      .map(({ payer, lines }) => [
        payer.id,
        lines.map(({ chargeKind, grossMinor }) => [chargeKind, grossMinor]),
      ]);
    expect(sharesOf).toEqual([
      ["emp_1", [["base", 5224]]],
      [
        "pat_x",
        [
          ["add_on", 10_606],
          ["enrollment_fee", 5000],
        ],
      ],
    ]);
  });

  test("MEM-11: up to an amount", () => {
    const { invoices } = run(
      employees({ sponsors: { kind: "up_to", amountMinor: 20_000 } }),
      "2026-07-01",
    );
    const totals = invoices
      .filter(({ chargeOn }) => chargeOn === "2026-07-01")
      .map(({ payer, totalMinor }) => [payer.kind, totalMinor]);
    expect(totals).toEqual([
      ["employer", 40_000],
      ["patient", 4995],
      ["patient", 4995],
    ]);
  });
});

test("MEM-10: days before the end that wait for their invoice are still owed", () => {
  const scene = someScene({ state: { endDate: day("2026-06-20") } });
  const membership = {
    ...scene.row,
    payment: { method: null, isAutopay: false, mandateOn: null, consentOn: null },
    endReason: "moved",
  };
  const today = day("2026-06-25");
  const again = after(
    membership,
    reEnrollMembership({ membership, from: today, anchorDay: null, today }),
  );
  const { invoices } = run({ ...scene, row: { ...scene.row, ...again } }, "2026-06-25");
  expect(invoices.map(({ lines: [line] }) => line?.period)).toEqual([
    { start: "2026-06-01", end: "2026-06-20" },
    { start: "2026-06-25", end: "2026-07-24" },
  ]);
});
