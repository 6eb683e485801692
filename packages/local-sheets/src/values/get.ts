import { json, type Verb } from "../http/call.ts";
import { resolveRange } from "../model/a1.ts";
import { majorDimension, renderOptions } from "./options.ts";
import { valueRangeText } from "./valueRangeText.ts";
import { valueRange } from "./valueRange.ts";

export const getValues: Verb = {
  isWrite: false,
  run: ({ workspace, path: [id = "", range = ""], query }) => {
    const document = workspace.document(id);
    const options = renderOptions({
      value: query.get("valueRenderOption"),
      dateTime: query.get("dateTimeRenderOption"),
    });
    const dimension = majorDimension(query.get("majorDimension"));
    const target = resolveRange(document, range);
    const body = valueRange({ document, target, options, majorDimension: dimension });
    return { kind: "json", body, toText: () => valueRangeText(body) };
  },
};

export const batchGetValues: Verb = {
  isWrite: false,
  run: ({ workspace, path: [id = ""], query }) => {
    const document = workspace.document(id);
    const options = renderOptions({
      value: query.get("valueRenderOption"),
      dateTime: query.get("dateTimeRenderOption"),
    });
    const dimension = majorDimension(query.get("majorDimension"));
    const valueRanges = query.getAll("ranges").map((range) =>
      valueRange({
        document,
        target: resolveRange(document, range),
        options,
        majorDimension: dimension,
      }),
    );
    return json({ spreadsheetId: id, ...(valueRanges.length === 0 ? {} : { valueRanges }) });
  },
};
