import { invalid } from "../model/apiError.ts";
import type { JsonObject } from "../model/cell.ts";
import type { DeveloperMetadata, MetadataLocation } from "../model/document.ts";
import { handler, requireFields, sheetOf, type BatchContext } from "../batch-update/context.ts";
import { parseFieldMask } from "../schema/fieldMask.ts";
import { selectMetadata, type DataFilter, type LocationBody } from "./dataFilter.ts";
import { renderMetadata } from "./renderMetadata.ts";

interface MetadataBody {
  metadataId?: number;
  metadataKey?: string;
  metadataValue?: string;
  location?: LocationBody;
  visibility?: string;
}

function locationFrom(context: BatchContext, body: LocationBody | undefined): MetadataLocation {
  if (!body) throw invalid("Developer metadata must have a location.");
  if (body.spreadsheet) return { kind: "spreadsheet" };
  if (!body.dimensionRange) {
    if (body.sheetId === undefined) throw invalid("Developer metadata must have a location.");
    return { kind: "sheet", sheetId: sheetOf(context, body.sheetId).sheetId };
  }
  const { dimension, startIndex, endIndex } = body.dimensionRange;
  const sheet = sheetOf(context, body.dimensionRange.sheetId);
  if (dimension !== "ROWS" && dimension !== "COLUMNS")
    throw invalid("dimension must be specified.");
  if (endIndex === undefined || endIndex - (startIndex ?? 0) !== 1) {
    throw invalid("Developer metadata may only be associated with a single row or column.");
  }
  const size = dimension === "ROWS" ? sheet.grid.rowCount : sheet.grid.columnCount;
  if (endIndex > size)
    throw invalid(`Developer metadata location is outside the grid: ${endIndex}`);
  return {
    kind: "dimension",
    sheetId: sheet.sheetId,
    dimension,
    startIndex: startIndex ?? 0,
    endIndex,
  };
}

function freeId(context: BatchContext): number {
  for (;;) {
    const id = context.random.positiveInt32();
    if (!context.draft.document.developerMetadata.some((entry) => entry.metadataId === id))
      return id;
  }
}

function chosenId(context: BatchContext, given: number | undefined): number {
  if (given === undefined || given === 0 || !context.switches.explicitMetadataIds)
    return freeId(context);
  if (given < 0) throw invalid(`Developer metadata ID must be positive: ${given}`);
  const { document, base } = context.draft;
  const taken = context.switches.freedMetadataIdsAtOnce
    ? document.developerMetadata
    : [...document.developerMetadata, ...base.developerMetadata];
  const isTaken = taken.some((entry) => entry.metadataId === given);
  if (isTaken) throw invalid(`Developer metadata with the specified ID already exists: ${given}`);
  return given;
}

function visibilityFrom(given: string | undefined): string {
  if (given === "DOCUMENT" || given === "PROJECT") return given;
  throw invalid("Developer metadata must have a visibility.");
}

export const createDeveloperMetadata = handler<{ developerMetadata?: MetadataBody }>(
  (context, { developerMetadata: body = {} }) => {
    if (body.metadataKey === undefined || body.metadataKey === "")
      throw invalid("Developer metadata must have a key.");
    const entry: DeveloperMetadata = {
      metadataId: chosenId(context, body.metadataId),
      key: body.metadataKey,
      value: body.metadataValue,
      visibility: visibilityFrom(body.visibility),
      location: locationFrom(context, body.location),
    };
    const { document } = context.draft;
    document.developerMetadata = [...document.developerMetadata, entry];
    return { createDeveloperMetadata: { developerMetadata: renderMetadata(entry) } };
  },
);

const selected = (context: BatchContext, filters: readonly DataFilter[]): DeveloperMetadata[] => {
  const found = new Set(
    filters.flatMap((filter) => selectMetadata(context.draft.document, filter)),
  );
  return context.draft.document.developerMetadata.filter((entry) => found.has(entry));
};

interface UpdateRequest {
  dataFilters?: DataFilter[];
  developerMetadata?: MetadataBody;
  fields?: string;
}

export const updateDeveloperMetadata = handler<UpdateRequest>((context, request) => {
  const body = request.developerMetadata ?? {};
  const mask = parseFieldMask(requireFields(request.fields));
  const has = (name: keyof MetadataBody): boolean => mask === true || name in mask;
  const before = selected(context, request.dataFilters ?? []);
  if (before.length === 0) throw invalid("No developer metadata matched the data filters.");
  const changed = new Map(
    before.map((entry) => [
      entry,
      {
        metadataId: entry.metadataId,
        key: has("metadataKey") ? (body.metadataKey ?? entry.key) : entry.key,
        value: has("metadataValue") ? body.metadataValue : entry.value,
        visibility: has("visibility") ? visibilityFrom(body.visibility) : entry.visibility,
        location:
          has("location") && body.location ? locationFrom(context, body.location) : entry.location,
      } satisfies DeveloperMetadata,
    ]),
  );
  const { document } = context.draft;
  document.developerMetadata = document.developerMetadata.map(
    (entry) => changed.get(entry) ?? entry,
  );
  return {
    updateDeveloperMetadata: { developerMetadata: [...changed.values()].map(renderMetadata) },
  };
});

export const deleteDeveloperMetadata = handler<{ dataFilter?: DataFilter }>(
  (context, request): JsonObject => {
    const gone = new Set(selected(context, request.dataFilter ? [request.dataFilter] : []));
    const { document } = context.draft;
    document.developerMetadata = document.developerMetadata.filter((entry) => !gone.has(entry));
    return {
      deleteDeveloperMetadata:
        gone.size === 0 ? {} : { deletedDeveloperMetadata: [...gone].map(renderMetadata) },
    };
  },
);
