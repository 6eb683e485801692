import type { FieldValue } from "./fieldValue.ts";
import { displayNameOf } from "./identity.ts";
import type { SyncOperation } from "./operation.ts";
import type { SyncPlan } from "./planSync.ts";
import type { RosterValues } from "../roster/index.ts";

export const planStepKinds = [
  "create_plan",
  "propose_price",
  "create_member",
  "adopt_member",
  "change_member",
  "change_membership",
  "hold_row",
  "release_row",
  "hold_billing",
  "tell_row",
  "miss_row",
  "open_conflict",
  "settle_conflict",
  "keep_in_history",
  "append_row",
  "write_cell",
  "write_own_cell",
] as const;
export type PlanStepKind = (typeof planStepKinds)[number];

/** One thing that a planned sync would do, in the order in which it would. */
export type PlanStep = {
  kind: PlanStepKind;
  rowId: string | null;
  /** The row in the sheet, 1 = first. */
  record: number | null;
  /** The member, or the plan that it is about. */
  name: string | null;
  field: string | null;
  before: FieldValue;
  after: FieldValue;
};

type Places = {
  recordOf: (rowId: string | null) => number | null;
  nameOf: (rowId: string | null) => string | null;
};

/** A plan as a list for people: first what the database takes, then what is typed into the sheet (P10). */
export function planSteps(input: {
  plan: SyncPlan;
  rows: readonly { rowId: string | null; record: number; row: { values: RosterValues } }[];
  known: readonly { rowId: string; base: RosterValues }[];
}): PlanStep[] {
  const { plan } = input;
  const places = placesOf(input);
  return [
    ...plan.operations.flatMap((operation) => operationSteps(operation, places)),
    ...plan.appends.map(({ rowId, record, values }) => ({
      ...nothing,
      kind: "append_row" as const,
      rowId,
      record,
      name: displayNameOf(values),
    })),
    ...plan.inputWrites.map(({ rowId, record, field, before, value }) => ({
      kind: "write_cell" as const,
      rowId,
      record,
      name: places.nameOf(rowId),
      field,
      before,
      after: value,
    })),
    ...plan.computedWrites.map(({ rowId, record, key, before, value }) => ({
      kind: "write_own_cell" as const,
      rowId,
      record,
      name: places.nameOf(rowId),
      field: key,
      before,
      after: value,
    })),
  ];
}

const nothing = { field: null, before: null, after: null } as const;

function placesOf(input: Parameters<typeof planSteps>[0]): Places {
  const records = new Map(input.rows.map(({ rowId, record }) => [rowId, record]));
  const names = new Map(input.known.map(({ rowId, base }) => [rowId, displayNameOf(base)]));
  for (const operation of input.plan.operations) {
    if (operation.kind !== "create_member" && operation.kind !== "adopt_member") continue;
    names.set(operation.rowId, displayNameOf(operation.values));
    if (operation.kind === "create_member") records.set(operation.rowId, operation.record);
  }
  return {
    recordOf: (rowId) => (rowId === null ? null : (records.get(rowId) ?? null)),
    nameOf: (rowId) => (rowId === null ? null : (names.get(rowId) ?? null)),
  };
}

function operationSteps(operation: SyncOperation, places: Places): PlanStep[] {
  switch (operation.kind) {
    case "create_plan":
      return operation.prices.map(({ interval, priceMinor }) => ({
        ...ofPlan("create_plan", operation.name),
        field: interval,
        after: priceMinor,
      }));
    case "propose_price":
      return [
        {
          ...ofPlan("propose_price", operation.planName),
          field: operation.interval,
          after: operation.priceMinor,
        },
      ];
    case "agree":
      return [];
    default:
      return rowSteps(operation, places);
  }
}

const ofPlan = (kind: PlanStepKind, name: string): PlanStep => ({
  ...nothing,
  kind,
  rowId: null,
  record: null,
  name,
});

function rowSteps(
  operation: Exclude<SyncOperation, { kind: "create_plan" | "propose_price" | "agree" }>,
  { recordOf, nameOf }: Places,
): PlanStep[] {
  const { rowId } = operation;
  const step = (kind: PlanStepKind, part: Partial<PlanStep> = {}): PlanStep => ({
    kind,
    rowId,
    record: recordOf(rowId),
    name: nameOf(rowId),
    ...nothing,
    ...part,
  });
  switch (operation.kind) {
    case "create_member":
    case "adopt_member":
      return [step(operation.kind)];
    case "update_member":
      return [
        ...operation.changes.map(({ field, from, to }) =>
          step("change_member", { field, before: from, after: to }),
        ),
        ...(operation.membership === null
          ? []
          : [
              step("change_membership", {
                field: "bill_from",
                after: operation.membership.facts.billFrom,
              }),
            ]),
      ];
    case "hold_row":
      return operation.reason === null
        ? [step("release_row")]
        : [step("hold_row", { after: operation.reason })];
    case "set_billing_holds":
      return [step("hold_billing", { after: operation.holds.map(({ reason }) => reason) })];
    case "notice":
      return [step("tell_row", { after: operation.notice })];
    case "count_absence":
      return [step("miss_row", { after: operation.reads })];
    case "open_conflict": {
      const { field, storedValue: before, sheetValue: after } = operation;
      return [step("open_conflict", { field, before, after })];
    }
    case "settle_conflict":
      return [step("settle_conflict", { field: operation.field, after: operation.keep })];
    case "journal": {
      const { field, found: before, replacedBy: after } = operation;
      return [step("keep_in_history", { field, before, after })];
    }
  }
}
