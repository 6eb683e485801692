import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  anchorDay,
  cycleAt,
  fromDayNumber,
  interval,
  isLastDayOfMonth,
  periodAt,
  plainDate,
  type PlainDate,
} from "../calendar/index.ts";
import { computeCareStart, computeStart, datesOfMember, type StartDecision } from "./index.ts";

type Given = {
  lastBilled?: string;
  coveredThrough?: string;
  nextBill?: string;
  statedStart?: string;
  interval?: string;
  anchorDay?: number;
  billing?: "advance" | "arrears";
  pastStart?: "bill_back" | "next_period";
  today?: string | null;
};

function start(given: Given): StartDecision {
  const day = (text: string | undefined) => (text === undefined ? null : plainDate(text));
  return computeStart({
    lastBilled: day(given.lastBilled),
    coveredThrough: day(given.coveredThrough),
    nextBill: day(given.nextBill),
    statedStart: day(given.statedStart),
    interval: interval(given.interval ?? "P1M"),
    anchorDay: given.anchorDay === undefined ? null : anchorDay(given.anchorDay),
    billing: given.billing ?? "advance",
    pastStart: given.pastStart ?? null,
    today: given.today === null ? null : plainDate(given.today ?? "2026-05-15"),
  });
}

function settled(given: Given) {
  const decision = start(given);
  if (decision.kind === "held") throw new Error(decision.reason);
  return decision;
}

describe("START-1: billing starts the day after coverage ends", () => {
  test("START-1: last billed 1 May monthly in advance: covered to 31 May, bill_from 1 June", () => {
    expect(settled({ lastBilled: "2026-05-01" })).toMatchObject({
      kind: "decided",
      coveredThrough: "2026-05-31",
      billFrom: "2026-06-01",
      anchorDay: 1,
      firstInvoiceOn: "2026-06-01",
      isAmbiguous: false,
      warnings: [],
    });
  });

  test.each([
    ["2026-03-15", "P3M", "2026-06-15"],
    ["2025-12-01", "P6M", "2026-06-01"],
    ["2025-06-20", "P1Y", "2026-06-20"],
    ["2026-05-04", "P2W", "2026-05-18"],
    ["2026-05-01", "P30D", "2026-05-31"],
  ])("START-1: last billed %s, %s: bill_from %s", (lastBilled, every, billFrom) => {
    expect(settled({ lastBilled, interval: every }).billFrom).toBe(billFrom);
  });

  test("START-1: covered_through alone decides", () => {
    expect(settled({ coveredThrough: "2026-06-14" })).toMatchObject({
      kind: "decided",
      basis: "covered_through",
      billFrom: "2026-06-15",
      anchorDay: 15,
    });
  });

  test("START-1: bill_from is covered_through + 1 day, whatever the dates", () => {
    const anyDay = fc.integer({ min: 18_000, max: 22_000 }).map(fromDayNumber);
    const every = fc.constantFrom("P1M", "P3M", "P6M", "P1Y", "P2W", "P30D").map(interval);
    fc.assert(
      fc.property(
        anyDay,
        every,
        fc.constantFrom("advance", "arrears"),
        (lastBilled, often, billing) => {
          const decision = computeStart({ lastBilled, interval: often, billing });
          if (decision.kind === "held") throw new Error(decision.reason);
          expect(decision.coveredThrough).toBe(addDays(decision.billFrom, -1));
          expect(decision.billFrom >= lastBilled).toBe(true);
          const first = periodAt({ ...decision, interval: often, index: 0 });
          expect(first.start).toBe(decision.billFrom);
          expect(decision.firstInvoiceOn).toBe(
            billing === "advance" ? decision.billFrom : addDays(first.end, 1),
          );
        },
      ),
    );
  });
});

