import type { World } from "../world.ts";
import type { Act } from "./act.ts";
import { cutColumn, insertOwnColumn, moveColumn, renameHeader } from "./columns.ts";
import { chooseSide, copyFile, copyTab } from "./copies.ts";
import { enroll } from "./enroll.ts";
import {
  copyRow,
  deleteAndRestore,
  insertRow,
  moveRow,
  sortAll,
  sortPartly,
  undoNewest,
} from "./rows.ts";
import {
  addMistaken,
  addPerson,
  fillDown,
  retype,
  spoilPrice,
  store,
  storeFormula,
  typeField,
  typeFormula,
  typeOverComputed,
  typePrice,
} from "./typing.ts";

export { columnOf, rowOf } from "./act.ts";
export { typeField };

const always = (name: string, weight: number, act: Act["do"]): Act => ({
  name,
  weight,
  isDuringSync: true,
  do: act,
});
const between = (name: string, weight: number, act: Act["do"]): Act => ({
  ...always(name, weight, act),
  isDuringSync: false,
});

const acts: readonly Act[] = [
  always("type", 6, typeField),
  always("type price", 3, typePrice),
  always("spoil price", 1, spoilPrice),
  always("store", 5, store),
  always("store formula", 1, storeFormula),
  always("sort", 4, sortAll),
  always("insert row", 2, insertRow),
  always("move row", 2, moveRow),
  always("add person", 2, addPerson),
  always("copy row", 1, copyRow),
  always("delete row", 1, deleteAndRestore),
  always("undo", 2, undoNewest),
  always("retype", 1, retype),
  always("fill down", 1, fillDown),
  always("type over ours", 1, typeOverComputed),
  always("add somebody mistaken", 1, addMistaken),
  always("type formula", 1, typeFormula),
  between("sort partly", 1, sortPartly),
  between("insert column", 1, insertOwnColumn),
  between("move column", 1, moveColumn),
  between("rename header", 1, renameHeader),
  between("cut column", 1, cutColumn),
  between("copy tab", 1, copyTab),
  between("copy file", 1, copyFile),
  between("choose a side", 2, chooseSide),
];

const bagOf = (possible: readonly Act[]) =>
  possible.flatMap((act) => Array.from({ length: act.weight }, () => act));
/** Came later: seeds before the thousandth are as they were without. */
const laterActs: readonly Act[] = [always("enroll", 2, enroll)];
const firstLater = 1000;
/** Under our writes as well, from this seed on. */
const columnActs = new Set(["insert column", "move column", "rename header", "cut column"]);
const firstWithColumns = 30_000;

const bags = (possible: readonly Act[]) => ({
  during: bagOf(possible.filter((act) => act.isDuringSync)),
  between: bagOf(possible),
});
const earlier = bags(acts);
const all = bags([...acts, ...laterActs]);
const withColumns = {
  ...all,
  during: [...all.during, ...all.between.filter(({ name }) => columnActs.has(name))],
};

function actNamed(name: string): Act {
  const found = all.between.find((act) => act.name === name);
  if (found === undefined) throw new RangeError(`No act is called "${name}"`);
  return found;
}

function bagsOf({ leaning, seed }: Pick<World, "leaning" | "seed">) {
  if (seed >= firstWithColumns) return withColumns;
  return leaning.acts === undefined && seed < firstLater ? earlier : all;
}

function pickAct({ random, leaning, seed }: World, when: "during" | "between"): Act {
  const possible = bagsOf({ leaning, seed })[when];
  const wanted =
    leaning.acts === undefined || random.chance(0.2)
      ? []
      : possible.filter(({ name }) => leaning.acts?.includes(name));
  return random.pick(wanted.length === 0 ? possible : wanted);
}

/** One act of somebody, the one of that name or any; true where it was one. */
export async function actOnce(
  world: World,
  { isDuringSync, name }: { isDuringSync: boolean; name?: string },
): Promise<boolean> {
  if (isDuringSync && world.isSortedPartly) return false;
  if (world.isSortedPartly) await world.tidying.pop()?.();
  const act =
    name === undefined ? pickAct(world, isDuringSync ? "during" : "between") : actNamed(name);
  const undoBefore = world.onUndo;
  world.onUndo = null;
  if (act.name === "undo") world.onUndo = undoBefore;
  const isDone = await act.do(world);
  if (act.name === "undo") world.onUndo = null;
  if (!isDone) return false;
  world.counts.edits += 1;
  world.trace.push(`${isDuringSync ? "during: " : ""}${act.name}`);
  return true;
}

/** Whatever was only done for a while is taken back: deleted rows come back, copies go, a sort is undone. */
export async function tidyUp(world: World): Promise<void> {
  for (const tidy of world.tidying.splice(0).toReversed()) await tidy();
}
