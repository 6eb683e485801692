import type { RosterFieldKey, RosterValues } from "../roster/index.ts";
import { sameValue, valueOf, type FieldValue } from "./fieldValue.ts";
import { computedCells } from "./computedCells.ts";
import { type PlanContext, type RowPlan } from "./planRow.ts";
import type { SheetRow, UnlistedMember } from "./syncState.ts";

/** Left blank in the sheet they follow the plan, or are as they usually are. */
const impliedFields: ReadonlySet<RosterFieldKey> = new Set(["price_cents", "interval", "autopay"]);

/**
 * A row that a member has already: it gets an ID and makes nobody. What row and member say alike is agreed; what they say
 * differently has no base, so the merge of the next pass fills what is empty and asks about the rest (SYN-2, SYN-6).
 */
export function planAdopted(input: {
  sheet: SheetRow;
  member: UnlistedMember;
  context: PlanContext;
}): RowPlan {
  const { sheet, member, context } = input;
  const { stored, membership, patientId } = member;
  const { values } = sheet.row;
  const rowId = context.newRowId(sheet);
  const differing = context.fields.filter((field) => {
    const shown = valueOf(values, field);
    if (!(field in stored) || (shown === null && impliedFields.has(field))) return false;
    return !sameValue(shown, valueOf(stored, field));
  });
  const agreed: Partial<Record<RosterFieldKey, FieldValue>> = { ...values };
  for (const field of differing) delete agreed[field];
  return {
    sheet,
    rowId,
    merge: null,
    isHeld: false,
    causes: [],
    operations: [
      {
        kind: "adopt_member",
        rowId,
        patientId,
        membershipId: membership.membershipId,
        values: agreed as RosterValues,
        record: sheet.record,
        differing,
      },
    ],
    wanted: computedCells({
      facts: membership.facts,
      known: membership,
      today: context.today,
      attention: null,
    }),
  };
}
