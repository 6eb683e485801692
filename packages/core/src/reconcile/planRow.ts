import { attentionText, causesOf, isRowHeld, noCauses, type AttentionCause } from "./attention.ts";
import { conflictHolds, factsWithHolds, leaverHold } from "./billingHolds.ts";
import { computedCells, emptyComputed, sameCells } from "./computedCells.ts";
import { billingFields, valueOf } from "./fieldValue.ts";
import { membershipOfRow } from "./facts.ts";
import type { RowMatch } from "./identity.ts";
import {
  followsPayer,
  hasStartElsewhere,
  membershipAfter,
  type MembershipContext,
} from "./membershipAfter.ts";
import { mergeRow, type RowMerge } from "./merge.ts";
import type { SyncOperation } from "./operation.ts";
import { planAdopted } from "./planAdopted.ts";
import type { RowEdits } from "./rowEdits.ts";
import {
  billingHoldChange,
  conflictChanges,
  holdChange,
  presence,
  valueChange,
} from "./rowOperations.ts";
import type { BillingHold } from "../membership/index.ts";
import type { PlainDate } from "../calendar/index.ts";
import type { RosterFieldKey, RosterIssue } from "../roster/index.ts";
import type { ComputedValues, KnownRow, MembershipFacts, SheetRow } from "./syncState.ts";

export type RowPlan = {
  sheet: SheetRow;
  /** The ID that shall stand in the row; null where none is given. */
  rowId: string | null;
  operations: SyncOperation[];
  wanted: ComputedValues;
  /** Why the row needs attention. */
  causes: readonly AttentionCause[];
  merge: RowMerge | null;
  isHeld: boolean;
  /** The ID in the row is that of a member who stands elsewhere. */
  isCopy?: true;
};

export type PlanContext = MembershipContext & {
  today: PlainDate;
  fields: readonly RosterFieldKey[];
  /** Why new rows wait: a column is paused. */
  pausedReason: string | null;
  isBillingPaused: boolean;
  /** Which fields of a row say something else than its base. */
  editsOf: RowEdits["of"];
  newRowId: (sheet: SheetRow) => string;
};

/**
 * What one row of the sheet asks of the database, and what shall stand in its computed cells. Null for nearly every row: it
 * asks nothing, and its cells say already what they shall.
 */
export function planRow(input: { match: RowMatch; context: PlanContext }): RowPlan | null {
  const { match, context } = input;
  switch (match.kind) {
    case "held":
      return planHeldMatch({ match, context });
    case "new":
      return planNewRow({ sheet: match.sheet, context });
    case "adopted":
      return context.pausedReason === null
        ? planAdopted({ ...match, context })
        : heldWithoutMember(match.sheet, context.pausedReason);
    case "known":
      return isHeldWithEdits({ ...match, context }) || hasLostPrice(match)
        ? planHeldRow({ sheet: match.sheet, known: match.known, context })
        : planKnownRow({ sheet: match.sheet, known: match.known, context });
  }
}

/** While a column that decides what is billed is paused, a row's mistakes in billing are that column's. */
function isHeldWithEdits(input: {
  sheet: SheetRow;
  known: KnownRow;
  context: PlanContext;
}): boolean {
  const { sheet, context } = input;
  if (!isRowHeld(sheet) || context.editsOf(sheet).length === 0) return false;
  const errors = sheet.row.issues.filter((issue) => issue.level === "error");
  if (errors.length > 0 && errors.every(isMissingDate) && hasStartElsewhere(input)) return false;
  return !context.isBillingPaused || errors.length === 0 || !errors.every(isAboutBilling);
}

const isMissingDate = ({ code, field }: RosterIssue): boolean =>
  code === "missing_required" && field === "last_billed";

const isAboutBilling = ({ field }: RosterIssue): boolean =>
  field === null || field === "start_date" || billingFields.has(field);

