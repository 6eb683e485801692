import type { ResolvedRange } from "../model/a1.ts";
import { boundedArea } from "../model/area.ts";
import type { Json, JsonObject } from "../model/cell.ts";
import { isJsonObject, type Area, type Document, type Sheet } from "../model/document.ts";
import { renderMetadata } from "../developer-metadata/renderMetadata.ts";
import { applyFieldMask, maskAt, type FieldMask } from "../schema/fieldMask.ts";
import { renderNamedRange, renderSheet } from "./renderSheet.ts";

function renderProperties(document: Document): JsonObject {
  const { title, locale, timeZone, autoRecalc, iterativeCalculation, defaultFormat, theme } =
    document.properties;
  return {
    title,
    locale,
    autoRecalc,
    timeZone,
    defaultFormat,
    ...(iterativeCalculation ? { iterativeCalculationSettings: iterativeCalculation } : {}),
    spreadsheetTheme: theme,
  };
}

function areasOf(sheet: Sheet, ranges: readonly ResolvedRange[] | undefined): Area[] {
  if (ranges === undefined) return [boundedArea({}, sheet.grid)];
  return ranges.filter((range) => range.sheet.sheetId === sheet.sheetId).map(({ area }) => area);
}

/** `ranges` undefined means every sheet whole; grid data comes along when asked for, or when the mask names it. */
export function renderSpreadsheet(input: {
  document: Document;
  ranges: readonly ResolvedRange[] | undefined;
  includesGridData: boolean;
  mask: FieldMask;
  link?: (id: string) => string;
}): JsonObject {
  const { document, ranges, mask } = input;
  const sheetMask = maskAt(mask, "sheets");
  const hasData =
    mask === true
      ? input.includesGridData
      : sheetMask !== undefined && maskAt(sheetMask, "data") !== undefined;
  const shown = document.sheets.filter(
    (sheet) =>
      ranges === undefined || ranges.some((range) => range.sheet.sheetId === sheet.sheetId),
  );
  const sheets = shown.map((sheet) =>
    renderSheet({
      document,
      sheet,
      index: document.sheets.indexOf(sheet),
      areas: hasData ? areasOf(sheet, ranges) : undefined,
      mask: sheetMask ?? {},
    }),
  );
  const metadata = document.developerMetadata.filter(
    ({ location }) => location.kind === "spreadsheet",
  );
  const body: JsonObject = {
    spreadsheetId: document.id,
    properties: renderProperties(document),
    ...(sheetMask === undefined ? {} : { sheets }),
    ...(document.namedRanges.length === 0
      ? {}
      : { namedRanges: document.namedRanges.map(renderNamedRange) }),
    spreadsheetUrl: (input.link ?? googleLink)(document.id),
    ...(metadata.length === 0 ? {} : { developerMetadata: metadata.map(renderMetadata) }),
  };
  const { sheets: shownSheets, ...rest } = body;
  const masked = applyFieldMask(rest, mask);
  return inOrder(isJsonObject(masked) ? masked : {}, shownSheets);
}

/** The sheets have been masked where they were rendered; they come after the properties, as Google has them. */
function inOrder(body: JsonObject, sheets: Json | undefined): JsonObject {
  if (sheets === undefined) return body;
  const { spreadsheetId, properties, ...rest } = body;
  return {
    ...(spreadsheetId === undefined ? {} : { spreadsheetId }),
    ...(properties === undefined ? {} : { properties }),
    sheets,
    ...rest,
  };
}

const googleLink = (id: string): string => `https://docs.google.com/spreadsheets/d/${id}/edit`;
