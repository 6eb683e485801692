import { describe, expect, test } from "vitest";
import { readRoster } from "./readRoster.ts";
import { RosterSettings } from "./settings.ts";
import { readSheet, sheetOf, tell, told } from "./testing/sheetOf.ts";

const header = "ID|First name|Last name|DOB|Plan|Price|Cycle|Last billed";
const ann = "P1|Ann|Abbott|8/25/1970|Gold|$99.00|Monthly|5/13/2026";

describe("ROS-19: who makes a membership", () => {
  const lines = (status: string, end = ""): string[] => [
    "Name|Cycle|Last billed|Status|End date",
    `Ann Abbott|Monthly|5/13/2026|${status}|${end}`,
  ];

  test.each([
    ["Active", "", "ok 2026-06-13"],
    ["Cancelled", "", "ok -"],
    ["Lapsed", "", "ok -"],
    ["Deceased", "", "warn - deceased(source_status)"],
    ["On hold", "", "warn 2026-06-13 source_paused(source_status)"],
    ["Grace", "", "warn 2026-06-13 source_grace(source_status)"],
    ["banana", "", "error - choice_unknown(source_status)"],
    ["Active", "1/31/2026", "ok -"],
    ["Active", "6/1/2026", "warn - ends_before_start(end_date)"],
    ["Active", "12/31/2026", "warn 2026-06-13 active_with_end_date(end_date)"],
  ])("%s until %s: %s", (status, end, expected) => {
    expect(told(readSheet(lines(status, end)))).toEqual([expected]);
  });
});

describe("ROS-20: what a row cannot do without", () => {
  test.each([
    ["P1||Abbott|8/25/1970|Gold|$99|Monthly|5/13/2026", "missing_required(first_name)"],
    ["P1|Ann|Abbott||Gold|$99|Monthly|5/13/2026", "missing_required(dob)"],
    ["P1|Ann|Abbott|8/25/1970|Gold|$99||5/13/2026", "missing_required(interval)"],
    ["P1|Ann|Abbott|8/25/1970|Gold|$99|Monthly|N/A", "missing_required(last_billed)"],
    ["P1|Ann|Abbott|8/25/1970|Gold|-$99|Monthly|5/13/2026", "price_negative(price_cents)"],
  ])("%s is held: %s", (line, codes) => {
    expect(told(readSheet([header, ann.replace("P1|Ann", "P9|Zoe"), line]))[1]).toBe(
      `error - ${codes}`,
    );
  });
});

describe("ROS-21: duplicates", () => {
  test.each([
    ["P2|ANN|Abbott |8/25/1970|Gold|$99|Monthly|5/13/2026", "error - duplicate_row"],
    ["P1|Bob|Brown|8/25/1971|Gold|$99|Monthly|5/13/2026", "error - duplicate_external_id"],
    ["P2|Ann|Abbott|8/25/1999|Gold|$99|Monthly|5/13/2026", "ok 2026-06-13"],
  ])("%s: %s", (line, expected) => {
    const reading = readSheet([header, ann, line]);
    expect(told(reading)[1]).toBe(expected);
    expect(tell(reading.rows[1])).toBe("ok 2026-06-13");
    expect(reading.rows[2]?.issues[0]?.duplicateOf ?? 2).toBe(2);
  });
});