/** A price was typed over with something that is none. A new member gets the plan's price then; a known one keeps theirs. */
const hasLostPrice = ({ sheet, known }: { sheet: SheetRow; known: KnownRow }): boolean =>
  sheet.row.issues.some((issue) => issue.code === "price_unparsed") &&
  valueOf(known.base, "price_cents") !== null;

function planNewRow(input: { sheet: SheetRow; context: PlanContext }): RowPlan {
  const { sheet, context } = input;
  if (isRowHeld(sheet)) return heldWithoutMember(sheet);
  if (context.pausedReason !== null) return heldWithoutMember(sheet, context.pausedReason);
  const rowId = context.newRowId(sheet);
  const membership = membershipOfRow({ row: sheet.row, context });
  const causes = causesOf({
    issues: sheet.row.issues,
    startQuestions: toldBy(membership?.facts ?? null),
    merge: null,
    hold: null,
    notice: null,
  });
  return {
    sheet,
    rowId,
    causes,
    merge: null,
    isHeld: false,
    operations: [
      {
        kind: "create_member",
        rowId,
        record: sheet.record,
        values: sheet.row.values,
        membership,
        familyRowId: context.rowIdAt(sheet.row.familyRecord),
        openings: sheet.row.openings,
      },
    ],
    wanted: computedCells({
      facts: membership?.facts ?? null,
      known: null,
      today: context.today,
      attention: attentionText(causes),
    }),
  };
}

function heldWithoutMember(sheet: SheetRow, notice: string | null = null): RowPlan {
  const { issues } = sheet.row;
  const causes = causesOf({ issues, startQuestions: [], merge: null, hold: null, notice });
  return {
    sheet,
    rowId: null,
    causes,
    merge: null,
    isHeld: true,
    operations: [],
    wanted: { ...emptyComputed, needs_attention: attentionText(causes) },
  };
}

function planHeldMatch(input: {
  match: Extract<RowMatch, { kind: "held" }>;
  context: PlanContext;
}): RowPlan {
  const { sheet, known, hold } = input.match;
  if (hold.kind === "fits_member" && isRowHeld(sheet)) return heldWithoutMember(sheet);
  const causes = causesOf({ issues: [], startQuestions: [], merge: null, hold, notice: null });
  if (known === null) {
    return {
      sheet,
      rowId: sheet.rowId,
      causes,
      merge: null,
      isHeld: true,
      isCopy: true,
      operations: [],
      wanted: { ...emptyComputed, needs_attention: attentionText(causes) },
    };
  }
  return heldKnown({ sheet, known, context: input.context, causes, isBillingHeld: true });
}

function planHeldRow(input: { sheet: SheetRow; known: KnownRow; context: PlanContext }): RowPlan {
  const { sheet, known, context } = input;
  const issues = sheet.row.issues.map(asHeld);
  const causes = causesOf({
    issues,
    startQuestions: toldBy(known.membership?.facts ?? null),
    merge: null,
    hold: null,
    notice: known.notice,
  });
  const isBillingHeld = issues.some((issue) => issue.level === "error" && isAboutBilling(issue));
  return heldKnown({ sheet, known, context, causes, isBillingHeld });
}

function asHeld(issue: RosterIssue): RosterIssue {
  if (issue.code !== "price_unparsed") return issue;
  const message = `The price "${issue.found ?? ""}" is not an amount. The last one stays, and nothing is billed until it is one.`;
  return { ...issue, level: "error", message };
}

