import { chooseConflictSide } from "@rollbook/services/roster";
import type { World } from "../world.ts";
import { columnOf } from "./act.ts";
import { ask, copiedTabId, peopleOf, tabId, typed } from "../sheet.ts";

/** Copies the roster's tab and goes on typing in the copy: what is typed there is nobody's. */
export function copyTab(world: World): boolean {
  const { server, spreadsheetId } = world.sheet;
  const { sheets } = ask(server, "GET", `/v4/spreadsheets/${spreadsheetId}`) as {
    sheets: { properties: { sheetId: number } }[];
  };
  const isThere = sheets.some(({ properties }) => properties.sheetId === copiedTabId);
  // Before the first sync nothing tells which of the two is the roster.
  if (isThere || columnOf(world, "Rollbook ID") < 0) return false;
  const update = {
    start: { sheetId: copiedTabId, rowIndex: 1, columnIndex: 2 },
    rows: [{ values: [typed("copied@tab.example")] }],
    fields: "userEnteredValue",
  };
  world.sheet.do([
    {
      duplicateSheet: {
        sourceSheetId: tabId,
        newSheetId: copiedTabId,
        insertSheetIndex: world.random.below(2),
        newSheetName: "Members 2025",
      },
    },
    { updateCells: update },
  ]);
  return true;
}

/** Copies the whole file and goes on typing in the copy. */
export function copyFile(world: World): boolean {
  const { server, spreadsheetId } = world.sheet;
  const { id } = ask(server, "POST", `/drive/v3/files/${spreadsheetId}/copy`, {}) as { id: string };
  peopleOf(server, id).type(1, 2, "copied@file.example");
  return true;
}

/** Somebody chooses a side of an open conflict, over the API. */
export async function chooseSide(world: World): Promise<boolean> {
  const [open] = await world.database.sql<{ rowId: string; field: string }[]>`
    select row_id as "rowId", field from roster_conflict
    where practice_id = ${world.practiceId} and keep is null order by row_id, field limit 1`;
  if (open === undefined) return false;
  const keep = world.random.pick(["sheet", "database"] as const);
  await world.run(chooseConflictSide, { id: world.rosterId, ...open, keep });
  return true;
}
