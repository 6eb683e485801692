import { describe, expect, test } from "vitest";
import { rosterFields } from "./fields.ts";
import { matchHeader } from "./headerDictionary.ts";
import { readSheet, tell, told } from "./testing/sheetOf.ts";

const header = "ID|First name|Last name|DOB|Plan|Price|Cycle|Last billed";
const ann = "P1|Ann|Abbott|8/25/1970|Gold|$99.00|Monthly|5/13/2026";

test("ROS-1: every field has one entry, and its own label leads to it", () => {
  expect(new Set(rosterFields.map(({ key }) => key)).size).toBe(rosterFields.length);
  expect(
    rosterFields
      .filter(({ key }) => matchHeader(key.replaceAll("_", " ")).length === 0)
      .map(({ key }) => key),
  ).toEqual([]);
});

describe("ROS-2: the header is found wherever it is", () => {
  test("under titles and blank rows", () => {
    const reading = readSheet(["Riverbend Direct Care", "updated 5/14/2026", "", header, ann]);
    expect(reading.headerRecord).toBe(4);
    expect(reading.rows.map(({ skipReason }) => skipReason ?? "member")).toEqual([
      "title",
      "title",
      "blank",
      "header",
      "member",
    ]);
  });

  const twoRows = [
    "Riverbend Direct Care",
    "Patient|First|Last|Birth||Billing||Last",
    "ID|name|name|date|Plan|cycle|Price|billed",
    "P1|Ann|Abbott|8/25/1970|Gold|Monthly|$99.00|5/13/2026",
    "P2|Bob|Brown|1/13/1964|Gold|Monthly|$99.00|5/14/2026",
  ];

  test("a name whose words stand in two rows is read as one", () => {
    const reading = readSheet(twoRows);
    expect(reading.headerRecord).toBe(3);
    expect(reading.questions).toEqual([]);
    expect(reading.columns.map(({ field }) => field)).toEqual([
      "external_id",
      "first_name",
      "last_name",
      "dob",
      "plan_name",
      "interval",
      "price_cents",
      "last_billed",
    ]);
    expect(reading.rows.at(-1)).toMatchObject({ outcome: "ok", startDate: "2026-06-14" });
  });

  test("the header keeps the text of its own row, by which it is found again", () => {
    const { columns } = readSheet(twoRows);
    expect(columns.map(({ header: text }) => text)).toEqual(twoRows[2]?.split("|"));
  });

  test.each([
    { what: "a title", above: "Members|" },
    { what: "a word that makes no name of it", above: "Old|Old" },
    { what: "a date of printing", above: "5/14/2026|" },
  ])("$what above a header changes nothing of it", ({ above }) => {
    const rows = ["Name|Email|Cycle|Last billed", "Ann Abbott|ann@example.org|Monthly|5/13/2026"];
    const mapped = (lines: readonly string[]) =>
      readSheet(lines).columns.map(({ header: text, field }) => ({ text, field }));
    expect(mapped([above, ...rows])).toEqual(mapped(rows));
  });

  test("ROS-2: without one nothing is taken and the question says so", () => {
    const reading = readSheet(["1|2|3", "4|5|6"]);
    expect(reading.headerRecord).toBeNull();
    expect(reading.questions.map(({ code }) => code)).toEqual(["header_not_found"]);
    expect(reading.counts.skip).toBe(2);
  });
});

