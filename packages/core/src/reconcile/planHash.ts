import { canonicalJson, hashText } from "./hash.ts";
import type { AppendedRow, ComputedWrite, InputWrite, SyncOperation } from "./operation.ts";

/**
 * Names what a plan does. IDs that it would give are drawn anew for every plan, so each counts as the person it is
 * given to: the same state asks for the same twice, and what was approved still fits.
 */
export function planHash(plan: {
  operations: readonly SyncOperation[];
  computedWrites: readonly ComputedWrite[];
  inputWrites: readonly InputWrite[];
  appends: readonly AppendedRow[];
}): string {
  const people = new Map(plan.operations.flatMap(personOf));
  const told = (items: readonly unknown[]) =>
    items
      .map((item) => canonicalJson(item).replaceAll(rowIds, (id) => people.get(id) ?? id))
      .sort();
  return hashText(
    JSON.stringify([
      told(plan.operations),
      told(plan.computedWrites),
      told(plan.inputWrites),
      told(plan.appends),
    ]),
  );
}

const rowIds = /rb-[0-9a-z]+/g;

function personOf(operation: SyncOperation): [string, string][] {
  if (operation.kind === "adopt_member") return [[operation.rowId, operation.patientId]];
  if (operation.kind !== "create_member") return [];
  const { rowId, record, values } = operation;
  return [[rowId, hashText(canonicalJson({ record, values }))]];
}
