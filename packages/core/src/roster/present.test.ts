import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/index.ts";
import { withoutPresent, type KnownPerson } from "./present.ts";
import { readSheet } from "./testing/sheetOf.ts";

const ada: KnownPerson = {
  id: "pat_1",
  externalId: "A1",
  name: "Ada Lovelace",
  dob: plainDate("1985-12-10"),
  email: "ada@example.org",
};

function told(lines: string[], people: readonly KnownPerson[] = [ada]): string[] {
  const reading = readSheet(lines);
  return withoutPresent({ reading, people })
    .rows.slice(1)
    .map(({ outcome, skipReason, startDate }) => `${skipReason ?? outcome} ${startDate ?? "-"}`);
}

describe("ROS-27: who is a patient here already is not added again", () => {
  test.each([
    ["by ID", "ID|Name", "A1|Ada Lovelace", "present -"],
    ["by ID, with the name turned round", "ID|Name", "A1|Lovelace, Ada", "present -"],
    ["an ID that is somebody else's", "ID|Name", "A1|Bob Brown", "error -"],
    ["by name and birth date", "Name|DOB", "Ada Lovelace|1985-12-10", "present -"],
    ["a namesake born on another day", "Name|DOB", "Ada Lovelace|1990-01-31", "ok 2026-06-01"],
    ["the same person under another ID", "ID|Name|DOB", "B7|Ada Lovelace|1985-12-10", "error -"],
    ["by name and email", "Name|Email", "Ada Lovelace|ada@example.org", "present -"],
    ["a name and nothing to tell by", "Name|Email", "Ada Lovelace|other@example.org", "error -"],
    ["somebody new", "Name|Email", "Cleo Cruz|cleo@example.org", "ok 2026-06-01"],
  ])("%s", (_, columns, cells, expected) => {
    expect(told([`${columns}|Cycle|Last billed`, `${cells}|Monthly|2026-05-01`])).toEqual([
      expected,
    ]);
  });

  test("a dependant of one who is here already is held, and nobody else", () => {
    const lines = [
      "ID|Name|DOB|Payer ID|Cycle|Last billed",
      "A1|Ada Lovelace|1985-12-10||Monthly|2026-05-01",
      "A2|Byron Lovelace|2015-05-12|A1||",
      "A3|Cleo Cruz|1990-01-31||Monthly|2026-05-01",
    ];
    expect(told(lines)).toEqual(["present -", "error -", "ok 2026-06-01"]);
  });

  test("of people who are all here, nobody is added", () => {
    const id = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 30 }), (ids) => {
        const people = ids.map((one) => ({
          ...ada,
          id: `pat_${one}`,
          externalId: `X${one}`,
          name: `Ada ${one} Lovelace`,
        }));
        const lines = ids.map((one) => `X${one}|Ada ${one} Lovelace|1985-12-10|Monthly|2026-05-01`);
        const rows = told(["ID|Name|DOB|Cycle|Last billed", ...lines], people);
        expect(new Set(rows)).toEqual(new Set(["present -"]));
      }),
      { numRuns: 40 },
    );
  });
});
