import { invalid } from "../model/apiError.ts";
import type { JsonObject } from "../model/cell.ts";
import { isJsonObject, type RangeHolder, type Sheet } from "../model/document.ts";
import { writableSheet } from "../model/draft.ts";
import { renderProtectedRange } from "../spreadsheets/renderSheet.ts";
import { ownerEmail } from "../workspace/owner.ts";
import { handler, placeOf, requireFields, type BatchContext } from "./context.ts";
import { chosenHolderId, rangeFrom, restOf, updatedHolder } from "./rangeHolders.ts";

const all = (context: BatchContext): RangeHolder[] =>
  context.draft.document.sheets.flatMap((sheet) => sheet.protectedRanges);

function homeOf(
  context: BatchContext,
  id: number | undefined,
): { sheet: Sheet; holder: RangeHolder } {
  for (const sheet of context.draft.document.sheets) {
    const holder = sheet.protectedRanges.find((candidate) => candidate.id === id);
    if (holder) return { sheet: writableSheet(context.draft, sheet.sheetId), holder };
  }
  throw invalid(`No protected range with id: ${id ?? 0}`);
}

function rangeOfBody(context: BatchContext, body: JsonObject): ReturnType<typeof rangeFrom> {
  const { namedRangeId } = body;
  const named = context.draft.document.namedRanges.find(
    (candidate) => candidate.id === namedRangeId,
  );
  return named?.range ?? rangeFrom(body);
}

function editorsOf(body: JsonObject): JsonObject {
  const given = isJsonObject(body["editors"]) ? body["editors"] : {};
  const users = Array.isArray(given["users"]) ? given["users"] : [];
  const groups = Array.isArray(given["groups"]) ? given["groups"] : [];
  return {
    ...given,
    users: users.includes(ownerEmail) ? users : [...users, ownerEmail],
    ...(groups.length === 0 ? { groups: undefined } : {}),
  };
}

const withoutEmpty = (editors: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(editors).filter(
      ([, value]) =>
        value !== undefined && !(Array.isArray(value) && value.length === 0) && value !== false,
    ),
  );

export const addProtectedRange = handler<{ protectedRange?: JsonObject }>(
  (context, { protectedRange = {} }) => {
    const range = rangeOfBody(context, protectedRange);
    const { sheet: found } = placeOf(context, range);
    const sheet = writableSheet(context.draft, found.sheetId);
    const id = chosenHolderId({
      context,
      given: protectedRange["protectedRangeId"],
      taken: all(context),
      what: "protected range",
    });
    const {
      requestingUserCanEdit: _given,
      editors: _editors,
      ...rest
    } = restOf(protectedRange, "protectedRangeId");
    const isWarning = rest["warningOnly"] === true;
    const editable = { ...rest, requestingUserCanEdit: true };
    const holder: RangeHolder = {
      id,
      range,
      rest: isWarning
        ? editable
        : { ...editable, editors: withoutEmpty(editorsOf(protectedRange)) },
    };
    sheet.protectedRanges = [...sheet.protectedRanges, holder];
    const stated = isJsonObject(protectedRange["editors"])
      ? { editors: withoutEmpty(protectedRange["editors"]) }
      : {};
    const { editors: _stored, ...shown } = renderProtectedRange(holder);
    return { addProtectedRange: { protectedRange: { ...shown, ...stated } } };
  },
);

export const updateProtectedRange = handler<{ protectedRange?: JsonObject; fields?: string }>(
  (context, { protectedRange = {}, fields }) => {
    const id = protectedRange["protectedRangeId"];
    const { sheet, holder } = homeOf(context, typeof id === "number" ? id : undefined);
    const updated = updatedHolder({
      holder,
      body: protectedRange,
      idName: "protectedRangeId",
      fields: requireFields(fields),
    });
    const rest =
      updated.rest["editors"] === undefined
        ? updated.rest
        : { ...updated.rest, editors: withoutEmpty(editorsOf(updated.rest)) };
    sheet.protectedRanges = sheet.protectedRanges.map((other) =>
      other === holder ? { ...updated, rest } : other,
    );
    return undefined;
  },
);

export const deleteProtectedRange = handler<{ protectedRangeId?: number }>(
  (context, { protectedRangeId }) => {
    const { sheet, holder } = homeOf(context, protectedRangeId);
    sheet.protectedRanges = sheet.protectedRanges.filter((other) => other !== holder);
    return undefined;
  },
);
