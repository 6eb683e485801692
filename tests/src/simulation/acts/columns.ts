import { areColumnsGuarded, headerText, renamed, type World } from "../world.ts";
import { tabId } from "../sheet.ts";
import { columnOf, columnRange } from "./act.ts";

const isSynced = (world: World) => columnOf(world, "Rollbook ID") >= 0;

export function insertOwnColumn(world: World): boolean {
  if (columnOf(world, "Mine") >= 0 || !areColumnsGuarded(world.seed)) return false;
  const at = 2 + world.random.below(6);
  const range = { sheetId: tabId, dimension: "COLUMNS", startIndex: at, endIndex: at + 1 };
  world.sheet.do([{ insertDimension: { range } }]);
  world.sheet.type(0, at, "Mine");
  return true;
}

/** Calls a column something else, which its metadata survives, or gives it its old name back. */
export function renameHeader(world: World): boolean {
  const header = world.random.pick(["Email", "City", "Phone"]);
  const texts = headerText(world.sheet.rows());
  const at = columnOf(world, header);
  if (!isSynced(world) || at < 0) return false;
  world.sheet.type(0, at, texts[at] === header ? renamed(header) : header);
  return true;
}

/** Cuts a column with its header and pastes it behind all others; it leaves an empty one behind. */
export function cutColumn(world: World): boolean {
  const header = world.random.pick(["Email", "City", "Phone"]);
  const from = columnOf(world, header);
  const rows = world.sheet.rows();
  const to = Math.max(...rows.map((row) => row.length));
  if (!isSynced(world) || from < 0 || to > 20) return false;
  world.sheet.do([
    {
      appendDimension: { sheetId: tabId, dimension: "COLUMNS", length: 1 },
    },
    {
      cutPaste: {
        source: columnRange(from),
        destination: { sheetId: tabId, rowIndex: 0, columnIndex: to },
        pasteType: "PASTE_NORMAL",
      },
    },
  ]);
  return true;
}

export function moveColumn(world: World): boolean {
  const from = columnOf(world, world.random.pick(["Email", "City", "Phone", "Our notes"]));
  if (from < 0 || !areColumnsGuarded(world.seed)) return false;
  const source = { sheetId: tabId, dimension: "COLUMNS", startIndex: from, endIndex: from + 1 };
  world.sheet.do([
    {
      moveDimension: {
        source,
        destinationIndex: 1 + world.random.below(headerText(world.sheet.rows()).length),
      },
    },
  ]);
  return true;
}
