import type { PlainDate } from "../calendar/index.ts";
import { refuse, type Refusal } from "../explain/index.ts";
import { refusalOf } from "./actions.ts";
import type { PlannedAction } from "./planned.ts";
import type { Membership } from "./schema.ts";

type FamilyMove = { payer: Membership; patientIds: readonly string[]; today: PlainDate };

/** Covers more patients by the payer's family price: its next line claims their days too (PLAN-2). */
export function joinFamily({ payer, patientIds, today }: FamilyMove): PlannedAction | Refusal {
  const refusal = refusePayer(payer, today);
  if (refusal !== null) return refusal;
  const others = patientIds.filter((patientId) => patientId !== payer.patientId);
  return familyOf(payer, [...new Set([...payer.alsoCovers, ...others])]);
}

function refusePayer(payer: Membership, today: PlainDate): Refusal | null {
  const refusal = refusalOf({ action: "change", membership: payer, today });
  if (refusal !== null || payer.coveredBy === null) return refusal;
  const reason = `That membership is covered by ${payer.coveredBy} itself: name the one that pays (PLAN-2).`;
  return refuse("PLAN-2", reason, [`covered by ${payer.coveredBy}`]);
}

function familyOf(payer: Membership, alsoCovers: string[]): PlannedAction {
  const isSame = alsoCovers.length === payer.alsoCovers.length;
  const { coveredBy } = payer;
  const people = alsoCovers.length + 1;
  return {
    kind: "planned",
    events: isSame ? [] : [{ kind: "family_changed", coveredBy, alsoCovers }],
    creditDays: null,
    explain: {
      rule: "PLAN-2",
      inputs: { before: payer.alsoCovers.length + 1, after: people },
      arithmetic: `1 payer + ${alsoCovers.length} others = ${people}`,
      sentence: `One line covers ${people} ${people === 1 ? "person" : "people"} from the next period on (PLAN-2).`,
    },
  };
}
