import { json, type Verb } from "../http/call.ts";
import { selectAreas, type DataFilter } from "../developer-metadata/dataFilter.ts";
import type { Json, JsonObject } from "../model/cell.ts";
import { parseMessage } from "../schema/parseMessage.ts";
import { totals } from "./batchUpdate.ts";
import { clearTarget } from "./clear.ts";
import { majorDimension, renderOptions, valueInputOption } from "./options.ts";
import { applyValueRange, updateAnswer } from "./update.ts";
import { valueRange } from "./valueRange.ts";

type Filters = (DataFilter & JsonObject)[];

interface GetBody {
  dataFilters?: Filters;
  majorDimension?: string;
  valueRenderOption?: string;
  dateTimeRenderOption?: string;
}

export const batchGetValuesByDataFilter: Verb = {
  isWrite: false,
  run: ({ workspace, path: [id = ""], body }) => {
    const request = parseMessage<GetBody>({
      schema: "BatchGetValuesByDataFilterRequest",
      value: body ?? {},
    });
    const document = workspace.document(id);
    const options = renderOptions({
      value: request.valueRenderOption,
      dateTime: request.dateTimeRenderOption,
    });
    const dimension = majorDimension(request.majorDimension);
    const places = new Map<
      string,
      { target: ReturnType<typeof selectAreas>[number]; filters: Filters }
    >();
    for (const filter of request.dataFilters ?? []) {
      for (const target of selectAreas(document, filter)) {
        const key = `${target.sheet.sheetId}:${JSON.stringify(target.area)}`;
        const known = places.get(key);
        if (known) known.filters.push(filter);
        else places.set(key, { target, filters: [filter] });
      }
    }
    const valueRanges = [...places.values()].map(({ target, filters }) => ({
      valueRange: valueRange({ document, target, options, majorDimension: dimension }),
      dataFilters: filters,
    }));
    return json({ spreadsheetId: id, ...(valueRanges.length === 0 ? {} : { valueRanges }) });
  },
};

interface UpdateBody {
  valueInputOption?: string;
  data?: { dataFilter?: DataFilter & JsonObject; majorDimension?: string; values?: Json[][] }[];
  includeValuesInResponse?: boolean;
  responseValueRenderOption?: string;
  responseDateTimeRenderOption?: string;
}

export const batchUpdateValuesByDataFilter: Verb = {
  isWrite: true,
  run: ({ workspace, path: [id = ""], body, who }) => {
    const request = parseMessage<UpdateBody>({
      schema: "BatchUpdateValuesByDataFilterRequest",
      value: body ?? {},
    });
    const option = valueInputOption(request.valueInputOption);
    const readBack = renderOptions({
      value: request.responseValueRenderOption,
      dateTime: request.responseDateTimeRenderOption,
    });
    const draft = workspace.edit(id);
    const applied = (request.data ?? []).flatMap((entry) => {
      const { dataFilter = {}, ...rest } = entry;
      return selectAreas(draft.document, dataFilter).map((target) => ({
        dataFilter,
        applied: applyValueRange({ draft, target, body: rest, option }),
      }));
    });
    const document = workspace.commit(draft, who);
    const responses = applied.map(({ dataFilter, applied: one }) => {
      const { spreadsheetId: _id, ...answer } = updateAnswer({
        document,
        applied: one,
        readBack: request.includeValuesInResponse ? readBack : undefined,
      });
      return { ...answer, dataFilter };
    });
    return json({
      spreadsheetId: id,
      ...totals(applied.map((one) => one.applied)),
      ...(responses.length === 0 ? {} : { responses }),
    });
  },
};

export const batchClearValuesByDataFilter: Verb = {
  isWrite: true,
  run: ({ workspace, path: [id = ""], body, who }) => {
    const { dataFilters = [] } = parseMessage<{ dataFilters?: DataFilter[] }>({
      schema: "BatchClearValuesByDataFilterRequest",
      value: body ?? {},
    });
    const draft = workspace.edit(id);
    const clearedRanges = dataFilters
      .flatMap((filter) => selectAreas(draft.document, filter))
      .map((target) => clearTarget(draft, target));
    workspace.commit(draft, who);
    return json({ spreadsheetId: id, ...(clearedRanges.length === 0 ? {} : { clearedRanges }) });
  },
};
