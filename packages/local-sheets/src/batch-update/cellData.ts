import {
  cellOf,
  slotOf,
  type Cell,
  type Entered,
  type Json,
  type JsonObject,
  type Slot,
  type ErrorType,
  errorTypes,
} from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import { invalid } from "../model/apiError.ts";
import { maskPaths, mergeMasked, parseFieldMask, type FieldMask } from "../schema/fieldMask.ts";
import { sheetsDiscovery } from "../schema/discovery.ts";
import { pairColors, withColorPairs } from "../formats/pairColors.ts";

/** Which parts of a cell a request writes. */
export interface CellPaths {
  readonly value: boolean;
  readonly note: boolean;
  readonly validation: boolean;
  readonly runs: boolean;
  /** Paths below userEnteredFormat; an empty path is all of it. */
  readonly format: readonly string[][];
}

export function cellPaths(fields: string): CellPaths {
  const mask = parseFieldMask(fields.replaceAll("rows.values.", ""), undefined);
  const has = (name: string): boolean => mask === true || name in mask;
  const known = new Set(Object.keys(sheetsDiscovery.schemas["CellData"]?.properties ?? {}));
  if (mask !== true) {
    const unknown = Object.keys(mask).find((name) => !known.has(name));
    if (unknown !== undefined) throw invalid(`Invalid field: ${unknown}`);
  }
  return {
    value: has("userEnteredValue"),
    note: has("note"),
    validation: has("dataValidation"),
    runs: has("textFormatRuns"),
    format: formatPaths(mask),
  };
}

function formatPaths(mask: FieldMask): string[][] {
  if (mask === true) return [[]];
  const below = mask["userEnteredFormat"];
  return below === undefined ? [] : withColorPairs(maskPaths(below));
}

export function enteredFrom(value: Json | undefined): Entered | undefined {
  if (!isJsonObject(value)) return undefined;
  const { stringValue, numberValue, boolValue, formulaValue, errorValue } = value;
  if (typeof stringValue === "string") return stringValue === "" ? undefined : stringValue;
  if (typeof numberValue === "number") return numberValue;
  if (typeof boolValue === "boolean") return boolValue;
  if (typeof formulaValue === "string")
    return formulaValue.startsWith("=") ? { formula: formulaValue } : formulaValue;
  if (!isJsonObject(errorValue)) return undefined;
  const { type, message } = errorValue;
  const errorType: ErrorType = errorTypes.find((known) => known === type) ?? "ERROR";
  return { errorType, message: typeof message === "string" ? message : "" };
}

type Formatted = {
  before: JsonObject | undefined;
  data: JsonObject;
  paths: CellPaths;
  after: JsonObject | undefined;
};

/** A request mostly gives one format to many cells that look alike. */
let latest: Formatted | undefined;

function formatFrom(cell: Cell, data: JsonObject, paths: CellPaths): JsonObject | undefined {
  if (paths.format.length === 0) return cell.format;
  const before = cell.format;
  const isSame = latest?.before === before && latest?.data === data && latest?.paths === paths;
  if (latest !== undefined && isSame) return latest.after;
  latest = { before, data, paths, after: mergedFormat(cell, data, paths) };
  return latest.after;
}

function mergedFormat(cell: Cell, data: JsonObject, paths: CellPaths): JsonObject | undefined {
  const given = data["userEnteredFormat"];
  const source = isJsonObject(given) ? pairColors(given) : undefined;
  const merged = mergeMasked({ target: cell.format, source, paths: paths.format });
  return Object.keys(merged).length === 0 ? undefined : merged;
}

const objectOrNothing = (value: Json | undefined): JsonObject | undefined =>
  isJsonObject(value) ? value : undefined;

export function applyCellData(input: { slot: Slot; data: JsonObject; paths: CellPaths }): Slot {
  const { slot, data, paths } = input;
  const isValueOnly =
    paths.value && !paths.note && !paths.validation && !paths.runs && paths.format.length === 0;
  if (isValueOnly && typeof slot !== "object") {
    const entered = enteredFrom(data["userEnteredValue"]);
    return typeof entered === "object" ? { ...cellOf(undefined), entered } : entered;
  }
  const cell = cellOf(slot);
  const { note, textFormatRuns } = data;
  return slotOf({
    entered: paths.value ? enteredFrom(data["userEnteredValue"]) : cell.entered,
    format: formatFrom(cell, data, paths),
    note: paths.note ? (typeof note === "string" && note !== "" ? note : undefined) : cell.note,
    validation: paths.validation
      ? normalRule(objectOrNothing(data["dataValidation"]))
      : cell.validation,
    textFormatRuns: paths.runs
      ? Array.isArray(textFormatRuns)
        ? textFormatRuns
        : undefined
      : cell.textFormatRuns,
  });
}

export function normalRule(rule: JsonObject | undefined): JsonObject | undefined {
  if (rule === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(rule).filter(([, value]) => value !== false && value !== ""),
  );
}
