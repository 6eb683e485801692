import type { Json, JsonObject } from "../model/cell.ts";
import {
  isJsonObject,
  type Area,
  type Document,
  type RangeHolder,
  type Sheet,
} from "../model/document.ts";
import { slotAt } from "../model/draft.ts";
import { effectiveValue, formattedText } from "../values/render.ts";
import { matchesCondition } from "./matchesCondition.ts";

/** Criteria by column: the old map form and the newer list of specs. */
function criteriaOf(filter: RangeHolder): { column: number; criteria: JsonObject }[] {
  const { criteria, filterSpecs } = filter.rest;
  const mapped = isJsonObject(criteria)
    ? Object.entries(criteria).map(([column, value]) => ({
        column: Number(column),
        criteria: objectOf(value),
      }))
    : [];
  const listed = Array.isArray(filterSpecs)
    ? filterSpecs.filter(isJsonObject).map((spec) => ({
        column: Number(spec["columnIndex"] ?? 0),
        criteria: objectOf(spec["filterCriteria"]),
      }))
    : [];
  return [...mapped, ...listed];
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

export function hidesRow(input: {
  document: Document;
  sheet: Sheet;
  row: number;
  filter: RangeHolder;
  area: Area;
}): boolean {
  const { document, sheet, row, filter } = input;
  return criteriaOf(filter).some(({ column, criteria }) => {
    const value = effectiveValue({ document, sheet, row, column });
    const { hiddenValues, condition } = criteria;
    if (Array.isArray(hiddenValues)) {
      const shown =
        value === undefined
          ? ""
          : formattedText({ document, slot: slotAt(sheet, row, column), value });
      if (hiddenValues.includes(shown)) return true;
    }
    return (
      isJsonObject(condition) &&
      matchesCondition({ condition, value, locale: document.properties.locale }) === false
    );
  });
}