describe("START-2: billed in arrears", () => {
  test("START-2: last billed 1 May in arrears: covered to 30 April, first invoice 1 June", () => {
    expect(settled({ lastBilled: "2026-05-01", billing: "arrears" })).toMatchObject({
      kind: "decided",
      coveredThrough: "2026-04-30",
      billFrom: "2026-05-01",
      firstInvoiceOn: "2026-06-01",
      warnings: [],
    });
  });

  test("START-2: covered only to the day before the last bill looks like arrears, and is asked", () => {
    const decision = settled({ lastBilled: "2026-05-01", coveredThrough: "2026-04-30" });
    expect(decision).toMatchObject({ kind: "choose", billFrom: "2026-05-01", billing: "arrears" });
    expect(decision.warnings.map(({ code }) => code)).toEqual([
      "billed_in_arrears",
      "start_in_past",
    ]);
  });

  test("START-2: said to be arrears, the same dates are settled", () => {
    expect(
      start({ lastBilled: "2026-05-01", coveredThrough: "2026-04-30", billing: "arrears" }).kind,
    ).toBe("decided");
  });
});

describe("START-3: where nothing else decides", () => {
  test("START-3: a next-bill date is the start, with a warning", () => {
    const decision = settled({ nextBill: "2026-06-14" });
    expect(decision).toMatchObject({ billFrom: "2026-06-14", basis: "next_bill" });
    expect(decision.warnings.map(({ code }) => code)).toEqual(["next_bill_decides"]);
  });

  test("START-3: never billed: the stated start", () => {
    expect(settled({ statedStart: "2026-06-30" })).toMatchObject({
      kind: "decided",
      basis: "stated_start",
      billFrom: "2026-06-30",
      anchorDay: 30,
      coveredThrough: null,
    });
  });

  test("START-3: no date at all is held", () => {
    expect(start({})).toMatchObject({ kind: "held", problem: "no_date", rule: "START-3" });
  });
});

describe("START-4: the anchor comes from the last bill", () => {
  test("START-4: 31 Jan gives bill_from 28 Feb, anchor 31, then 31 Mar", () => {
    const decision = settled({ lastBilled: "2026-01-31", today: "2026-02-10" });
    expect(decision).toMatchObject({ kind: "decided", billFrom: "2026-02-28", anchorDay: 31 });
    const next = cycleAt({ ...decision, interval: interval("P1M") }, 1);
    expect(next.start).toBe("2026-03-31");
  });

  test("START-4: another billing day keeps the start and puts a stub before it", () => {
    expect(settled({ lastBilled: "2026-05-01", anchorDay: 15 })).toMatchObject({
      kind: "decided",
      billFrom: "2026-06-01",
      anchorDay: 15,
      anchorDate: "2026-06-15",
      firstInvoiceOn: "2026-06-01",
    });
    expect(
      settled({ lastBilled: "2026-05-01", anchorDay: 15, billing: "arrears" }).firstInvoiceOn,
    ).toBe("2026-05-15");
  });
});

