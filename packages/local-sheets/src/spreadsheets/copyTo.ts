import { json, type Verb } from "../http/call.ts";
import { ApiError } from "../model/apiError.ts";
import { copySheet } from "../model/copySheet.ts";
import { parseMessage } from "../schema/parseMessage.ts";
import { renderSheetProperties } from "./renderSheet.ts";

export const copySheetTo: Verb = {
  isWrite: true,
  run: ({ workspace, path: [id = "", sheetId = ""], body, who }) => {
    const { destinationSpreadsheetId = "" } = parseMessage<{ destinationSpreadsheetId?: string }>({
      schema: "CopySheetToAnotherSpreadsheetRequest",
      value: body ?? {},
    });
    const source = workspace.document(id).sheets.find((sheet) => String(sheet.sheetId) === sheetId);
    if (!source) throw new ApiError(404, `The requested sheet was not found: ${sheetId}`);
    workspace.checkAlso(destinationSpreadsheetId);
    const draft = workspace.edit(destinationSpreadsheetId);
    const titles = new Set(draft.document.sheets.map((sheet) => sheet.title.toLowerCase()));
    let title = `Copy of ${source.title}`;
    for (let number = 2; titles.has(title.toLowerCase()); number += 1)
      title = `Copy of ${source.title} ${number}`;
    const ids = { next: () => workspace.random.positiveInt32() };
    const copy = copySheet({ draft, source, sheetId: ids.next(), title, ids });
    draft.document.sheets = [...draft.document.sheets, copy];
    workspace.commit(draft, who);
    return json(renderSheetProperties(copy, draft.document.sheets.length - 1));
  },
};
