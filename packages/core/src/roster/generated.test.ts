import { describe, expect, test } from "vitest";
import { computeStart } from "../start/index.ts";
import { readRoster } from "./readRoster.ts";
import { RosterSettings } from "./settings.ts";
import { layouts } from "./testing/layouts.ts";
import { spoil } from "./testing/mess.ts";
import { gridOf, makePeople, today, type Layout, type Person } from "./testing/rosterLayouts.ts";

type Phone = { phone: string; nationalPhone: string };

function phoneOf({ settings }: Layout): (random: (below: number) => number) => Phone {
  return (random) => {
    const tail = String(1000 + random(8999));
    switch (settings["locale"]) {
      case "de-DE":
        return { phone: `+491511234${tail}`, nationalPhone: `0151 / 1234${tail}` };
      case "fr-FR":
        return {
          phone: `+3361234${tail}`,
          nationalPhone: `06 12 34 ${tail.slice(0, 2)} ${tail.slice(2)}`,
        };
      case "es-ES":
        return {
          phone: `+3461234${tail}`,
          nationalPhone: `612 34${tail.slice(0, 1)} ${tail.slice(1)}`,
        };
      case "en-GB":
        return { phone: `+4477009${tail}0`, nationalPhone: `07700 9${tail}0` };
      default:
        return { phone: `+1620555${tail}`, nationalPhone: `(620) 555-${tail}` };
    }
  };
}

function isLinked(layout: Layout): boolean {
  return layout.columns.some(
    ({ field }) => field === "household" || field?.startsWith("payer_") === true,
  );
}

/** Same-named people make a payer's name mean nobody; each is given a name of its own. */
function distinct(people: Person[]): Person[] {
  return people.map((person, index) =>
    Object.assign(person, {
      last: `${person.last} ${String.fromCharCode(65 + (index % 26))}${index >= 26 ? "x".repeat(Math.floor(index / 26)) : ""}`,
    }),
  );
}

const cases = layouts.flatMap((layout) =>
  [1, 2, 3, 4, 5].map((seed): [string, number, Layout] => [layout.name, seed, layout]),
);

describe.each(cases)("%s, seed %i", (_, seed, layout) => {
  const people = distinct(makePeople({ seed, count: 60, phoneOf: phoneOf(layout) }));
  const grid = gridOf(layout, people);
  const columns = layout.columns.map(({ header, field }, index) => ({
    column: index + 1,
    header,
    field,
  }));

  test("ROS-3: its columns are found with nothing known but today and the currency", () => {
    const reading = readRoster({
      grid,
      settings: RosterSettings.parse({ today, currency: layout.currency }),
    });
    expect(reading.columns.map(({ header, field }) => `${header}: ${field}`)).toEqual(
      columns.map(({ header, field }) => `${header}: ${field}`),
    );
  });

  test("ROS-23: everybody comes out as written, and starts when the last bill says", () => {
    const settings = RosterSettings.parse({
      today,
      currency: layout.currency,
      ...layout.settings,
      columns,
    });
    const rows = readRoster({ grid, settings }).rows.filter(({ outcome }) => outcome !== "skip");
    const mapped = new Set(columns.map(({ field }) => field));
    const expected = people.map((person) => {
      const payer = isLinked(layout) ? (person.payer ?? person) : person;
      const start = computeStart({
        lastBilled: payer.lastBilled,
        interval: payer.interval,
        billing: "advance",
        today,
      });
      const values = {
        dob: person.dob,
        email: person.email,
        phone: person.phone,
        plan_name: person.plan,
        member_since: person.memberSince,
      };
      const own = {
        price_cents: person.priceMinor,
        interval: person.interval,
        last_billed: person.lastBilled,
        payment_method: person.method,
      };
      const written = Object.entries(payer === person ? { ...values, ...own } : values).filter(
        ([field]) => mapped.has(field as never),
      );
      return {
        outcome: true,
        startDate: start.kind === "held" ? null : start.billFrom,
        values: Object.fromEntries(written),
      };
    });
    const found = rows.map(({ outcome, startDate, values }, index) => ({
      outcome: outcome === "ok" || outcome === "warn",
      startDate,
      values: Object.fromEntries(
        Object.keys(expected[index]?.values ?? {}).map((field) => [field, values[field as "dob"]]),
      ),
    }));
    expect(found).toEqual(expected);
  });

  test("ROS-9: a spoilt cell holds its row or loses its value, and nobody starts before the truth", () => {
    const settings = RosterSettings.parse({
      today,
      currency: layout.currency,
      ...layout.settings,
      columns,
    });
    const spoilt = spoil({ grid, layout, people, seed });
    const read = (from: typeof grid) =>
      readRoster({ grid: from, settings }).rows.filter(({ outcome }) => outcome !== "skip");
    const clean = read(grid);
    const rows = read(spoilt.grid);
    expect(spoilt.injected.length).toBeGreaterThan(3);
    const wrong = spoilt.injected.flatMap(({ index, field, text, outcome }) => {
      const row = rows[index];
      const before = clean[index];
      const isHeld = row?.outcome === "error" && row.startDate === null;
      const isRight =
        outcome === "held"
          ? isHeld && row.issues.some((issue) => issue.level === "error" && issue.message !== "")
          : !isHeld &&
            row?.startDate === before?.startDate &&
            (outcome === "kept") === (row?.values[field] !== null);
      return isRight
        ? []
        : [
            `row ${row?.record} ${field} "${text}" should be ${outcome}: ${row?.outcome} ${row?.startDate} ${JSON.stringify(row?.issues)}`,
          ];
    });
    expect(wrong).toEqual([]);
    const spoiltRecords = new Set(spoilt.injected.map(({ index }) => rows[index]?.record));
    const others = rows.filter(
      ({ record, payerRecord }) => !spoiltRecords.has(record) && !spoiltRecords.has(payerRecord),
    );
    expect(others.map(({ startDate }) => startDate)).toEqual(
      clean
        .filter(({ record }) => others.some((row) => row.record === record))
        .map(({ startDate }) => startDate),
    );
  });
});
