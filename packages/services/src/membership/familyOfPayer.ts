import type { PlainDate } from "@rollbook/core/calendar";
import type { Explanation, Refusal } from "@rollbook/core/explain";
import {
  type FamilyChoice,
  familyKept,
  moveFamily as plan,
  refuseOutlasting,
  type FamilyMember,
  type LaterEvent,
  type Membership,
  type PlannedAction,
} from "@rollbook/core/membership";
import { computeStart, type StartInput } from "@rollbook/core/start";
import { listCoveredBy, listMovedPatients, type MembershipRecord } from "@rollbook/db/membership";
import { creditMembershipDays } from "../invoice/index.ts";
import {
  applyEvents,
  coveredThereOf,
  lockMemberships,
  membershipOf,
  type CoveredThere,
} from "../membershipState/index.ts";
import { membershipPlanOf, planKind } from "../plan/index.ts";
import { getRecord, refused, type Given } from "../run/index.ts";

export interface FamilyEnding {
  /** As it was before it ended. */
  readonly payer: Membership;
  readonly choice: FamilyChoice | null;
  readonly endDate: PlainDate;
  readonly reason: string;
  readonly isLastInvoiceAdjusted: boolean;
}

export interface FamilyMoved {
  readonly movedIds: readonly string[];
  readonly creditNoteIds: readonly string[];
  /** Null where the membership covers nobody else. */
  readonly explain: Explanation | null;
}

/** Moves or ends those whom an ending membership covers, in the act that ends it (MEM-13). @throws ServiceError refused */
export async function moveFamilyOf(given: Given, ending: FamilyEnding): Promise<FamilyMoved> {
  const { others, records } = await membersOf(given, ending);
  if (others.length === 0) return { movedIds: [], creditNoteIds: [], explain: null };
  const product = await planOfChoice(given, ending.choice);
  const planned = plan({ ...ending, others, plan: product, today: given.today });
  if (planned.kind === "refused") throw refused(planned);
  const creditNoteIds: string[] = [];
  for (const { membershipId, creditDays } of planned.moves) {
    if (creditDays === null) continue;
    creditNoteIds.push(...(await creditMembershipDays(given, { membershipId, days: creditDays })));
  }
  await applyEvents(
    given,
    planned.moves.map(({ membershipId, events }) =>
      changeOf(given, records.get(membershipId) as MembershipRecord, events),
    ),
  );
  const movedIds = planned.moves.map(({ membershipId }) => membershipId);
  return { movedIds, creditNoteIds, explain: planned.explain };
}

async function membersOf(
  given: Given,
  { payer, endDate }: FamilyEnding,
): Promise<{
  others: readonly FamilyMember[];
  records: ReadonlyMap<string, MembershipRecord>;
}> {
  const found = await listCoveredBy(given.tx, { payerId: payer.id, onOrAfter: endDate });
  if (found.length === 0) return { others: [], records: new Map() };
  const records = await lockMemberships(given, found);
  const others = found.map(({ id, birthDate }) => ({
    membership: membershipOf(records.get(id) as MembershipRecord),
    birthDate: birthDate as PlainDate | null,
  }));
  return { others, records };
}

async function planOfChoice(given: Given, choice: FamilyChoice | null) {
  if (choice?.kind !== "own") return null;
  return membershipPlanOf(await getRecord(given, planKind, choice.planId)) ?? null;
}

/** A start that is set anew is explained by the days that were covered until then. */
function changeOf(given: Given, record: MembershipRecord, events: readonly LaterEvent[]) {
  const { id } = record;
  const start = events.find((event) => event.kind === "start_set");
  if (start === undefined) return { id, events };
  const { billFrom, coveredThrough, terms } = start;
  const { interval, anchorDay, billing } = terms;
  const startInput = {
    lastBilled: null,
    coveredThrough,
    nextBill: null,
    statedStart: coveredThrough === null ? billFrom : null,
    interval,
    anchorDay,
    billing,
    pastStart: "bill_back",
    today: given.today,
    coveredThere: coveredThereOf(record),
  } satisfies StartInput & { coveredThere: CoveredThere };
  const computed = computeStart(startInput);
  const firstInvoiceOn = computed.kind === "held" ? null : computed.firstInvoiceOn;
  return { id, events, columns: { startInput, firstInvoiceOn } };
}

/** The act, with whoever was moved before staying moved (MEM-13). */
export async function keepingMoved(
  given: Given,
  payer: Membership,
  action: PlannedAction | Refusal,
): Promise<PlannedAction | Refusal> {
  if (action.kind === "refused" || payer.alsoCovers.length === 0) return action;
  const movedPatientIds = await listMovedPatients(given.tx, {
    payerId: payer.id,
    patientIds: payer.alsoCovers,
    today: given.today,
  });
  const kept = familyKept({ payer, movedPatientIds });
  return Array.isArray(kept) ? { ...action, events: [...kept, ...action.events] } : kept;
}

/** The refusal of a covered membership that would outlast the one that pays for it; `until` null: without an end (MEM-13). */
export async function refuseOutlastingPayer(
  given: Given,
  { coveredBy }: Membership,
  until: PlainDate | null,
): Promise<Refusal | null> {
  if (coveredBy === null) return null;
  const found = await lockMemberships(given, [{ id: coveredBy }]);
  const payer = membershipOf(found.get(coveredBy) as MembershipRecord);
  return refuseOutlasting({ payer, until });
}
