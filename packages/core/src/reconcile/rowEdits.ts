import { sameValue, valueOf } from "./fieldValue.ts";
import type { Matching } from "./identity.ts";
import type { RosterFieldKey } from "../roster/index.ts";
import type { KnownRow, SheetRow } from "./syncState.ts";

/** Which fields of a row say something else than its base: compared once for guards, holds and the merge. */
export type RowEdits = {
  of: (sheet: SheetRow) => readonly RosterFieldKey[];
  /** The rows that say something else, in the order of the matching. */
  rows: readonly { sheet: SheetRow; known: KnownRow; fields: readonly RosterFieldKey[] }[];
};

const none: readonly RosterFieldKey[] = [];

export function findEdits(input: {
  matching: Matching;
  fields: readonly RosterFieldKey[];
}): RowEdits {
  const edited = new Map<SheetRow, readonly RosterFieldKey[]>();
  const rows: { sheet: SheetRow; known: KnownRow; fields: readonly RosterFieldKey[] }[] = [];
  for (const match of input.matching.matches) {
    if (match.kind !== "known") continue;
    const { sheet, known } = match;
    const fields = editedFields({ sheet, known, fields: input.fields });
    if (fields === none) continue;
    edited.set(sheet, fields);
    rows.push({ sheet, known, fields });
  }
  return { of: (sheet) => edited.get(sheet) ?? none, rows };
}

function editedFields(input: {
  sheet: SheetRow;
  known: KnownRow;
  fields: readonly RosterFieldKey[];
}): readonly RosterFieldKey[] {
  const { base } = input.known;
  const { values } = input.sheet.row;
  let edited: RosterFieldKey[] | null = null;
  for (const field of input.fields) {
    const before = valueOf(base, field);
    const now = valueOf(values, field);
    if (before === now || sameValue(before, now)) continue;
    if (edited === null) edited = [field];
    else edited.push(field);
  }
  return edited ?? none;
}
