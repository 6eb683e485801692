import { insertDimension } from "../model/reshape.ts";
import { json, type Verb } from "../http/call.ts";
import { resolveRange, type ResolvedRange } from "../model/a1.ts";
import { formatRange } from "../model/a1Text.ts";
import type { Area, Sheet } from "../model/document.ts";
import { writableSheet, type Draft } from "../model/draft.ts";
import { growGrid } from "../model/growGrid.ts";
import { parseMessage } from "../schema/parseMessage.ts";
import { findTable } from "./findTable.ts";
import { enumParameter, majorDimension, valueInputOption } from "./options.ts";
import { applyValueRange, readBackOptions, updateAnswer, type ValueRange } from "./update.ts";

function extentOf(body: ValueRange): { height: number; width: number } {
  const values = body.values ?? [];
  const long = values.length;
  const wide = values.reduce((widest, row) => Math.max(widest, row.length), 0);
  return majorDimension(body.majorDimension) === "ROWS"
    ? { height: long, width: wide }
    : { height: wide, width: long };
}

function placeFor(input: {
  draft: Draft;
  sheet: Sheet;
  start: { row: number; column: number };
  body: ValueRange;
  insertsRows: boolean;
}): ResolvedRange {
  const { draft, start, body } = input;
  const { height, width } = extentOf(body);
  const sheet = writableSheet(draft, input.sheet.sheetId);
  if (input.insertsRows && height > 0 && start.row < sheet.grid.rowCount) {
    insertDimension({
      draft,
      sheetId: sheet.sheetId,
      dimension: "ROWS",
      startIndex: start.row,
      count: height,
      inheritFromBefore: start.row > 0,
    });
  }
  growGrid({ draft, sheet, rowCount: start.row + height, columnCount: start.column + width });
  const area: Area = {
    startRow: start.row,
    endRow: start.row + 1,
    startColumn: start.column,
    endColumn: start.column + 1,
  };
  return { sheet, area, range: {}, isCell: true };
}

export const appendValues: Verb = {
  isWrite: true,
  run: ({ workspace, path: [id = "", range = ""], query, body, who }) => {
    const parsed = parseMessage<ValueRange>({
      schema: "ValueRange",
      value: body ?? {},
      path: "data",
    });
    const option = valueInputOption(query.get("valueInputOption"));
    const allowed = ["OVERWRITE", "INSERT_ROWS"] as const;
    const insert = enumParameter({
      given: query.get("insertDataOption"),
      name: "insertDataOption",
      type: "InsertDataOption",
      allowed,
      fallback: "OVERWRITE",
    });
    const readBack = readBackOptions(query);
    const draft = workspace.edit(id);
    const { sheet, area } = resolveRange(draft.document, range);
    const table = findTable(sheet, area);
    const start = table
      ? { row: table.endRow, column: table.startColumn }
      : { row: area.startRow, column: area.startColumn };
    const target = placeFor({
      draft,
      sheet,
      start,
      body: parsed,
      insertsRows: insert === "INSERT_ROWS" && table !== undefined,
    });
    const applied = applyValueRange({ draft, target, body: parsed, option });
    const document = workspace.commit(draft, who);
    return json({
      spreadsheetId: id,
      ...(table ? { tableRange: formatRange(sheet, table) } : {}),
      updates: updateAnswer({ document, applied, readBack }),
    });
  },
};