describe("START-5: a last bill on the end of a short month", () => {
  test("START-5: 28 Feb leaves 28 to 31, takes the clamped date and asks", () => {
    const decision = settled({ lastBilled: "2026-02-28", today: "2026-03-01" });
    expect(decision).toMatchObject({ kind: "choose", billFrom: "2026-03-28", isAmbiguous: true });
    expect(decision.candidates.map(({ anchorDay: day, billFrom }) => [day, billFrom])).toEqual([
      [28, "2026-03-28"],
      [29, "2026-03-29"],
      [30, "2026-03-30"],
      [31, "2026-03-31"],
    ]);
  });

  test("START-5: one chosen for the row settles it", () => {
    expect(settled({ lastBilled: "2026-02-28", anchorDay: 31, today: "2026-03-01" })).toMatchObject(
      { kind: "decided", billFrom: "2026-03-31", anchorDay: 31, isAmbiguous: false },
    );
  });

  test("START-5: another date that fits one candidate only decides, with a warning", () => {
    const decision = settled({ lastBilled: "2026-04-30", coveredThrough: "2026-05-30" });
    expect(decision).toMatchObject({ kind: "decided", billFrom: "2026-05-31", anchorDay: 31 });
    expect(decision.warnings.map(({ code }) => code)).toEqual(["month_end_anchor"]);
    expect(settled({ lastBilled: "2026-04-30", coveredThrough: "2026-05-29" }).warnings).toEqual(
      [],
    );
  });

  test.each([
    [{ coveredThrough: "2026-06-29" }, "2026-06-30", 30],
    [{ nextBill: "2026-06-30" }, "2026-06-30", 30],
    [{ lastBilled: "2026-02-28", coveredThrough: "2027-02-27", interval: "P1Y" }, "2027-02-28", 28],
  ])(
    "START-5: %j decides the start, and its own day is taken with a warning",
    (given, billFrom, day) => {
      const decision = settled(given);
      expect(decision).toMatchObject({
        kind: "decided",
        billFrom,
        anchorDay: day,
        isAmbiguous: false,
      });
      expect(decision.warnings.map(({ code }) => code)).toContain("month_end_anchor");
    },
  );

  test("START-5: candidates that never differ are no question: 30 April yearly", () => {
    expect(start({ lastBilled: "2026-04-30", interval: "P1Y" }).kind).toBe("decided");
    expect(start({ lastBilled: "2026-02-28", interval: "P1Y" }).kind).toBe("choose");
  });

  test("START-5: months with 31 days and intervals of days leave no doubt", () => {
    const monthEnds = fc
      .integer({ min: 18_000, max: 22_000 })
      .map(fromDayNumber)
      .filter(isLastDayOfMonth);
    fc.assert(
      fc.property(monthEnds, (lastBilled) => {
        const decision = computeStart({
          lastBilled,
          interval: interval("P1M"),
          billing: "advance",
        });
        const isLong = lastBilled.endsWith("31");
        expect(decision.kind).toBe(isLong ? "decided" : "choose");
        const weekly = computeStart({ lastBilled, interval: interval("P2W"), billing: "advance" });
        expect(weekly.kind).toBe("decided");
      }),
    );
  });
});

describe("START-6: a start in the past is a signal", () => {
  test("START-6: kept and shown, and asked about", () => {
    const decision = settled({ lastBilled: "2026-01-10" });
    expect(decision).toMatchObject({ kind: "choose", billFrom: "2026-02-10" });
    if (decision.kind !== "choose") throw new Error("expected a question");
    expect(decision.questions[0]?.choices).toEqual(["bill_back", "next_period", "correct_it"]);
  });

  test("START-6: on bill_from itself nothing is past", () => {
    expect(start({ lastBilled: "2026-04-15" })).toMatchObject({
      kind: "decided",
      billFrom: "2026-05-15",
    });
  });

  test("START-6: in arrears a period not yet ended is no start in the past", () => {
    expect(start({ lastBilled: "2026-05-01", billing: "arrears" }).kind).toBe("decided");
    expect(start({ lastBilled: "2026-03-01", billing: "arrears" }).kind).toBe("choose");
  });

  test("START-6: bill back keeps the date; bill from the next period names the days left out", () => {
    expect(settled({ lastBilled: "2026-01-10", pastStart: "bill_back" })).toMatchObject({
      kind: "decided",
      billFrom: "2026-02-10",
      unbilled: null,
    });
    expect(settled({ lastBilled: "2026-01-10", pastStart: "next_period" })).toMatchObject({
      kind: "decided",
      billFrom: "2026-06-10",
      unbilled: { start: "2026-02-10", end: "2026-06-09" },
    });
  });

  test("START-6: a start that is not past stays, whatever was chosen for past ones", () => {
    expect(settled({ lastBilled: "2026-04-15", pastStart: "next_period" })).toMatchObject({
      billFrom: "2026-05-15",
      unbilled: null,
    });
    expect(
      settled({ lastBilled: "2026-05-15", billing: "arrears", pastStart: "next_period" }),
    ).toMatchObject({ billFrom: "2026-05-15", unbilled: null });
  });

  test("START-6: a preview without today has no past", () => {
    expect(start({ lastBilled: "2020-01-10", today: null }).kind).toBe("decided");
  });
});

