import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/index.ts";
import type { KnownPerson } from "./present.ts";
import { readOpeningFile } from "./readOpeningFile.ts";
import { RosterSettings } from "./settings.ts";
import { sheetOf } from "./testing/sheetOf.ts";

const person = (id: string, name: string, rest: Partial<KnownPerson> = {}): KnownPerson => ({
  id,
  name,
  externalId: null,
  dob: null,
  email: null,
  ...rest,
});
const people = [
  person("pat_1", "Ann Abbott", { externalId: "A1", dob: plainDate("1970-08-25") }),
  person("pat_2", "Bob Brown", { externalId: "B2", email: "bob@example.org" }),
  person("pat_3", "Cleo Cruz", { dob: plainDate("1990-01-31") }),
  person("pat_4", "Cleo Cruz", { dob: plainDate("1995-05-05") }),
];

function read(lines: string[], settings: Record<string, unknown> = {}) {
  return readOpeningFile({
    grid: sheetOf(lines),
    people,
    settings: RosterSettings.parse({ today: "2026-05-15", currency: "USD", ...settings }),
  });
}
const told = (lines: string[], settings: Record<string, unknown> = {}) =>
  read(lines, settings)
    .rows.filter(({ outcome }) => outcome !== "skip")
    .map(({ outcome, personId, openings }) =>
      [
        outcome,
        personId ?? "-",
        ...openings.map(({ kind, amountMinor, on }) => `${kind} ${amountMinor} ${on}`),
      ].join(" "),
    );

describe("ROS-26: a second file of payments or balances", () => {
  test("payments by ID, several of one person, dated", () => {
    const lines = [
      "Patient ID|Date|Amount|Method|Reference",
      "A1|2026-04-01|99.00|Visa|100",
      "A1|2026-05-01|99.00|Visa|101",
      "B2|2026-05-02|$1,200.00|Check|102",
      "||Total|$1,398.00|",
    ];
    expect(told(lines)).toEqual([
      "ok pat_1 paid_before 9900 2026-04-01",
      "ok pat_1 paid_before 9900 2026-05-01",
      "ok pat_2 paid_before 120000 2026-05-02",
    ]);
    expect(told(lines, { payments_are: "on_account" })[0]).toBe("ok pat_1 credit 9900 2026-04-01");
  });

  test("balances by name, in German, with titles above", () => {
    const lines = [
      "Offene Posten",
      "",
      "Name|Geburtsdatum|Offener Betrag",
      "Abbott, Ann|25.08.1970|50,00 €",
      "Cruz, Cleo|31.01.1990|1.200,00 €",
    ];
    expect(told(lines, { currency: "EUR", locale: "de-DE" })).toEqual([
      "ok pat_1 owed 5000 2026-05-15",
      "ok pat_3 owed 120000 2026-05-15",
    ]);
  });

  test.each([
    ["nobody with that ID", "Z9|2026-05-01|10.00|", 'Nobody here has the ID "Z9"'],
    ["an amount below 0", "A1|2026-05-01|-10.00|", "above 0"],
    ["no amount", "A1|2026-05-01|ask Dana|", "above 0"],
    ["a day that does not exist", "A1|2026-04-31|10.00|", "no day of the calendar"],
  ])("%s holds its row and says what would be right", (_, line, sentence) => {
    const [row] = read(["Patient ID|Payment date|Amount|Note", line, "B2|2026-05-02|5.00|"]).rows;
    expect(row).toMatchObject({ outcome: "error", openings: [] });
    expect(row?.issues.map(({ message }) => message).join(" ")).toContain(sentence);
  });

  test("namesakes are told apart by birth date or email, or held", () => {
    const lines = ["Name|DOB|Balance due", "Cleo Cruz|1995-05-05|5.00", "Cleo Cruz||7.00"];
    expect(told(lines)).toEqual(["ok pat_4 owed 500 2026-05-15", "error -"]);
  });

  test("the same row twice is held, and a charge among payments too", () => {
    const lines = [
      "Patient ID|Date|Type|Amount",
      "A1|2026-05-01|Payment|10.00",
      "A1|2026-05-01|Payment|10.00",
      "B2|2026-05-01|Invoice|10.00",
      "B2|2026-05-03|Payment|10.00",
    ];
    expect(told(lines)).toEqual([
      "ok pat_1 paid_before 1000 2026-05-01",
      "error -",
      "error -",
      "ok pat_2 paid_before 1000 2026-05-03",
    ]);
  });

  test("signs that nobody explains, an order of dates that nobody knows, and a file without amounts are asked", () => {
    const codes = (lines: string[]) =>
      read(lines).questions.flatMap(({ code, isBlocking }) => (isBlocking ? code : []));
    expect(codes(["Patient ID|Balance", "A1|-5.00", "B2|7.00"])).toEqual(["balance_sign_unknown"]);
    expect(codes(["Patient ID|Date|Amount", "A1|03/04/2026|5.00"])).toEqual([
      "date_order_ambiguous",
    ]);
    expect(codes(["Patient ID|Name|Note", "A1|Ann Abbott|x"])).toEqual(["columns_missing"]);
    expect(codes(["nothing here"])).toEqual(["header_not_found"]);
    expect(told(["Patient ID|Balance", "A1|-5.00"])).toEqual(["needs_choice -"]);
  });
});
