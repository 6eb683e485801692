import { boundedArea } from "../model/area.ts";
import type { Json } from "../model/cell.ts";
import type { Document, Sheet } from "../model/document.ts";
import { readArea } from "../values/readArea.ts";

/** The rows of a sheet as people see them, without trailing empties. */
export function shownRows(document: Document, sheet: Sheet): Json[][] {
  const options = { value: "FORMATTED_VALUE", dateTime: "SERIAL_NUMBER" } as const;
  return readArea({
    document,
    sheet,
    area: boundedArea({}, sheet.grid),
    options,
    majorDimension: "ROWS",
  });
}
