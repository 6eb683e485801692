import { invalid } from "../model/apiError.ts";
import { parseCells } from "../model/a1.ts";
import type { GridRange, RangeHolder } from "../model/document.ts";
import { parseFieldMask } from "../schema/fieldMask.ts";
import { renderNamedRange } from "../spreadsheets/renderSheet.ts";
import { handler, placeOf, requireFields, type BatchContext } from "./context.ts";

interface NamedRangeBody {
  namedRangeId?: string;
  name?: string;
  range?: GridRange;
}

function checkName(context: BatchContext, name: string | undefined, except?: string): string {
  const isUsable =
    name !== undefined &&
    /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) &&
    !parseCells(name) &&
    name.length <= 250;
  if (!isUsable) throw invalid(`Invalid named range name: ${name ?? ""}`);
  const isTaken = context.draft.document.namedRanges.some(
    (other) =>
      other.id !== except && String(other.rest["name"]).toLowerCase() === name.toLowerCase(),
  );
  if (isTaken) throw invalid(`A named range with the name "${name}" already exists.`);
  return name;
}

export const addNamedRange = handler<{ namedRange?: NamedRangeBody }>(
  (context, { namedRange = {} }) => {
    const name = checkName(context, namedRange.name);
    placeOf(context, namedRange.range);
    const { document } = context.draft;
    const id = namedRange.namedRangeId ?? String(context.random.positiveInt32());
    if (document.namedRanges.some((other) => other.id === id))
      throw invalid(`A named range with the id ${id} already exists.`);
    const holder: RangeHolder = { id, range: namedRange.range ?? {}, rest: { name } };
    document.namedRanges = [...document.namedRanges, holder];
    return { addNamedRange: { namedRange: renderNamedRange(holder) } };
  },
);

export const updateNamedRange = handler<{ namedRange?: NamedRangeBody; fields?: string }>(
  (context, { namedRange = {}, fields }) => {
    const mask = parseFieldMask(requireFields(fields));
    const has = (field: string): boolean => mask === true || field in mask;
    const { document } = context.draft;
    const found = document.namedRanges.find((other) => other.id === namedRange.namedRangeId);
    if (!found) throw invalid(`No named range with id: ${namedRange.namedRangeId ?? ""}`);
    const name = has("name")
      ? checkName(context, namedRange.name, String(found.id))
      : found.rest["name"];
    const range = has("range") && namedRange.range ? namedRange.range : found.range;
    placeOf(context, range);
    document.namedRanges = document.namedRanges.map((other) =>
      other === found ? { ...found, range, rest: { name } } : other,
    );
    return undefined;
  },
);

export const deleteNamedRange = handler<{ namedRangeId?: string }>(
  (context, { namedRangeId = "" }) => {
    const { document } = context.draft;
    if (!document.namedRanges.some((other) => other.id === namedRangeId))
      throw invalid(`No named range with id: ${namedRangeId}`);
    document.namedRanges = document.namedRanges.filter((other) => other.id !== namedRangeId);
    return undefined;
  },
);
