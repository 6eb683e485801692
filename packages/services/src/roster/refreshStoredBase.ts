import type { SyncOperation } from "@rollbook/core/reconcile";
import { sameValue, type FieldValue } from "@rollbook/core/reconcile";
import type { RosterValues } from "@rollbook/core/roster";
import type { Given } from "../run/index.ts";
import { readPlans, readViews } from "./readViews.ts";
import type { RowDrafts } from "./rowDrafts.ts";

type Values = Record<string, FieldValue>;

/**
 * What the database says of every row whose base moved, taken after the operations: a later difference is a change made
 * there. A field that changed there before and is not agreed on yet keeps its old value, so that it still shows.
 */
export async function refreshStoredBase(input: {
  given: Given;
  drafts: RowDrafts;
  operations: readonly SyncOperation[];
  storedBefore: ReadonlyMap<string, RosterValues>;
}): Promise<void> {
  const { given, drafts } = input;
  const rowIds = input.operations.flatMap((operation) =>
    operation.kind === "create_member" ||
    operation.kind === "adopt_member" ||
    operation.kind === "update_member" ||
    operation.kind === "agree"
      ? [operation.rowId]
      : [],
  );
  const differing = new Map(
    input.operations.flatMap((operation) =>
      operation.kind === "adopt_member" ? [[operation.rowId, operation.differing] as const] : [],
    ),
  );
  const rows = rowIds.flatMap((rowId) => drafts.get(rowId) ?? []);
  if (rows.length === 0) return;
  const views = await readViews(given.tx, { rows, plans: await readPlans(given.tx) });
  for (const row of rows) {
    const now = (views.get(row.rowId)?.stored ?? {}) as Values;
    const before = (input.storedBefore.get(row.rowId) ?? {}) as Values;
    const pending = pendingFields({ storedBase: row.storedBase as Values, before, now });
    const open = Object.fromEntries((differing.get(row.rowId) ?? []).map((field) => [field, null]));
    drafts.change(row.rowId, { storedBase: { ...now, ...pending, ...open } });
  }
}

function pendingFields(input: { storedBase: Values; before: Values; now: Values }): Values {
  const { storedBase, before, now } = input;
  const isNew = Object.keys(before).length === 0;
  if (isNew) return {};
  return Object.fromEntries(
    Object.keys(now)
      .filter((field) => {
        const wasChanged = !sameValue(before[field] ?? null, storedBase[field] ?? null);
        const isUntouched = sameValue(before[field] ?? null, now[field] ?? null);
        return wasChanged && isUntouched;
      })
      .map((field) => [field, storedBase[field] ?? null]),
  );
}
