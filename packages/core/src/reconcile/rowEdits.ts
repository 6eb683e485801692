import { sameValue, valueOf } from "./fieldValue.ts";
import type { Matching } from "./identity.ts";
import type { RosterFieldKey } from "../roster/index.ts";
import type { SheetRow } from "./syncState.ts";

/** Which fields of a row say something else than its base: compared once for guards, holds and the merge. */
export type RowEdits = { of: (sheet: SheetRow) => readonly RosterFieldKey[] };

const none: readonly RosterFieldKey[] = [];

export function findEdits(input: {
  matching: Matching;
  fields: readonly RosterFieldKey[];
}): RowEdits {
  const edited = new Map<SheetRow, RosterFieldKey[]>();
  for (const match of input.matching.matches) {
    if (match.kind !== "known") continue;
    const { base } = match.known;
    const { values } = match.sheet.row;
    for (const field of input.fields) {
      const before = valueOf(base, field);
      const now = valueOf(values, field);
      if (before === now || sameValue(before, now)) continue;
      const fields = edited.get(match.sheet);
      if (fields === undefined) edited.set(match.sheet, [field]);
      else fields.push(field);
    }
  }
  return { of: (sheet) => edited.get(sheet) ?? none };
}
