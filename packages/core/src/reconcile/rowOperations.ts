import { sameHolds, sortedHolds } from "./billingHolds.ts";
import { sameValue } from "./fieldValue.ts";
import type { RowMerge } from "./merge.ts";
import type { NewMembership, SyncOperation } from "./operation.ts";
import type { KnownRow, MembershipFacts } from "./syncState.ts";

export function presence(known: KnownRow): SyncOperation[] {
  if (known.absentReads === 0) return [];
  return [{ kind: "count_absence", rowId: known.rowId, reads: 0, since: null }];
}

export function holdChange(input: { known: KnownRow; reason: string | null }): SyncOperation[] {
  const { known, reason } = input;
  return known.heldReason === reason ? [] : [{ kind: "hold_row", rowId: known.rowId, reason }];
}

export function billingHoldChange(input: {
  known: KnownRow;
  facts: MembershipFacts | null;
}): SyncOperation[] {
  const { known, facts } = input;
  if (facts === null || known.membership === null) return [];
  if (sameHolds(sortedHolds(known.membership.facts.holds), facts.holds)) return [];
  return [{ kind: "set_billing_holds", rowId: known.rowId, holds: facts.holds }];
}

export function valueChange(input: {
  known: KnownRow;
  merge: RowMerge;
  membership: NewMembership | null;
  facts: MembershipFacts | null;
}): SyncOperation[] {
  const { known, merge, facts } = input;
  const membership =
    input.membership === null || facts === null ? null : { ...input.membership, facts };
  if (merge.toDatabase.length > 0 || membership !== null) {
    return [
      {
        kind: "update_member",
        rowId: known.rowId,
        changes: merge.toDatabase,
        agreed: merge.agreed,
        membership,
      },
    ];
  }
  if (merge.agreed === known.base) return [];
  return [{ kind: "agree", rowId: known.rowId, agreed: merge.agreed }];
}

export function conflictChanges(input: { known: KnownRow; merge: RowMerge }): SyncOperation[] {
  const { known, merge } = input;
  const opened = merge.conflicts.filter((conflict) => {
    const open = known.openConflicts.find((item) => item.field === conflict.field);
    return (
      open === undefined ||
      !sameValue(open.sheetValue, conflict.sheetValue) ||
      !sameValue(open.storedValue, conflict.storedValue)
    );
  });
  const settled = known.openConflicts.filter(
    (open) => !merge.conflicts.some((conflict) => conflict.field === open.field),
  );
  return [
    ...opened.map(
      (conflict) => ({ kind: "open_conflict", rowId: known.rowId, ...conflict }) as const,
    ),
    ...settled.map(
      (open) =>
        ({
          kind: "settle_conflict",
          rowId: known.rowId,
          field: open.field,
          keep: open.keep ?? "equal",
        }) as const,
    ),
  ];
}
