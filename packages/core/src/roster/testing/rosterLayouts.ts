import {
  addDays,
  dayOfMonth,
  interval,
  monthOf,
  plainDate,
  yearOf,
  type Interval,
  type PlainDate,
} from "../../calendar/index.ts";
import { emptyCell, textCell, type RosterCell, type RosterGrid } from "../grid.ts";
import type { RosterFieldKey } from "../fields.ts";

/** One made-up person as the truth that a layout writes down in its own words. */
export type Person = {
  id: string;
  first: string;
  last: string;
  dob: PlainDate;
  email: string;
  phone: string;
  nationalPhone: string;
  plan: string;
  priceMinor: number;
  interval: Interval;
  method: "card" | "ach" | "check" | "cash";
  isAutopay: boolean;
  lastBilled: PlainDate;
  memberSince: PlainDate;
  payer: Person | null;
};

export type Layout = {
  name: string;
  currency: string;
  settings: Record<string, unknown>;
  above?: string[][];
  columns: { header: string; field: RosterFieldKey | null; write: (person: Person) => string }[];
};

export const today = plainDate("2026-05-15");

/** Numbers from 0 to below `below`, the same for the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const firsts =
  "Anna Björn Chloé Diego Elif François Günter Hélène Íñigo Jörg Katarzyna Łukasz María Noël Oliver Priya Quentin Rosa Søren Tomás".split(
    " ",
  );
const lasts =
  "Müller O'Brien García Lefèvre Smith van-Dijk Núñez Weiß Dupont Schröder Kowalski Fernández Jones Bauer Moreau Ibáñez".split(
    " ",
  );
const intervals = ["P1M", "P1M", "P1M", "P3M", "P6M", "P1Y"].map(interval);
const months: Record<string, number> = { P1M: 1, P3M: 3, P6M: 6, P1Y: 12 };
const methods = ["card", "ach", "check", "cash"] as const;

export function makePeople({
  seed,
  count,
  phoneOf,
}: {
  seed: number;
  count: number;
  phoneOf: (random: (below: number) => number) => { phone: string; nationalPhone: string };
}): Person[] {
  const random = randomFrom(seed);
  const pick = <Value>(values: readonly Value[]): Value => values[random(values.length)] as Value;
  const people: Person[] = [];
  for (let index = 0; index < count; index += 1) {
    const first = pick(firsts);
    const last = `${pick(lasts)}`;
    const every = pick(intervals);
    const previous = people.at(-1);
    const head = previous === undefined ? null : (previous.payer ?? previous);
    const length = months[every] ?? 1;
    const method = pick(methods);
    people.push({
      id: `P${10_000 + index}`,
      first,
      last: `${last}${index % 7 === 0 ? "-Ross" : ""}`,
      dob: addDays(plainDate("1940-01-01"), index * 83 + random(80)),
      email: `${index}.${last}@example.org`
        .toLowerCase()
        .normalize("NFKD")
        .replace(/[^a-z0-9.@]/g, "")
        .replaceAll("ß", "ss"),
      ...phoneOf(random),
      plan: pick(["Gold", "Silver", "Family Care"]),
      priceMinor: pick([4_500, 9_900, 12_050, 99_95]) * length,
      interval: every,
      method,
      isAutopay: method === "card" || method === "ach",
      lastBilled: addDays(today, -random(length * 27)),
      memberSince: addDays(today, -500 - random(1500)),
      payer: index % 4 === 3 ? head : null,
    });
  }
  return people;
}

export function gridOf(layout: Layout, people: readonly Person[]): RosterGrid {
  const above = (layout.above ?? []).map((cells) => cells.map(textCell));
  const header = layout.columns.map(({ header }) => textCell(header));
  const rows = people.map((person) =>
    layout.columns.map(({ write }): RosterCell => {
      const text = write(person);
      return text === "" ? emptyCell : textCell(text);
    }),
  );
  return { rows: [...above, header, ...rows], merges: [], hiddenRows: [] };
}

export function dateParts(date: PlainDate): {
  year: string;
  month: string;
  day: string;
  shortYear: string;
} {
  const two = (value: number): string => String(value).padStart(2, "0");
  const year = String(yearOf(date));
  return { year, shortYear: year.slice(2), month: two(monthOf(date)), day: two(dayOfMonth(date)) };
}

export function decimal(minor: number, sign: "," | ".", group = ""): string {
  const whole = String(Math.floor(minor / 100)).replace(/\B(?=(\d{3})+$)/g, group);
  return `${whole}${sign}${String(minor % 100).padStart(2, "0")}`;
}
