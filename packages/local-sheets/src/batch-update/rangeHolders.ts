import { invalid } from "../model/apiError.ts";
import type { Json, JsonObject } from "../model/cell.ts";
import { isJsonObject, type GridRange, type RangeHolder } from "../model/document.ts";
import { pairColors } from "../formats/pairColors.ts";
import { maskPaths, mergeMasked, parseFieldMask } from "../schema/fieldMask.ts";
import type { BatchContext } from "./context.ts";

const isDefault = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === false || value === "";

/** What remains of a body without its id and range: empty defaults left out, colours in pairs. */
export function restOf(body: JsonObject, idName: string): JsonObject {
  const { [idName]: _id, range: _range, ...rest } = body;
  const kept = Object.entries(rest).filter(([, value]) => !isDefault(value));
  return pairColors(Object.fromEntries(kept));
}

export const rangeFrom = (body: JsonObject): GridRange =>
  isJsonObject(body["range"]) ? body["range"] : {};

export function chosenHolderId(input: {
  context: BatchContext;
  given: Json | undefined;
  taken: readonly RangeHolder[];
  what: string;
}): number {
  const { given, taken } = input;
  if (typeof given === "number" && given !== 0) {
    if (taken.some((holder) => holder.id === given))
      throw invalid(`A ${input.what} with the id ${given} already exists.`);
    return given;
  }
  for (;;) {
    const id = input.context.random.positiveInt32();
    if (!taken.some((holder) => holder.id === id)) return id;
  }
}

export function updatedHolder(input: {
  holder: RangeHolder;
  body: JsonObject;
  idName: string;
  fields: string;
}): RangeHolder {
  const { holder, body, idName } = input;
  const mask = parseFieldMask(input.fields);
  const paths = mask === true ? Object.keys(body).map((name) => [name]) : maskPaths(mask);
  const restPaths = paths.filter(([name]) => name !== "range" && name !== idName);
  const isRanged = paths.some(([name]) => name === "range");
  const rest = mergeMasked({ target: holder.rest, source: restOf(body, idName), paths: restPaths });
  return { ...holder, range: isRanged ? rangeFrom(body) : holder.range, rest };
}