describe("ROS-3: columns are mapped with a confidence and what led to it", () => {
  test.each([
    ["Last Billed (old system)", "last_billed"],
    ["Patient\n(Last, First)", "full_name"],
    ["\ufeffE-mail ", "email"],
    ["patient_first_name", "first_name"],
    ["EmployeeID", "external_id"],
    ["Geburtsdatum", "dob"],
    ["Zuletzt abgerechnet", "last_billed"],
    ["Date de naissance", "dob"],
    ["Dernière facture", "last_billed"],
    ["Fecha de nacimiento", "dob"],
    ["Último cobro", "last_billed"],
    ["Last Biled", "last_billed"],
    ["Brithdate", "dob"],
    ["Paymnet method", "payment_method"],
    ["Letztes Abrechnungsdatum", "last_billed"],
    ["Last pmt dt", "last_billed"],
    ["Prochaine date de facturation", "next_bill"],
    ["Payé jusqu’au", "covered_through"],
    ["Método de cobro", "payment_method"],
    ["Abrechnungsrhythmus", "interval"],
    ["last_bill_amount_in_cents", undefined],
    ["Group Discount", undefined],
    ["Tax Amount", undefined],
    ["emergency_contact", undefined],
    ["Visit span", undefined],
  ])("%s is %s", (name, field) => {
    expect(matchHeader(name)[0]?.field).toBe(field);
  });

  test("ROS-3: one column for a field, samples with each, and the rest stays with the admin", () => {
    const { columns } = readSheet([`${header}|Membership type|Shoe size`, `${ann}|Recurring|41`]);
    expect(columns.map(({ field }) => field)).toEqual([
      "external_id",
      "first_name",
      "last_name",
      "dob",
      "plan_name",
      "price_cents",
      "interval",
      "last_billed",
      null,
      null,
    ]);
    expect(columns[5]).toMatchObject({ header: "Price", samples: ["$99.00"], source: "header" });
    expect(columns[5]?.confidence).toBeGreaterThan(0.9);
  });

  test('ROS-3: "Name" beside "Vorname" is the last name, and alone the whole one', () => {
    expect(
      readSheet(["Name|Vorname|Tarif", "Weiß|Eva|Gold"]).columns.map(({ field }) => field),
    ).toEqual(["last_name", "first_name", "plan_name"]);
    expect(readSheet(["Nombre|Plan|Cuota", "Ana Ruiz|Oro|49"]).columns[0]?.field).toBe("full_name");
  });

  test("ROS-3: a number and a unit from two columns make one interval", () => {
    const reading = readSheet([
      "Name|billing_interval|billing_period|last_payment_date",
      "Ann Abbott|3|month|2026-05-01",
      "Bob Brown|1|year|2026-05-01",
      "Cleo Cruz|1|month|2026-05-01",
    ]);
    expect(reading.rows.slice(1).map(({ values }) => values.interval)).toEqual([
      "P3M",
      "P1Y",
      "P1M",
    ]);
  });

  test("ROS-3: of two IDs the one that payers are named by", () => {
    const reading = readSheet([
      "Contact ID|External ID|Name|Cycle|Last billed|Primary member ID",
      "1|E1|Ann Abbott|Monthly|2026-05-13|",
      "2|E2|Bob Cruz|||1",
    ]);
    expect(reading.columns.map(({ field }) => field).slice(0, 2)).toEqual(["external_id", null]);
    expect(told(reading)).toEqual(["ok 2026-06-13", "ok 2026-06-13"]);
  });

  test("ROS-8: what was confirmed stands, found by its header where columns have moved", () => {
    const columns = [
      { column: 1, header: "Who", field: "full_name" },
      { column: 2, header: "When", field: "last_billed" },
      { column: 3, header: "Cycle", field: null },
    ];
    const reading = readSheet(["Cycle|When|Who", "Monthly|5/13/2026|Ann Abbott"], {
      header_record: 1,
      columns,
      interval_default: "P1M",
    });
    expect(reading.columns.map(({ field, source }) => `${field} ${source}`)).toEqual([
      "null settings",
      "last_billed settings",
      "full_name settings",
    ]);
  });
});

describe("ROS-4: headers that mislead are read by what stands below them", () => {
  const rows = (header: string, dates: string[]): string[] => [
    `Name|Cycle|${header}`,
    ...dates.map((date, index) => `Ann Abbott${index}|Monthly|${date}`),
  ];

  test.each([
    ["Start date", ["2021-01-04", "2022-03-04", "2020-05-06"], "original_start"],
    ["Start date", ["2026-06-01", "2026-06-04", "2026-06-06"], "stated_start"],
    ["BeginDate", ["2026-05-01", "2026-04-20", "2026-05-06"], "last_billed"],
    ["BeginDate", ["2021-05-01", "2019-04-20", "2022-05-06"], "original_start"],
    ["Bill date", ["2026-06-01", "2026-06-20", "2026-05-26"], "next_bill"],
    ["Bill date", ["2026-05-01", "2026-04-20", "2026-05-06"], "last_billed"],
  ])("%s over %s is %s", (name, dates, field) => {
    expect(readSheet(rows(name, dates)).columns[2]?.field).toBe(field);
  });

  test("ROS-4: a date that could charge twice is asked, with three worked rows, before any row is taken", () => {
    const reading = readSheet(
      rows("BeginDate", ["2026-05-01", "2026-04-20", "2026-05-06", "2026-05-07"]),
    );
    const question = reading.questions.find(({ code }) => code === "date_meaning");
    expect(question?.isBlocking).toBe(true);
    expect(question?.examples).toHaveLength(3);
    expect(question?.examples?.[0]).toContain(
      "as last bill (monthly) billing starts 2026-06-01; as next bill 2026-05-01",
    );
    expect(reading.counts.needs_choice).toBe(4);
  });

  test("ROS-4: a bundle column holds emails in one product and IDs in another", () => {
    expect(
      readSheet([
        "User ID|Name|Email|Member bundle ID or email",
        "1|Ann Abbott|a@example.org|a@example.org",
      ]).columns[3]?.field,
    ).toBe("payer_email");
    expect(
      readSheet(["User ID|Name|Email|Member bundle ID or email", "1|Ann Abbott|a@example.org|1"])
        .columns[3]?.field,
    ).toBe("payer_external_id");
  });
});

test("ROS-5: what is no member is skipped, and said so", () => {
  const reading = readSheet([
    header,
    ann,
    "",
    "— B —",
    header,
    "Example with Correct Formatting",
    ann.replace("P1|Ann", "P2|Bob"),
    "TOTAL|2||||$198.00",
    "* highlighted = waiting on new card",
  ]);
  expect(reading.rows.map(({ skipReason }) => skipReason ?? "member")).toEqual([
    "header",
    "member",
    "blank",
    "separator",
    "repeated_header",
    "example",
    "member",
    "total",
    "note",
  ]);
  expect(reading.skipped).toMatchObject({
    blank: 1,
    separator: 1,
    repeated_header: 1,
    total: 1,
    note: 1,
  });
});

