import { invalid } from "../model/apiError.ts";
import { copySheet } from "../model/copySheet.ts";
import type { DeveloperMetadata } from "../model/document.ts";
import { renderSheetProperties } from "../spreadsheets/renderSheet.ts";
import { handler, sheetOf, type BatchContext } from "./context.ts";
import { checkTitle, newSheetId } from "./sheetProperties.ts";

interface DuplicateSheetRequest {
  sourceSheetId?: number;
  insertSheetIndex?: number;
  newSheetId?: number;
  newSheetName?: string;
}

function copyTitle(context: BatchContext, title: string): string {
  const titles = new Set(context.draft.document.sheets.map((sheet) => sheet.title.toLowerCase()));
  const plain = `Copy of ${title}`;
  if (!titles.has(plain.toLowerCase())) return plain;
  for (let number = 2; ; number += 1)
    if (!titles.has(`${plain} ${number}`.toLowerCase())) return `${plain} ${number}`;
}

function copyMetadata(context: BatchContext, from: number, to: number): void {
  const { document } = context.draft;
  const copies = document.developerMetadata.flatMap((entry): DeveloperMetadata[] => {
    const { location } = entry;
    if (location.kind === "spreadsheet" || location.sheetId !== from) return [];
    return [
      {
        ...entry,
        metadataId: context.random.positiveInt32(),
        location: { ...location, sheetId: to },
      },
    ];
  });
  document.developerMetadata = [...document.developerMetadata, ...copies];
}

export const duplicateSheet = handler<DuplicateSheetRequest>((context, request) => {
  const { draft } = context;
  const { document } = draft;
  const source = sheetOf(context, request.sourceSheetId);
  const title =
    request.newSheetName === undefined || request.newSheetName === ""
      ? copyTitle(context, source.title)
      : request.newSheetName;
  checkTitle(context, title);
  const sheetId = request.newSheetId ?? newSheetId(context);
  if (document.sheets.some((sheet) => sheet.sheetId === sheetId))
    throw invalid(`A sheet with the id "${sheetId}" already exists.`);
  const index = request.insertSheetIndex ?? 0;
  if (index < 0 || index > document.sheets.length) throw invalid(`Invalid index: ${index}`);
  const copy = copySheet({
    draft,
    source,
    sheetId,
    title,
    ids: { next: () => context.random.positiveInt32() },
  });
  document.sheets = document.sheets.toSpliced(index, 0, copy);
  if (context.switches.metadataFollowsCopy) copyMetadata(context, source.sheetId, sheetId);
  return { duplicateSheet: { properties: renderSheetProperties(copy, index) } };
});
