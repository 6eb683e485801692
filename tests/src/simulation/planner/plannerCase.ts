import { planSync, type KnownRow } from "@rollbook/core/reconcile";
import type { RosterValues } from "@rollbook/core/roster";
import type { Random } from "../random.ts";
import { applyToy } from "./applyToy.ts";
import {
  stateOf,
  toyPerson,
  toyRow,
  type Toy,
  type ToyField,
  type ToyRow,
  type ToyValue,
} from "./toy.ts";

/** What must come of a case, as texts such as "update ben email b@x": what was done says it, not the planner. */
export type PlannerCase = { toy: Toy; expected: string[]; stops: string[]; acts: string[] };

const bases = new Map<number, Toy>();

/** A roster of so many people, both sides agreed. */
function agreed(count: number): Toy {
  const kept = bases.get(count);
  if (kept !== undefined) return kept;
  const first: Toy = {
    rows: Array.from({ length: count }, (_, at) => toyRow(toyPerson(at))),
    known: [],
    isFirst: true,
    minute: 0,
    locale: "en_US",
    timeZone: "America/New_York",
    hasHeader: true,
    generation: { inSheet: 3, confirmed: 3, given: 3 },
  };
  const toy = applyToy(first, planSync(stateOf(first)));
  bases.set(count, toy);
  return toy;
}

const copyOf = (toy: Toy): Toy => ({
  ...toy,
  rows: toy.rows.map((row) => ({
    ...row,
    values: { ...row.values },
    computed: { ...row.computed },
  })),
  known: toy.known.map((row) => ({ ...row })),
});

type Scene = {
  random: Random;
  toy: Toy;
  row: ToyRow;
  known: KnownRow;
  name: string;
  expected: string[];
  serial: number;
};
type Field = Extract<ToyField, "email" | "city" | "price_cents">;

const editable: readonly Field[] = ["email", "city", "price_cents"];

const valueFor = (scene: Scene, field: Field, side: string): ToyValue =>
  field === "price_cents"
    ? 5000 + 100 * scene.serial + (side === "s" ? 1 : 2)
    : field === "email"
      ? `${side}${scene.serial}@typed.example`
      : `${side}${scene.serial} City`;

function store(scene: Scene, field: Field, value: ToyValue): void {
  scene.known.stored = { ...scene.known.stored, [field]: value } as RosterValues;
}

/** What happens to one person; nobody has two things happen to them. */
const happenings: Record<string, (scene: Scene) => void> = {
  typed: (scene) => {
    const field = scene.random.pick(editable);
    const value = valueFor(scene, field, "s");
    scene.row.values[field] = value;
    scene.expected.push(`update ${scene.name} ${field} ${value}`);
  },
  stored: (scene) => {
    const field = scene.random.pick(editable);
    const value = valueFor(scene, field, "d");
    store(scene, field, value);
    scene.expected.push(`write ${scene.name} ${field} ${value}`);
  },
  "typed one and stored the other": (scene) => {
    scene.row.values.email = valueFor(scene, "email", "s");
    store(scene, "city", valueFor(scene, "city", "d"));
    scene.expected.push(
      `update ${scene.name} email ${scene.row.values.email}`,
      `write ${scene.name} city ${valueFor(scene, "city", "d")}`,
    );
  },
  "both to the same": (scene) => {
    const field = scene.random.pick(editable);
    const value = valueFor(scene, field, "s");
    scene.row.values[field] = value;
    store(scene, field, value);
    scene.expected.push(`agree ${scene.name} ${field} ${value}`);
  },
  "both to different": (scene) => {
    const field = scene.random.pick(editable);
    scene.row.values[field] = valueFor(scene, field, "s");
    store(scene, field, valueFor(scene, field, "d"));
    scene.expected.push(
      `conflict ${scene.name} ${field} ${scene.row.values[field]} ${valueFor(scene, field, "d")}`,
    );
  },
  "typed and a row copied": (scene) => {
    scene.toy.rows.push({ ...scene.row, values: { ...scene.row.values } });
    scene.row.values.city = valueFor(scene, "city", "s");
    // Of two rows with one ID that differ, nobody can tell which is meant.
    scene.expected.push(`held ${scene.name}`);
  },
  copied: (scene) => {
    scene.toy.rows.push({ ...scene.row, values: { ...scene.row.values } });
  },
  deleted: (scene) => {
    scene.toy.rows.splice(scene.toy.rows.indexOf(scene.row), 1);
    scene.expected.push(`absent ${scene.name}`);
  },
  "lost its ID": (scene) => {
    scene.row.rowId = null;
  },
  "typed over ours": (scene) => {
    scene.row.computed.status = "VIP";
    scene.expected.push(`journal ${scene.name} VIP`, `notice ${scene.name}`);
  },
  "a price below zero": (scene) => {
    scene.row.values.price_cents = -1;
    scene.expected.push(`held ${scene.name}`, `park ${scene.name} row_held`);
  },
  "a new person": (scene) => {
    const values = toyPerson(60 + scene.serial);
    scene.toy.rows.push(toyRow(values));
    scene.expected.push(`create ${String(values.full_name)}`);
  },
  "a new person with a mistake": (scene) => {
    scene.toy.rows.push(toyRow({ ...toyPerson(60 + scene.serial), price_cents: -1 }));
  },
  "a new row of the same name": (scene) => {
    scene.toy.rows.push(toyRow({ ...scene.row.values, email: valueFor(scene, "email", "s") }));
  },
  "an ID of elsewhere": (scene) => {
    scene.toy.rows.push({ ...toyRow(toyPerson(60 + scene.serial)), rowId: "rb-0000000000000000" });
  },
  "somebody else typed over": (scene) => {
    const other = toyPerson(60 + scene.serial);
    Object.assign(scene.row.values, { full_name: other.full_name, email: other.email });
    scene.expected.push(`held ${scene.name}`, `park ${scene.name} row_held`);
  },
};