describe("ROS-22: families", () => {
  const lines = [
    "ID|Name|Relationship|Dependent of|Plan|Cycle|Last billed|Division",
    "001|Ann Abbott|Employee|001|Gold|Monthly|5/13/2026|Fleet",
    "001-1|Bob Cruz|Spouse|001|||",
    "001-2|Cleo Dale|Child|1|||",
    "003|Ed Evans|Employee|003|Gold|Monthly|#N/A",
    "003-1|Flo Evans|Child|003|||",
    "003-2|Gus Evans|Child||||",
  ];

  test("ROS-22: dependants start with their payer, and a held row holds only those it pays for", () => {
    const reading = readSheet(lines);
    expect(told(reading)).toEqual([
      "ok 2026-06-13",
      "ok 2026-06-13",
      "error - subscriber_not_found(payer_external_id)",
      "error - formula_error(last_billed)",
      "warn - payer_row_has_error",
      "error - missing_required(payer_external_id)",
    ]);
    expect(reading.rows[2]).toMatchObject({ payerRecord: 2, familyRecord: 2 });
    expect(reading.rows[3]?.issues[0]?.message).toContain("Did you mean 001?");
  });

  test("ROS-22: a dependant that is held does not hold its family", () => {
    const held = lines.map((line) => line.replace("001-1|Bob Cruz", "001-1|Bob"));
    expect(told(readSheet(held)).slice(0, 2)).toEqual([
      "ok 2026-06-13",
      "error - name_incomplete(full_name)",
    ]);
  });

  test("ROS-22: a dependant covered for longer starts when that ends, from dates of its own", () => {
    const reading = readSheet([
      "ID|Name|DOB|Dependent of|Plan|Price|Cycle|Last billed",
      "P1|Ann Abbott|8/25/1970||Gold|$99|Monthly|5/13/2026",
      "P2|Bob Abbott|8/25/1999|P1|Gold|$49|Monthly|5/14/2026",
      "P3|Cas Abbott|8/25/2001|P1|Gold|$49|Monthly|5/2/2026",
    ]);
    const people = reading.rows.slice(1);
    expect(people.map(({ start }) => start)).toMatchObject([
      { billFrom: "2026-06-13" },
      { billFrom: "2026-06-14", input: { lastBilled: "2026-05-14" } },
      { billFrom: "2026-06-13", input: { lastBilled: "2026-05-13" } },
    ]);
    expect(people.map(({ startDate }) => startDate)).toEqual([
      "2026-06-13",
      "2026-06-14",
      "2026-06-13",
    ]);
  });

  test("ROS-22: a payer by name or email must have a row", () => {
    expect(
      told(
        readSheet([
          "Name|Payer|Cycle|Last billed",
          "Ann Abbott|Ann Abbott|Monthly|5/13/2026",
          "Bob Cruz|Abbott, Ann||",
          "Cleo Dale|Nobody Known||",
        ]),
      ).slice(1),
    ).toEqual(["ok 2026-06-13", "error - payer_not_found(payer_name)"]);
  });

  test("ROS-22: another division than the payer is told, and so is one email on two who pay", () => {
    const division = readSheet(
      lines.map((line) =>
        line.replace("001-1|Bob Cruz|Spouse|001|||", "001-1|Bob Cruz|Spouse|001||||Office"),
      ),
    );
    expect(tell(division.rows[2])).toBe("warn 2026-06-13 division_mismatch(division)");
    const shared = readSheet([
      "Name|Email|Cycle|Last billed",
      "Ann Abbott|a@example.org|Monthly|5/13/2026",
      "Bob Cruz|a@example.org|Monthly|5/13/2026",
    ]);
    expect(told(shared)).toEqual(
      Array(2).fill("warn 2026-06-13 email_shared_by_two_people(email)"),
    );
  });
});

