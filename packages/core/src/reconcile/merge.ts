import {
  billingFields,
  sameValue,
  startFields,
  valueOf,
  type FieldChange,
  type FieldValue,
} from "./fieldValue.ts";
import type { RosterFieldKey, RosterValues } from "../roster/index.ts";
import type { KnownRow, SheetRow } from "./syncState.ts";

export type FieldConflict = {
  field: RosterFieldKey;
  base: FieldValue;
  sheetValue: FieldValue;
  storedValue: FieldValue;
};

export type RowMerge = {
  /** Edits of the sheet that the database takes. */
  toDatabase: FieldChange[];
  /** Changes of the database that the sheet takes. */
  toSheet: FieldChange[];
  conflicts: FieldConflict[];
  /** Edits that a rule does not allow now, with the rule's sentence. */
  refused: (FieldChange & { rule: string; reason: string })[];
  /** What both sides agree on after this sync; the base itself while nothing moved. */
  agreed: RosterValues;
};

type Verdict = "equal" | "sheet" | "database" | "both";

/** Three-way merge of one row, cell by cell (SYN-6). Fields without a column or with an unreadable cell stay. */
export function mergeRow(input: {
  sheet: SheetRow;
  known: KnownRow;
  fields: readonly RosterFieldKey[];
  /** Of those, the ones that the sheet changed. */
  edited: readonly RosterFieldKey[];
  /** A column that decides what is billed is paused: nothing else of it changes meanwhile. */
  isBillingPaused: boolean;
}): RowMerge {
  const { sheet, known } = input;
  const merge: RowMerge = {
    toDatabase: [],
    toSheet: [],
    conflicts: [],
    refused: [],
    agreed: known.base,
  };
  // Where the database changed nothing, only what the sheet changed can differ.
  const fields = known.stored === known.base ? input.edited : input.fields;
  if (fields.length === 0) return merge;
  const unreadable = unreadableFields(sheet);
  for (const field of fields) {
    if (isQuiet({ sheet, known, field })) continue;
    if (unreadable === null || !unreadable.has(field)) mergeField({ ...input, field, merge });
  }
  return merge;
}

/** Nearly every cell: nobody touched it. Decided before anything is made for it. */
function isQuiet(input: { sheet: SheetRow; known: KnownRow; field: RosterFieldKey }): boolean {
  const { known, field } = input;
  const base = valueOf(known.base, field);
  return base === valueOf(input.sheet.row.values, field) && base === valueOf(known.stored, field);
}

function mergeField(input: {
  field: RosterFieldKey;
  sheet: SheetRow;
  known: KnownRow;
  merge: RowMerge;
  isBillingPaused: boolean;
}): void {
  const { field, merge, known } = input;
  const base = valueOf(known.base, field);
  const sheetValue = valueOf(input.sheet.row.values, field);
  const storedValue = valueOf(known.stored, field);
  switch (whoChanged({ base, sheetValue, storedValue, keep: chosenSide(input) })) {
    case "equal":
      agree({ merge, known, field, value: sheetValue });
      return;
    case "sheet": {
      const refusal = refusalOf(input);
      const change = { field, from: storedValue, to: sheetValue };
      if (refusal !== null) {
        merge.refused.push({ ...change, ...refusal });
        return;
      }
      merge.toDatabase.push(change);
      agree({ merge, known, field, value: sheetValue });
      return;
    }
    case "database":
      merge.toSheet.push({ field, from: sheetValue, to: storedValue });
      return;
    case "both":
      merge.conflicts.push({ field, base, sheetValue, storedValue });
  }
}

/** A choice made for a conflict holds only for the two values that were shown with it. */
function chosenSide(input: {
  field: RosterFieldKey;
  sheet: SheetRow;
  known: KnownRow;
}): "sheet" | "database" | null {
  const open = input.known.openConflicts.find((conflict) => conflict.field === input.field);
  if (open === undefined || open.keep === null) return null;
  const isAsShown =
    sameValue(open.sheetValue, valueOf(input.sheet.row.values, input.field)) &&
    sameValue(open.storedValue, valueOf(input.known.stored, input.field));
  return isAsShown ? open.keep : null;
}

function whoChanged(input: {
  base: FieldValue;
  sheetValue: FieldValue;
  storedValue: FieldValue;
  keep: "sheet" | "database" | null;
}): Verdict {
  const { base, sheetValue, storedValue } = input;
  if (sameValue(sheetValue, storedValue)) return "equal";
  if (sameValue(storedValue, base)) return "sheet";
  if (sameValue(sheetValue, base)) return "database";
  return input.keep ?? "both";
}

/** After the first invoice the dates that set the start may not move under it (rule MEM of issued periods). */
function refusalOf(input: {
  field: RosterFieldKey;
  known: KnownRow;
  isBillingPaused: boolean;
}): { rule: string; reason: string } | null {
  const { field, known } = input;
  if (input.isBillingPaused && billingFields.has(field)) {
    return {
      rule: "SYN-18",
      reason: "A column that decides what is billed is paused, so this edit waits; see Issues",
    };
  }
  if (!startFields.has(field) || (known.membership?.issuedInvoices ?? 0) === 0) return null;
  return {
    rule: "SYN-7",
    reason: "An invoice was issued from this start already, so this date no longer changes it",
  };
}

function unreadableFields(sheet: SheetRow): ReadonlySet<string> | null {
  if (sheet.row.issues.length === 0) return null;
  return new Set(
    sheet.row.issues.flatMap((issue) => {
      const { field } = issue;
      if (field === null) return [];
      const isUnread =
        issue.found !== undefined &&
        field !== "start_date" &&
        valueOf(sheet.row.values, field) === null;
      return issue.level === "error" || issue.code === "formula_error" || isUnread ? [field] : [];
    }),
  );
}

function agree(input: {
  merge: RowMerge;
  known: KnownRow;
  field: RosterFieldKey;
  value: FieldValue;
}): void {
  const { merge, known, field, value } = input;
  if (sameValue(valueOf(known.base, field), value)) return;
  if (merge.agreed === known.base) merge.agreed = { ...known.base };
  (merge.agreed as Partial<Record<RosterFieldKey, FieldValue>>)[field] = value;
}