/** Happens only where it is asked for. */
const rareHappenings: typeof happenings = {
  "lost its ID and was copied": (scene) => {
    scene.row.rowId = null;
    scene.toy.rows.push({ ...scene.row, values: { ...scene.row.values } });
    // Of two equal rows nobody can tell which is the member's.
    scene.expected.push(`absent ${scene.name}`);
  },
  "a column gone blank": (scene) => {
    for (const row of scene.toy.rows) row.values.city = null;
  },
};

const names = Object.keys(happenings);

export function makeCase(random: Random, acts?: readonly string[]): PlannerCase {
  return acts === undefined && random.chance(0.12)
    ? massCase(random)
    : smallCase(random, acts ?? names);
}

function smallCase(random: Random, possible: readonly string[]): PlannerCase {
  const toy = copyOf(agreed(5 + random.below(16)));
  const people = [...toy.known];
  const expected: string[] = [];
  const acts: string[] = [];
  const count = random.below(5);
  for (let serial = 0; serial < count && people.length > 0; serial += 1) {
    const [known] = people.splice(random.below(people.length), 1);
    const row = toy.rows.find((one) => one.rowId === known?.rowId);
    if (known === undefined || row === undefined) continue;
    const act = random.pick(possible);
    const name = String(row.values.full_name);
    (happenings[act] ?? rareHappenings[act])?.({ random, toy, row, known, name, expected, serial });
    acts.push(`${act} (${name})`);
  }
  if (random.chance(0.5)) shuffle(random, toy.rows);
  return { toy, expected, stops: [], acts };
}

export function shuffle<Item>(random: Random, items: Item[]): void {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [items[at], items[other]] = [items[other] as Item, items[at] as Item];
  }
}

/** Something happens to all of the roster at once, or just not to enough of it. */
function massCase(random: Random): PlannerCase {
  const toy = copyOf(agreed(8 + random.below(16)));
  const count = 1 + random.below(toy.rows.length);
  const isMany = count >= 5 && count > toy.rows.length * 0.1;
  const expected: string[] = [];
  const mass: Record<string, () => string[]> = {
    emptied: () => {
      toy.rows = [];
      return ["rows_gone", "sheet_empty"];
    },
    "rows gone": () => {
      const gone = toy.rows.splice(0, count);
      expected.push(...gone.map((row) => `absent ${String(row.values.full_name)}`));
      const isEmpty = toy.rows.length === 0;
      return [...(isMany ? ["rows_gone"] : []), ...(isEmpty ? ["sheet_empty"] : [])];
    },
    "a column changed": () => {
      for (const row of toy.rows.slice(0, count)) {
        row.values.city = "Elsewhere";
        expected.push(`update ${String(row.values.full_name)} city Elsewhere`);
      }
      return isMany ? ["column_changed"] : [];
    },
    "header gone": () => {
      toy.hasHeader = false;
      return ["header_missing"];
    },
    locale: () => {
      toy.locale = "de_DE";
      return ["locale_changed"];
    },
    "time zone": () => {
      toy.timeZone = "Asia/Tokyo";
      return ["time_zone_changed"];
    },
    "version restored": () => {
      toy.generation = { inSheet: 2, confirmed: 3, given: 3 };
      return ["sheet_restored"];
    },
    "backup restored": () => {
      toy.generation = { inSheet: 5, confirmed: 3, given: 3 };
      return ["database_restored"];
    },
  };
  const act = random.pick(Object.keys(mass));
  const stops = mass[act]?.() ?? [];
  return { toy, expected: stops.length > 0 ? [] : expected, stops: stops.sort(), acts: [act] };
}
