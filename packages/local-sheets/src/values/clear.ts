import { json, type Verb } from "../http/call.ts";
import { resolveRange, type ResolvedRange } from "../model/a1.ts";
import { formatRange } from "../model/a1Text.ts";
import { enteredOf, withEntered } from "../model/cell.ts";
import { setSlot, writableRow, writableSheet, type Draft } from "../model/draft.ts";
import { parseMessage } from "../schema/parseMessage.ts";

/** Empties values; formats, notes and validation stay. */
export function clearTarget(draft: Draft, target: ResolvedRange): string {
  const sheet = writableSheet(draft, target.sheet.sheetId);
  const { area } = target;
  for (let index = area.startRow; index < Math.min(area.endRow, sheet.rows.length); index += 1) {
    const slots = sheet.rows[index]?.slots;
    if (!slots) continue;
    for (
      let column = area.startColumn;
      column < Math.min(area.endColumn, slots.length);
      column += 1
    ) {
      const slot = slots[column];
      if (enteredOf(slot) !== undefined)
        setSlot(writableRow(draft, sheet, index), column, withEntered(slot, undefined));
    }
  }
  return formatRange(sheet, area);
}

export const clearValues: Verb = {
  isWrite: true,
  run: ({ workspace, path: [id = "", range = ""], who }) => {
    const draft = workspace.edit(id);
    const clearedRange = clearTarget(draft, resolveRange(draft.document, range));
    workspace.commit(draft, who);
    return json({ spreadsheetId: id, clearedRange });
  },
};

export const batchClearValues: Verb = {
  isWrite: true,
  run: ({ workspace, path: [id = ""], body, who }) => {
    const { ranges = [] } = parseMessage<{ ranges?: string[] }>({
      schema: "BatchClearValuesRequest",
      value: body ?? {},
    });
    const draft = workspace.edit(id);
    const clearedRanges = ranges.map((range) =>
      clearTarget(draft, resolveRange(draft.document, range)),
    );
    workspace.commit(draft, who);
    return json({ spreadsheetId: id, ...(clearedRanges.length === 0 ? {} : { clearedRanges }) });
  },
};
