import { json, type Verb } from "../http/call.ts";
import { resolveRange } from "../model/a1.ts";
import { ApiError } from "../model/apiError.ts";
import type { JsonObject } from "../model/cell.ts";
import type { Document } from "../model/document.ts";
import { parseMessage } from "../schema/parseMessage.ts";
import { renderOptions, valueInputOption } from "./options.ts";
import { applyValueRange, updateAnswer, type AppliedRange, type ValueRange } from "./update.ts";
import type { RenderOptions } from "./render.ts";

interface BatchUpdateValuesRequest {
  valueInputOption?: string;
  data?: ValueRange[];
  includeValuesInResponse?: boolean;
  responseValueRenderOption?: string;
  responseDateTimeRenderOption?: string;
}

export function totals(applied: readonly AppliedRange[]): JsonObject {
  const rows = new Set<string>();
  const columns = new Set<string>();
  let cells = 0;
  for (const { target, written } of applied) {
    cells += written.cells;
    if (written.cells === 0) continue;
    for (let row = 0; row < written.rows; row += 1)
      rows.add(`${target.sheet.sheetId}:${written.area.startRow + row}`);
    for (let column = 0; column < written.columns; column += 1)
      columns.add(`${target.sheet.sheetId}:${written.area.startColumn + column}`);
  }
  const sheets = new Set(
    applied.filter(({ written }) => written.cells > 0).map(({ target }) => target.sheet.sheetId),
  );
  const counts = {
    totalUpdatedRows: rows.size,
    totalUpdatedColumns: columns.size,
    totalUpdatedCells: cells,
    totalUpdatedSheets: sheets.size,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

export function batchAnswer(input: {
  document: Document;
  applied: readonly AppliedRange[];
  readBack: RenderOptions | undefined;
}): JsonObject {
  const responses = input.applied.map((applied) =>
    updateAnswer({ document: input.document, applied, readBack: input.readBack }),
  );
  return {
    spreadsheetId: input.document.id,
    ...totals(input.applied),
    ...(responses.length === 0 ? {} : { responses }),
  };
}

/** An error says which of the ranges it is about. */
function namingEntry<T>(index: number, apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    if (!(error instanceof ApiError) || error.details !== undefined) throw error;
    throw new ApiError(error.code, `Invalid data[${index}]: ${error.message}`);
  }
}

export const batchUpdateValues: Verb = {
  isWrite: true,
  run: ({ workspace, path: [id = ""], body, who }) => {
    const request = parseMessage<BatchUpdateValuesRequest>({
      schema: "BatchUpdateValuesRequest",
      value: body ?? {},
    });
    const option = valueInputOption(request.valueInputOption);
    const readBack = renderOptions({
      value: request.responseValueRenderOption,
      dateTime: request.responseDateTimeRenderOption,
    });
    const draft = workspace.edit(id);
    const applied = (request.data ?? []).map((entry, index) =>
      namingEntry(index, () => {
        const target = resolveRange(draft.document, entry.range ?? "");
        return applyValueRange({ draft, target, body: entry, option });
      }),
    );
    const document = workspace.commit(draft, who);
    return json(
      batchAnswer({
        document,
        applied,
        readBack: request.includeValuesInResponse ? readBack : undefined,
      }),
    );
  },
};