test("ROS-5: a total is no member, and a person whose name begins like one is", () => {
  const lines = [
    "Name|Plan|Cycle|Last billed|Rate",
    "Count Basie|Gold|Monthly|2026-05-13|$99",
    "Total members: 158||||$99",
    "Summe|2|3|4|5",
  ];
  expect(readSheet(lines).rows.map(({ skipReason }) => skipReason ?? "member")).toEqual([
    "header",
    "member",
    "total",
    "total",
  ]);
});

test("ROS-10: words that clear a field in the old system are empty cells", () => {
  const reading = readSheet(
    ["Name|Cycle|Last billed|Notes", "Ann Abbott|Monthly|2026-05-13|CLEAR"],
    { clear_words: ["CLEAR"] },
  );
  expect(reading.rows[1]?.values.notes).toBeNull();
});

describe("ROS-6: merged cells", () => {
  const lines = [
    "Household|Name|DOB|Plan|Payer|Cycle|Last billed",
    "Abbott|Ann Abbott|8/25/1970|Couple|Ann Abbott|Monthly|5/13/2026",
    "|Bob Cruz|3/4/1971",
    "Dale|Dora Dale|1/2/1980|Single|Dora Dale|Monthly|5/1/2026",
    "|Ed Evans|1/2/1990",
  ];

  test("ROS-6: the merges of a sheet say which value holds", () => {
    const merges = [0, 3, 4].map((column) => ({
      startRow: 1,
      endRow: 3,
      startColumn: column,
      endColumn: column + 1,
    }));
    const reading = readSheet(lines, {}, { merges });
    expect(reading.rows[2]?.values).toMatchObject({
      household: "Abbott",
      plan_name: "Couple",
      payer_name: "Ann Abbott",
      role: "spouse",
    });
    expect(tell(reading.rows[2])).toBe("ok 2026-06-13");
    expect(reading.rows[4]?.values.household).toBeNull();
  });

  test("ROS-6: a file cannot show merges, so it is asked and only what was confirmed is filled down", () => {
    const asked = readSheet(lines);
    expect(asked.questions.map(({ code }) => code)).toContain("merged_cells_unknown");
    expect(asked.rows[2]?.outcome).toBe("error");
    const confirmed = readSheet(lines, { fill_down: ["household", "plan_name", "payer_name"] });
    expect(told(confirmed)).toEqual([
      "ok 2026-06-13",
      "ok 2026-06-13",
      "ok 2026-06-01",
      "ok 2026-06-01",
    ]);
  });
});

test("ROS-7: hidden rows are read and told; ragged rows are as wide as the header", () => {
  const reading = readSheet([`${header}|Notes`, ann], {}, { hiddenRows: [1] });
  expect(tell(reading.rows[1])).toBe("warn 2026-06-13 hidden_row");
  expect(reading.rows[1]?.values.notes).toBeNull();
});

test("ROS-9: a refusal names row, column, what was found and what would be right", () => {
  const reading = readSheet([header, ann.replace("5/13/2026", "2/30/2026")]);
  expect(reading.rows[1]).toMatchObject({
    record: 2,
    outcome: "error",
    startDate: null,
    issues: [
      {
        code: "date_impossible",
        field: "last_billed",
        column: 8,
        found: "2/30/2026",
        wanted: "a day that exists",
        message:
          'The last billed "2/30/2026" is no day of the calendar. Expected a day that exists.',
      },
    ],
  });
});

test("ROS-4: the end of what is paid is asked where it is the first day not covered", () => {
  const lines = [
    "Name|Cycle|Last billed|billed_through_date",
    "Ann Abbott|Monthly|2026-05-13|2026-06-13",
    "Bob Cruz|Monthly|2026-05-14|2026-06-14",
  ];
  const asked = readSheet(lines);
  expect(asked.counts.error).toBe(2);
  expect(asked.questions.find(({ code }) => code === "column_meaning")?.answer?.key).toBe(
    "covered_through_is",
  );
  expect(told(readSheet(lines, { covered_through_is: "first_day_not_covered" }))).toEqual([
    "ok 2026-06-13",
    "ok 2026-06-14",
  ]);
});

test("ROS-14: exports that give cents are read as cents, and asked", () => {
  const reading = readSheet([
    "Name|plan_amount|Cycle|Last billed",
    "Ann Abbott|9900|Monthly|2026-05-13",
    "Bob Cruz|5000|Monthly|2026-05-14",
  ]);
  expect(reading.rows.map(({ values }) => values.price_cents)).toEqual([undefined, 9900, 5000]);
  expect(reading.questions.map(({ code }) => code)).toContain("amounts_in_minor_units");
});

test("ROS-13: moments without a zone are asked", () => {
  const reading = readSheet(["Name|Cycle|Last payment", "Ann Abbott|Monthly|2026-05-13 03:30:00"]);
  expect(reading.questions.map(({ code }) => code)).toContain("time_zone_unknown");
});
