import { invalid } from "../model/apiError.ts";
import type { JsonObject } from "../model/cell.ts";
import type { RangeHolder, Sheet } from "../model/document.ts";
import { boundedArea, overlaps } from "../model/area.ts";
import { writableSheet } from "../model/draft.ts";
import { renderBanding } from "../spreadsheets/renderSheet.ts";
import { handler, placeOf, requireFields, type BatchContext } from "./context.ts";
import { chosenHolderId, rangeFrom, restOf, updatedHolder } from "./rangeHolders.ts";

const all = (context: BatchContext): RangeHolder[] =>
  context.draft.document.sheets.flatMap((sheet) => sheet.bandedRanges);

function homeOf(
  context: BatchContext,
  id: number | undefined,
): { sheet: Sheet; holder: RangeHolder } {
  for (const sheet of context.draft.document.sheets) {
    const holder = sheet.bandedRanges.find((candidate) => candidate.id === id);
    if (holder) return { sheet: writableSheet(context.draft, sheet.sheetId), holder };
  }
  throw invalid(`No banded range with id: ${id ?? 0}`);
}

export const addBanding = handler<{ bandedRange?: JsonObject }>((context, { bandedRange = {} }) => {
  const range = rangeFrom(bandedRange);
  const { sheet: found, area } = placeOf(context, range);
  const sheet = writableSheet(context.draft, found.sheetId);
  if (sheet.bandedRanges.some((other) => overlaps(boundedArea(other.range, sheet.grid), area))) {
    throw invalid(
      "You cannot add alternating background colors to a range that already has alternating background colors.",
    );
  }
  const id = chosenHolderId({
    context,
    given: bandedRange["bandedRangeId"],
    taken: all(context),
    what: "banded range",
  });
  const holder: RangeHolder = { id, range, rest: restOf(bandedRange, "bandedRangeId") };
  sheet.bandedRanges = [...sheet.bandedRanges, holder];
  return { addBanding: { bandedRange: renderBanding(holder) } };
});

export const updateBanding = handler<{ bandedRange?: JsonObject; fields?: string }>(
  (context, { bandedRange = {}, fields }) => {
    const id = bandedRange["bandedRangeId"];
    const { sheet, holder } = homeOf(context, typeof id === "number" ? id : undefined);
    const updated = updatedHolder({
      holder,
      body: bandedRange,
      idName: "bandedRangeId",
      fields: requireFields(fields),
    });
    sheet.bandedRanges = sheet.bandedRanges.map((other) => (other === holder ? updated : other));
    return undefined;
  },
);

export const deleteBanding = handler<{ bandedRangeId?: number }>((context, { bandedRangeId }) => {
  const { sheet, holder } = homeOf(context, bandedRangeId);
  sheet.bandedRanges = sheet.bandedRanges.filter((other) => other !== holder);
  return undefined;
});
