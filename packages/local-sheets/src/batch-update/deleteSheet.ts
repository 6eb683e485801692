import { invalid } from "../model/apiError.ts";
import { handler } from "./context.ts";

export const deleteSheet = handler<{ sheetId?: number }>((context, { sheetId = 0 }) => {
  const { document } = context.draft;
  const found = document.sheets.find((sheet) => sheet.sheetId === sheetId);
  if (!found) throw invalid(`No sheet with id: ${sheetId}`);
  const others = document.sheets.filter((sheet) => sheet !== found);
  if (!others.some((sheet) => !sheet.hidden)) {
    throw invalid(
      others.length === 0
        ? "You can't remove all the sheets in a document."
        : "You can't remove all the visible sheets in a document.",
    );
  }
  document.sheets = others;
  document.namedRanges = document.namedRanges.filter(
    (named) => (named.range.sheetId ?? 0) !== sheetId,
  );
  document.developerMetadata = document.developerMetadata.filter(
    ({ location }) => location.kind === "spreadsheet" || location.sheetId !== sheetId,
  );
  return undefined;
});
