import { attentionText, type AttentionCause } from "./attention.ts";
import { computedKeys, sameCells } from "./computedCells.ts";
import { sameValue } from "./fieldValue.ts";
import { rosterColumns, type ComputedKey } from "./layout.ts";
import type { SyncOperation } from "./operation.ts";
import type { RowPlan } from "./planRow.ts";
import type { ComputedValue, KnownRow } from "./syncState.ts";

type Journal = Extract<SyncOperation, { kind: "journal" }>;

// So many at once were moved and not typed.
const mostTyped = 4;

/**
 * A person typed into a computed cell: what they typed is kept in the history before it is put back, and the row says
 * where to change it (SYN-9).
 */
export function withPutBack(input: { rows: readonly RowPlan[]; known: readonly KnownRow[] }): {
  rows: readonly RowPlan[];
  journal: Journal[];
} {
  const unlike = input.rows.filter(isUnlikeWanted);
  if (unlike.length === 0) return { rows: input.rows, journal: [] };
  const knownById = knownOf({ plans: unlike, known: input.known });
  const journals = new Map(
    unlike.flatMap((plan) => {
      const entries = journalOf({ plan, knownById });
      return entries.length === 0 ? [] : [[plan, entries] as const];
    }),
  );
  const journal = [...journals.values()].flat();
  if (journals.size > mostTyped) return { rows: input.rows, journal };
  const rows = input.rows.map((plan) => {
    const known = knownById.get(plan.rowId ?? "");
    if (known === undefined || plan.isHeld || plan.sheet.rowId !== plan.rowId) return plan;
    const typed = (journals.get(plan) ?? []).find((entry) => isSurelyTyped({ known, entry }));
    return typed === undefined ? plan : withNotice({ plan, known, notice: noticeOf(typed) });
  });
  return { rows, journal };
}

/** The members that stand, or shall stand, in these rows. */
function knownOf(input: {
  plans: readonly RowPlan[];
  known: readonly KnownRow[];
}): ReadonlyMap<string, KnownRow> {
  const ids = new Set(input.plans.flatMap(({ rowId, sheet }) => [rowId, sheet.rowId]));
  return new Map(
    input.known.flatMap((row) => (ids.has(row.rowId) ? [[row.rowId, row] as const] : [])),
  );
}

/** Where it was never seen what a write of ours left, nobody can say who typed. */
const isSurelyTyped = ({ known, entry }: { known: KnownRow; entry: Journal }) =>
  entry.field !== "needs_attention" && known.computedBase[entry.field as ComputedKey] !== undefined;

function journalOf(input: { plan: RowPlan; knownById: ReadonlyMap<string, KnownRow> }): Journal[] {
  const { plan, knownById } = input;
  const known = knownById.get(plan.rowId ?? "");
  if (known === undefined || plan.isCopy === true) return [];
  const beside = knownById.get(plan.sheet.rowId ?? "") ?? known;
  return computedKeys.flatMap((key) => {
    const found = plan.sheet.computed[key];
    const replacedBy = plan.wanted[key];
    if (found === replacedBy) return [];
    if ([known, beside].some((row) => isOurs({ known: row, key, found }))) return [];
    return [{ kind: "journal", rowId: known.rowId, field: key, found, replacedBy } as const];
  });
}

const isUnlikeWanted = ({ sheet, wanted }: RowPlan) => !sameCells(sheet.computed, wanted);

function isOurs(input: { known: KnownRow; key: ComputedKey; found: ComputedValue }): boolean {
  const { known, key, found } = input;
  return (
    found === null ||
    sameValue(known.computedBase[key] ?? null, found) ||
    sameValue(known.intended?.[key] ?? null, found)
  );
}

function withNotice(input: { plan: RowPlan; known: KnownRow; notice: string }): RowPlan {
  const { plan, known, notice } = input;
  const told: AttentionCause = {
    kind: "remark",
    code: "notice",
    field: null,
    column: null,
    found: null,
    message: notice,
  };
  const causes = [...plan.causes.filter(({ code }) => code !== "notice"), told];
  const operations = plan.operations.filter(({ kind }) => kind !== "notice");
  return {
    ...plan,
    causes,
    operations:
      known.notice === notice
        ? operations
        : [...operations, { kind: "notice", rowId: known.rowId, notice }],
    wanted: { ...plan.wanted, needs_attention: attentionText(causes) },
  };
}

const placeOf: Record<ComputedKey, string> = {
  start_date: "It follows from the dates of the row: change those.",
  status:
    "It follows from the dates of the row: type an end date, or pause the member in Rollbook.",
  next_charge_date: "It follows from the start and how often is billed: change those.",
  next_charge_amount: "It follows from the plan and the price: change those.",
  invoices: "It counts the invoices in Rollbook.",
  balance: "It follows from the invoices and payments in Rollbook.",
  needs_attention: "",
};

function noticeOf({ field, found }: Journal): string {
  const header = rosterColumns.find(({ key }) => key === field)?.header ?? field;
  const shown = typeof found === "string" ? `"${found}"` : "An amount";
  return `${shown} was typed into ${header}, which Rollbook computes, and was put back. ${placeOf[field as ComputedKey]}`;
}
