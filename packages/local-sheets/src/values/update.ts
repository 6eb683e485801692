import { json, type Verb } from "../http/call.ts";
import { resolveRange, type ResolvedRange } from "../model/a1.ts";
import { formatRange } from "../model/a1Text.ts";
import { invalid } from "../model/apiError.ts";
import type { Json, JsonObject } from "../model/cell.ts";
import type { Dimension, Document } from "../model/document.ts";
import type { Draft } from "../model/draft.ts";
import { parseMessage } from "../schema/parseMessage.ts";
import { majorDimension, renderOptions, valueInputOption } from "./options.ts";
import type { RenderOptions } from "./render.ts";
import { valueRange } from "./valueRange.ts";
import { writeValues, type ValueInputOption, type Written } from "./writeArea.ts";

export interface ValueRange {
  range?: string;
  majorDimension?: string;
  values?: Json[][];
}

export interface AppliedRange {
  readonly target: ResolvedRange;
  readonly written: Written;
  readonly majorDimension: Dimension;
}

export function applyValueRange(input: {
  draft: Draft;
  target: ResolvedRange;
  body: ValueRange;
  option: ValueInputOption;
}): AppliedRange {
  const dimension = majorDimension(input.body.majorDimension);
  const values = input.body.values ?? [];
  const written = writeValues({
    draft: input.draft,
    target: input.target,
    values,
    majorDimension: dimension,
    option: input.option,
  });
  return { target: input.target, written, majorDimension: dimension };
}

const omitZero = (name: string, count: number): JsonObject =>
  count === 0 ? {} : { [name]: count };

export function updateAnswer(input: {
  document: Document;
  applied: AppliedRange;
  readBack: RenderOptions | undefined;
}): JsonObject {
  const { document, applied, readBack } = input;
  const { written } = applied;
  const sheet =
    document.sheets.find((candidate) => candidate.sheetId === applied.target.sheet.sheetId) ??
    applied.target.sheet;
  const target = { ...applied.target, sheet, area: written.area };
  return {
    spreadsheetId: document.id,
    updatedRange: formatRange(sheet, written.area),
    ...omitZero("updatedRows", written.cells === 0 ? 0 : written.rows),
    ...omitZero("updatedColumns", written.cells === 0 ? 0 : written.columns),
    ...omitZero("updatedCells", written.cells),
    ...(readBack
      ? {
          updatedData: valueRange({
            document,
            target,
            options: readBack,
            majorDimension: applied.majorDimension,
          }),
        }
      : {}),
  };
}

export function readBackOptions(query: URLSearchParams): RenderOptions | undefined {
  const options = renderOptions({
    value: query.get("responseValueRenderOption"),
    dateTime: query.get("responseDateTimeRenderOption"),
    prefix: "response",
  });
  return query.get("includeValuesInResponse")?.toLowerCase() === "true" ? options : undefined;
}

export const updateValues: Verb = {
  isWrite: true,
  run: ({ workspace, path: [id = "", range = ""], query, body, who }) => {
    const parsed = parseMessage<ValueRange>({
      schema: "ValueRange",
      value: body ?? {},
      path: "data",
    });
    const option = valueInputOption(query.get("valueInputOption"));
    const readBack = readBackOptions(query);
    const draft = workspace.edit(id);
    const target = resolveRange(draft.document, range);
    if (
      parsed.range !== undefined &&
      parsed.range !== "" &&
      !isSameRange(draft.document, parsed.range, target)
    ) {
      throw invalid(`Requested range in URL [${range}] and body [${parsed.range}] must match`);
    }
    const applied = applyValueRange({ draft, target, body: parsed, option });
    const document = workspace.commit(draft, who);
    return json(updateAnswer({ document, applied, readBack }));
  },
};

function isSameRange(document: Document, text: string, target: ResolvedRange): boolean {
  const other = resolveRange(document, text);
  return formatRange(other.sheet, other.area) === formatRange(target.sheet, target.area);
}
