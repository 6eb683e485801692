import { json, type Verb } from "../http/call.ts";
import type { Json, JsonObject } from "../model/cell.ts";
import { beginDraft } from "../model/draft.ts";
import type { DocumentProperties } from "../model/document.ts";
import { isJsonObject } from "../model/document.ts";
import { applyRequests } from "../batch-update/applyRequests.ts";
import { parseMessage } from "../schema/parseMessage.ts";
import { renderSpreadsheet } from "./renderSpreadsheet.ts";

interface SheetBody {
  properties?: JsonObject;
  data?: {
    startRow?: number;
    startColumn?: number;
    rowData?: JsonObject[];
    rowMetadata?: JsonObject[];
    columnMetadata?: JsonObject[];
  }[];
  merges?: JsonObject[];
  conditionalFormats?: JsonObject[];
  protectedRanges?: JsonObject[];
  filterViews?: JsonObject[];
  bandedRanges?: JsonObject[];
  basicFilter?: JsonObject;
  developerMetadata?: JsonObject[];
}

interface SpreadsheetBody {
  spreadsheetId?: string;
  properties?: JsonObject;
  sheets?: SheetBody[];
  namedRanges?: JsonObject[];
  developerMetadata?: JsonObject[];
}

function propertiesFrom(given: JsonObject | undefined): Partial<DocumentProperties> {
  const text = (name: string): string | undefined =>
    typeof given?.[name] === "string" ? given[name] : undefined;
  const stated = {
    title: text("title"),
    locale: text("locale"),
    timeZone: text("timeZone"),
    autoRecalc: text("autoRecalc"),
  };
  const iterative = given?.["iterativeCalculationSettings"];
  return {
    ...Object.fromEntries(
      Object.entries(stated).filter(([, value]) => value !== undefined && value !== ""),
    ),
    ...(isJsonObject(iterative) ? { iterativeCalculation: iterative } : {}),
  };
}

function requestsFor(sheet: SheetBody, sheetId: number): JsonObject[] {
  const requests: JsonObject[] = [];
  for (const data of sheet.data ?? []) {
    const start = { sheetId, rowIndex: data.startRow ?? 0, columnIndex: data.startColumn ?? 0 };
    if (data.rowData) requests.push({ updateCells: { rows: data.rowData, fields: "*", start } });
    for (const [dimension, entries, first] of [
      ["ROWS", data.rowMetadata, data.startRow],
      ["COLUMNS", data.columnMetadata, data.startColumn],
    ] as const) {
      entries?.forEach((properties, index) => {
        const startIndex = (first ?? 0) + index;
        const range = { sheetId, dimension, startIndex, endIndex: startIndex + 1 };
        requests.push({
          updateDimensionProperties: { range, properties, fields: "pixelSize,hiddenByUser" },
        });
      });
    }
  }
  for (const range of sheet.merges ?? [])
    requests.push({ mergeCells: { range: { ...range, sheetId }, mergeType: "MERGE_ALL" } });
  sheet.conditionalFormats?.forEach((rule, index) =>
    requests.push({ addConditionalFormatRule: { rule, index } }),
  );
  for (const protectedRange of sheet.protectedRanges ?? [])
    requests.push({ addProtectedRange: { protectedRange } });
  for (const filter of sheet.filterViews ?? []) requests.push({ addFilterView: { filter } });
  for (const bandedRange of sheet.bandedRanges ?? [])
    requests.push({ addBanding: { bandedRange } });
  if (sheet.basicFilter) requests.push({ setBasicFilter: { filter: sheet.basicFilter } });
  for (const entry of sheet.developerMetadata ?? [])
    requests.push({ createDeveloperMetadata: { developerMetadata: entry } });
  return requests;
}

export const createSpreadsheet: Verb = {
  isWrite: true,
  run: ({ workspace, body }) => {
    const parsed = parseMessage<SpreadsheetBody>({ schema: "Spreadsheet", value: body ?? {} });
    const created = workspace.createSpreadsheet({ properties: propertiesFrom(parsed.properties) });
    const draft = beginDraft(created);
    const context = {
      draft,
      random: workspace.random,
      clock: workspace.clock,
      switches: workspace.switches,
    };
    const sheets = parsed.sheets ?? [];
    if (sheets.length > 0) {
      draft.document.sheets = [];
      sheets.forEach((sheet, index) => {
        const title = sheet.properties?.["title"] ?? `Sheet${index + 1}`;
        const properties: Json = { ...sheet.properties, title, index };
        applyRequests(context, [{ addSheet: { properties } }]);
        const sheetId = draft.document.sheets[index]?.sheetId ?? 0;
        applyRequests(context, requestsFor(sheet, sheetId));
      });
    }
    for (const namedRange of parsed.namedRanges ?? [])
      applyRequests(context, [{ addNamedRange: { namedRange } }]);
    for (const entry of parsed.developerMetadata ?? [])
      applyRequests(context, [{ createDeveloperMetadata: { developerMetadata: entry } }]);
    workspace.documents.set(created.id, draft.document);
    return json(
      renderSpreadsheet({
        document: draft.document,
        ranges: undefined,
        includesGridData: false,
        mask: true,
      }),
    );
  },
};