describe("START-7: dates that contradict each other", () => {
  test.each([
    [{ lastBilled: "2026-05-15", coveredThrough: "2026-06-29" }, ["covered_through"]],
    [{ lastBilled: "2026-04-04", nextBill: "2027-05-05", interval: "P1Y" }, ["next_bill"]],
    [{ lastBilled: "2026-05-01", statedStart: "2026-06-11" }, ["stated_start"]],
    [{ coveredThrough: "2026-05-31", statedStart: "2026-05-20" }, ["stated_start"]],
  ])("START-7: %j is held", (given, fields) => {
    expect(start(given)).toMatchObject({ kind: "held", problem: "dates_contradict", fields });
  });

  test("START-7: a typed start equal to the computed one is no conflict", () => {
    expect(start({ lastBilled: "2026-05-01", statedStart: "2026-06-01" }).kind).toBe("decided");
  });

  test("START-7: dates that some candidate anchor reconciles are no conflict", () => {
    expect(settled({ lastBilled: "2026-04-30", nextBill: "2026-05-31" })).toMatchObject({
      kind: "decided",
      anchorDay: 31,
    });
  });

  test("START-7: a last bill after today is held", () => {
    expect(start({ lastBilled: "2026-05-16" })).toMatchObject({
      kind: "held",
      problem: "last_billed_in_future",
    });
  });
});

test("START-8: a family's last bill serves members who have no date of their own", () => {
  type Dates = { lastBilled: PlainDate | null; nextBill: PlainDate | null };
  const payer: Dates = { lastBilled: plainDate("2026-05-01"), nextBill: null };
  expect(datesOfMember({ lastBilled: null, nextBill: null }, payer)).toBe(payer);
  const own = { lastBilled: plainDate("2026-05-09"), nextBill: null };
  expect(datesOfMember(own, payer)).toBe(own);
});

describe("START-9: care and billing begin on two dates", () => {
  const dates = {
    billFrom: plainDate("2026-06-01"),
    coveredThrough: plainDate("2026-05-31"),
    attachedOn: plainDate("2026-05-15"),
  };

  test("START-9: by default care begins with billing", () => {
    expect(computeCareStart({ ...dates, isCareDuringOldCoverage: false })).toEqual({
      careFrom: "2026-06-01",
      gap: null,
    });
  });

  test("START-9: a practice may let care go on during the old coverage", () => {
    expect(computeCareStart({ ...dates, isCareDuringOldCoverage: true }).careFrom).toBe(
      "2026-05-15",
    );
  });

  test("START-9: attached on the last covered day, care begins that day; a day later with billing", () => {
    const careFrom = (attachedOn: string) =>
      computeCareStart({
        ...dates,
        attachedOn: plainDate(attachedOn),
        isCareDuringOldCoverage: true,
      }).careFrom;
    expect([careFrom("2026-05-31"), careFrom("2026-06-01")]).toEqual(["2026-05-31", "2026-06-01"]);
  });

  test("START-9: days between the old coverage and billing are a gap", () => {
    const billFrom = plainDate("2026-07-01") as PlainDate;
    expect(computeCareStart({ ...dates, billFrom, isCareDuringOldCoverage: true }).gap).toEqual({
      start: "2026-06-01",
      end: "2026-06-30",
    });
  });
});

test("WHY-1: a start says why in one sentence and as data", () => {
  expect(settled({ lastBilled: "2026-05-01" }).explain).toMatchObject({
    rule: "START-1",
    arithmetic: "2026-05-01 + P1M (day 1) - 1 day = 2026-05-31; 2026-05-31 + 1 day = 2026-06-01",
    sentence:
      "Last billed 1 May 2026, monthly in advance, so covered through 31 May; billing here starts 1 June (START-1).",
  });
});