/** A held row keeps its last accepted values and its membership goes on; its invoicing waits if billing is in doubt. */
function heldKnown(input: {
  sheet: SheetRow;
  known: KnownRow;
  context: PlanContext;
  causes: readonly AttentionCause[];
  isBillingHeld: boolean;
}): RowPlan {
  const { sheet, known, causes } = input;
  const attention = attentionText(causes);
  const held: BillingHold[] = input.isBillingHeld
    ? [{ code: "row_held", reason: attention ?? "The row is held." }]
    : [];
  const facts = factsWithHolds({ facts: known.membership?.facts ?? null, holds: held });
  return {
    sheet,
    rowId: known.rowId,
    causes,
    merge: null,
    isHeld: true,
    operations: [
      ...presence(known),
      ...holdChange({ known, reason: attention }),
      ...billingHoldChange({ known, facts }),
    ],
    wanted: computedCells({
      facts,
      known: known.membership,
      today: input.context.today,
      attention,
    }),
  };
}

function planKnownRow(input: {
  sheet: SheetRow;
  known: KnownRow;
  context: PlanContext;
}): RowPlan | null {
  const { sheet, known, context } = input;
  if (isUntouched(input)) return planUntouchedRow(input);
  const merge = mergeRow({
    sheet,
    known,
    fields: context.fields,
    edited: context.editsOf(sheet),
    isBillingPaused: context.isBillingPaused,
  });
  const membership = context.isBillingPaused
    ? null
    : membershipAfter({ sheet, known, merge, context });
  const leaver = context.isBillingPaused ? [] : leaverHold({ row: sheet.row, known });
  const facts = factsWithHolds({
    facts: membership?.facts ?? known.membership?.facts ?? null,
    holds: [...conflictHolds(merge), ...leaver],
  });
  const notice = merge.toDatabase.length > 0 ? null : known.notice;
  const causes = causesOf({
    issues: isRowHeld(sheet) ? [] : sheet.row.issues,
    startQuestions: [...leaver.map((hold) => hold.reason), ...toldBy(facts)],
    merge,
    hold: null,
    notice,
  });
  const attention = attentionText(causes);
  return {
    sheet,
    rowId: known.rowId,
    causes,
    merge,
    isHeld: false,
    operations: [
      ...presence(known),
      ...holdChange({ known, reason: null }),
      ...valueChange({ known, merge, membership, facts }),
      ...(membership === null ? billingHoldChange({ known, facts }) : []),
      ...conflictChanges({ known, merge }),
      ...(notice === known.notice
        ? []
        : [{ kind: "notice", rowId: known.rowId, notice } satisfies SyncOperation]),
    ],
    wanted: computedCells({ facts, known: known.membership, today: context.today, attention }),
  };
}

/** Nearly every row: neither side changed, nothing is open, and only its computed cells may turn with the day. */
function isUntouched(input: { sheet: SheetRow; known: KnownRow; context: PlanContext }): boolean {
  const { sheet, known, context } = input;
  const facts = known.membership?.facts;
  return (
    known.stored === known.base &&
    context.editsOf(sheet).length === 0 &&
    known.absentReads === 0 &&
    known.heldReason === null &&
    known.notice === null &&
    known.openConflicts.length === 0 &&
    sheet.row.issues.length === 0 &&
    (facts === undefined ||
      (sheet.row.hasMembership && facts.holds.length === 0 && facts.openQuestions.length === 0)) &&
    !followsPayer({ sheet, context })
  );
}

function planUntouchedRow(input: {
  sheet: SheetRow;
  known: KnownRow;
  context: PlanContext;
}): RowPlan | null {
  const { sheet, known, context } = input;
  const { membership, rowId } = known;
  const facts = membership?.facts ?? null;
  const wanted = computedCells({ facts, known: membership, today: context.today, attention: null });
  if (sheet.rowId === rowId && sameCells(sheet.computed, wanted)) return null;
  return { sheet, rowId, causes: noCauses, merge: null, isHeld: false, operations: [], wanted };
}

/** Sentences a membership's own open questions say. */
function toldBy(facts: MembershipFacts | null): string[] {
  if (facts === null) return [];
  const told = facts.holds.filter((hold) =>
    ["anchor_day", "no_price", "no_payer", "other"].includes(hold.code),
  );
  return [...told.map((hold) => hold.reason), ...facts.openQuestions];
}
