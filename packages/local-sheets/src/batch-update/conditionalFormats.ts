import { invalid } from "../model/apiError.ts";
import type { JsonObject } from "../model/cell.ts";
import { isJsonObject, type ConditionalFormat, type GridRange } from "../model/document.ts";
import { writableSheet } from "../model/draft.ts";
import { pairColors } from "../formats/pairColors.ts";
import { renderConditionalFormat } from "../spreadsheets/renderSheet.ts";
import { handler, placeOf, sheetOf, type BatchContext } from "./context.ts";

function formatFrom(
  context: BatchContext,
  rule: JsonObject,
): { format: ConditionalFormat; sheetId: number } {
  const { ranges, ...rest } = rule;
  const given: GridRange[] = Array.isArray(ranges) ? ranges.filter(isJsonObject) : [];
  const [first] = given;
  if (!first) throw invalid("ConditionalFormatRule.ranges is required.");
  for (const range of given) placeOf(context, range);
  return { format: { ranges: given, rest: pairColors(rest) }, sheetId: first.sheetId ?? 0 };
}

function checkIndex(index: number, length: number): void {
  if (index < 0 || index >= length)
    throw invalid(`No conditional format on sheet at index: ${index}`);
}

export const addConditionalFormatRule = handler<{ rule?: JsonObject; index?: number }>(
  (context, { rule = {}, index = 0 }) => {
    const { format, sheetId } = formatFrom(context, rule);
    const sheet = writableSheet(context.draft, sheetId);
    if (index > sheet.conditionalFormats.length)
      throw invalid(`Index ${index} is beyond the list of conditional formats.`);
    sheet.conditionalFormats = sheet.conditionalFormats.toSpliced(index, 0, format);
    return undefined;
  },
);

interface UpdateRequest {
  index?: number;
  sheetId?: number;
  rule?: JsonObject;
  newIndex?: number;
}

export const updateConditionalFormatRule = handler<UpdateRequest>(
  (context, { index = 0, sheetId, rule, newIndex }) => {
    const replaced = rule ? formatFrom(context, rule) : undefined;
    const sheet = writableSheet(
      context.draft,
      sheetOf(context, replaced?.sheetId ?? sheetId).sheetId,
    );
    checkIndex(index, sheet.conditionalFormats.length);
    const old = sheet.conditionalFormats[index];
    if (!old) return undefined;
    const oldRule = renderConditionalFormat(old);
    if (replaced) {
      sheet.conditionalFormats = sheet.conditionalFormats.with(index, replaced.format);
      return {
        updateConditionalFormatRule: {
          newRule: renderConditionalFormat(replaced.format),
          newIndex: index,
          oldRule,
          oldIndex: index,
        },
      };
    }
    const moved = newIndex ?? 0;
    checkIndex(moved, sheet.conditionalFormats.length);
    sheet.conditionalFormats = sheet.conditionalFormats
      .toSpliced(index, 1)
      .toSpliced(moved, 0, old);
    return {
      updateConditionalFormatRule: { newRule: oldRule, newIndex: moved, oldRule, oldIndex: index },
    };
  },
);

export const deleteConditionalFormatRule = handler<{ index?: number; sheetId?: number }>(
  (context, { index = 0, sheetId }) => {
    const sheet = writableSheet(context.draft, sheetOf(context, sheetId).sheetId);
    checkIndex(index, sheet.conditionalFormats.length);
    const old = sheet.conditionalFormats[index];
    sheet.conditionalFormats = sheet.conditionalFormats.toSpliced(index, 1);
    return old && { deleteConditionalFormatRule: { rule: renderConditionalFormat(old) } };
  },
);
