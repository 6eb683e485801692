import type { KnownRow, SyncOperation, SyncPlan } from "@rollbook/core/reconcile";
import type { RosterValues } from "@rollbook/core/roster";
import type { Toy, ToyField } from "./toy.ts";

/** Carries a plan out on both sides of a toy, word by word; every write arrives and is seen. */
export function applyToy(toy: Toy, plan: SyncPlan): Toy {
  const known = new Map(toy.known.map((row) => [row.rowId, { ...row }]));
  for (const operation of plan.operations) applyOperation(known, operation);
  const rows = toy.rows.map((row) => ({
    rowId: row.rowId,
    values: { ...row.values },
    computed: { ...row.computed },
  }));
  for (const { record, key, value } of plan.computedWrites) {
    const row = rows[record - 2];
    if (row === undefined) continue;
    if (key === "row_id") row.rowId = value === null ? null : String(value);
    else row.computed[key] = value;
  }
  for (const { record, rowId, field, value } of plan.inputWrites) {
    const row = rows[record - 2];
    const present = known.get(rowId);
    if (row === undefined || present === undefined) continue;
    row.values[field as ToyField] = value as string | number | null;
    present.base = { ...present.base, [field]: value };
  }
  for (const [at, row] of rows.entries()) {
    const present = known.get(row.rowId ?? "");
    // A copy is told that it is one; it is not the member's row.
    const isCopy = String(row.computed.needs_attention).includes("cop");
    if (present === undefined || isCopy) continue;
    Object.assign(present, { isConfirmed: true, lastRecord: at + 2, computedBase: row.computed });
  }
  return { ...toy, rows, known: [...known.values()], isFirst: false, minute: toy.minute + 1 };
}

function applyOperation(known: Map<string, KnownRow>, operation: SyncOperation): void {
  if (!("rowId" in operation) || operation.kind === "adopt_member") return;
  if (operation.kind === "create_member") {
    known.set(operation.rowId, newKnown(operation));
    return;
  }
  const row = known.get(operation.rowId);
  if (row === undefined) throw new Error(`${operation.kind} of an unknown row`);
  switch (operation.kind) {
    case "update_member": {
      const changes = operation.changes.map(({ field, to }) => [field, to] as const);
      row.base = operation.agreed;
      row.stored = { ...row.stored, ...Object.fromEntries(changes) } as RosterValues;
      setFacts(row, operation.membership?.facts);
      return;
    }
    case "agree":
      row.base = operation.agreed;
      return;
    case "hold_row":
      row.heldReason = operation.reason;
      return;
    case "set_billing_holds":
      setFacts(row, { holds: operation.holds });
      return;
    case "notice":
      row.notice = operation.notice;
      return;
    case "count_absence":
      Object.assign(row, { absentReads: operation.reads, absentSince: operation.since });
      return;
    case "open_conflict": {
      const { field, sheetValue, storedValue } = operation;
      const others = row.openConflicts.filter((open) => open.field !== field);
      row.openConflicts = [...others, { field, sheetValue, storedValue, keep: null }];
      return;
    }
    case "settle_conflict":
      row.openConflicts = row.openConflicts.filter((open) => open.field !== operation.field);
      return;
    case "journal":
  }
}

function setFacts(row: KnownRow, facts: object | undefined): void {
  if (row.membership === null || facts === undefined) return;
  row.membership = { ...row.membership, facts: { ...row.membership.facts, ...facts } };
}

function newKnown(operation: Extract<SyncOperation, { kind: "create_member" }>): KnownRow {
  const { rowId, record, values, membership } = operation;
  return {
    rowId,
    isConfirmed: false,
    lastRecord: record,
    base: values,
    stored: values,
    computedBase: {},
    intended: null,
    intendedInputs: null,
    absentReads: 0,
    absentSince: null,
    heldReason: null,
    notice: null,
    openConflicts: [],
    membership:
      membership === null
        ? null
        : {
            membershipId: `mem ${rowId}`,
            facts: membership.facts,
            issuedInvoices: 0,
            balanceMinor: 0,
          },
  };
}