describe("ROS-23: starts, and dates that contradict each other", () => {
  const lines = (cells: string): string[] => [
    "Name|Cycle|Last billed|Covered through|Next bill|Start date",
    `Ann Abbott|Monthly|${cells}`,
  ];

  test.each([
    ["5/1/2026|||", "ok 2026-06-01"],
    ["5/1/2026|5/31/2026|6/1/2026|6/1/2026", "ok 2026-06-01"],
    ["|5/31/2026||", "ok 2026-06-01"],
    ["||6/4/2026|", "warn 2026-06-04 start_from_next_bill(next_bill)"],
    ["|||6/4/2026", "ok 2026-06-04"],
    ["4/30/2026|||", "warn 2026-05-30 month_end_anchor(last_billed)"],
    ["4/30/2026|5/30/2026||", "warn 2026-05-31 month_end_anchor(last_billed)"],
    [
      "5/1/2026|4/30/2026||",
      "warn 2026-05-01 billed_in_arrears(covered_through) start_in_past(start_date)",
    ],
    ["5/1/2026|6/19/2026||", "error - last_billed_covered_through_conflict(covered_through)"],
    ["5/1/2026||7/1/2026|", "error - last_billed_next_bill_conflict(next_bill)"],
    ["5/1/2026|||5/20/2026", "error - stated_start_conflict(stated_start)"],
    ["5/20/2026|||", "error - last_billed_in_future(last_billed)"],
    ["3/1/2026|||", "warn 2026-04-01 start_in_past(start_date)"],
    ["5/1/2026||NEVER|", "warn - never_renews(next_bill)"],
  ])("%s: %s", (cells, expected) => {
    const columns = [
      "full_name",
      "interval",
      "last_billed",
      "covered_through",
      "next_bill",
      "stated_start",
    ].map((field, index) => ({
      column: index + 1,
      header: ["Name", "Cycle", "Last billed", "Covered through", "Next bill", "Start date"][index],
      field,
    }));
    expect(told(readSheet(lines(cells), { columns, header_record: 1, date_order: "MDY" }))).toEqual(
      [expected],
    );
  });

  test("ROS-23: the day of a month-end anchor is chosen once for the file", () => {
    const settings = { columns: undefined, date_order: "MDY" };
    expect(
      told(
        readSheet(lines("4/30/2026|||"), { ...settings, month_end_anchor: "last_day_of_month" }),
      ),
    ).toEqual(["ok 2026-05-31"]);
    expect(
      told(readSheet(lines("4/30/2026|||"), { ...settings, month_end_anchor: "day_of_last_bill" })),
    ).toEqual(["ok 2026-05-30"]);
  });

  test("ROS-23: sponsored memberships start on the first of a month where the practice says so", () => {
    const lines = [
      "Name|Membership start date|Last billed",
      "Ann Abbott|6/15/2026|",
      "Bob Brown|6/1/2026|",
      "Cleo Cruz|1/1/2025|5/1/2026",
    ];
    const settings = {
      sponsor: "Grain Co-op",
      sponsored_start_must_be_first_of_month: true,
      interval_default: "P1M",
      date_order: "MDY",
      columns: [{ column: 2, header: "Membership start date", field: "original_start" }],
    };
    expect(told(readSheet(lines, settings))).toEqual([
      "error - sponsored_start_not_first_of_month(original_start)",
      "ok 2026-06-01",
      "ok 2026-06-01",
    ]);
  });
});

test("ROS-24: questions say what is asked, and which setting the answer goes to", () => {
  const reading = readSheet(["Name|Last billed", "Ann Abbott|2026-05-13", "Bob Brown|2026-04-30"]);
  expect(reading.questions.map(({ code, answer }) => `${code} ${answer?.key}`)).toEqual([
    "header_uncertain header_record",
    "interval_unknown interval_default",
  ]);
});

describe("ROS-25: plans by name", () => {
  const plans = [{ name: "Gold" }, { name: "Family Care", intervals: ["P1Y"] }] as never;
  const read = (plan: string, settings = {}): string => {
    const grid = sheetOf(["Name|Plan|Cycle|Last billed", `Ann Abbott|${plan}|Monthly|2026-05-13`]);
    const reading = readRoster({
      grid,
      settings: RosterSettings.parse({ today: "2026-05-15", currency: "USD", ...settings }),
      plans,
    });
    return `${reading.rows[1]?.values.plan_name} ${reading.rows[1]?.issues.map(({ message }) => message).join()}`;
  };

  test("ROS-25: in any spelling, and with a suggestion where one is close", () => {
    expect(read("GOLD")).toBe("Gold ");
    expect(read("Glod")).toBe('Glod Plan "Glod" is not in Plans. Did you mean "Gold"?');
    expect(read("Platinum")).toBe(
      'Platinum Plan "Platinum" is not in Plans. Add it there, or correct the name.',
    );
  });

  test("ROS-25: an ID of the old system is the plan it stands for", () => {
    const byId = (plan: string): string =>
      told(
        readSheet(["Name|Plan|Cycle|Last billed", `Ann Abbott|${plan}|Monthly|2026-05-13`], {
          plan_ids: { 12: "Gold" },
        }),
      )[0] ?? "";
    expect(byId("12")).toBe("ok 2026-06-13");
    expect(byId("gold")).toBe("ok 2026-06-13");
    expect(byId("99")).toBe("error - plan_unknown(plan_name)");
  });
});
