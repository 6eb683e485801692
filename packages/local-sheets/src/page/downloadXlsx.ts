import type { Context } from "hono";
import type { LocalSheets } from "../workspace/localSheets.ts";
import { ask, spreadsheetPath } from "./ask.ts";
import type { Book } from "./workbookTypes.ts";

const fields =
  "properties.title,sheets(properties,merges,basicFilter.range,data(startRow,startColumn,rowMetadata(hiddenByUser,hiddenByFilter,pixelSize),columnMetadata(hiddenByUser,pixelSize),rowData.values(userEnteredValue,effectiveValue,userEnteredFormat,note,dataValidation)))";

export async function downloadXlsx({
  context,
  sheets,
  spreadsheetId,
}: {
  context: Context;
  sheets: LocalSheets;
  spreadsheetId: string;
}): Promise<Response> {
  const target = `${spreadsheetPath(spreadsheetId)}?fields=${encodeURIComponent(fields)}`;
  const { status, body } = ask({ sheets, method: "GET", target });
  if (status !== 200) return context.json(body as object, 404);
  const { writeXlsx } = await import("./writeXlsx.ts");
  const book = body as Book;
  const fileName = encodeURIComponent(`${book.properties.title}.xlsx`);
  return context.body(new Uint8Array(await writeXlsx(book)), 200, {
    "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "content-disposition": `attachment; filename*=UTF-8''${fileName}`,
  });
}
