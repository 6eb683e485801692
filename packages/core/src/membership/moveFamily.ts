import * as z from "zod";
import { addDays, maxDate, overlaps, type Period, type PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Explanation, type Refusal } from "../explain/index.ts";
import { priceOf, type Plan } from "../plan/index.ts";
import { cancelMembership } from "./cancelMembership.ts";
import type { LaterEvent } from "./events.ts";
import type { Membership, MembershipTerms } from "./schema.ts";
import { firstFreeDay, lastBilledDay, termsOn } from "./terms.ts";

/** What becomes of those whom a family price covers when the membership that pays it ends (MEM-13). */
export const FamilyChoice = z.discriminatedUnion("kind", [
  /** One of them pays for all from the day after, on the family's terms. */
  z.strictObject({ kind: z.literal("new_payer"), membershipId: z.string().min(1) }),
  /** Each of them pays their own, on a plan that is not priced per family. */
  z.strictObject({ kind: z.literal("own"), planId: z.string().min(1) }),
  /** They end on the same day. */
  z.strictObject({ kind: z.literal("end") }),
]);
export type FamilyChoice = z.infer<typeof FamilyChoice>;

export type FamilyMember = { membership: Membership; birthDate: PlainDate | null };

export type FamilyMove = {
  /** The membership that pays, as it is before it ends. */
  payer: Membership;
  /** Those whom it covers and who have not ended. */
  others: readonly FamilyMember[];
  choice: FamilyChoice | null;
  /** The plan of the choice "own". */
  plan: Plan | null;
  endDate: PlainDate;
  reason: string;
  isLastInvoiceAdjusted: boolean;
  today: PlainDate;
};

export type PlannedFamilyMove = {
  kind: "planned";
  moves: { membershipId: string; events: LaterEvent[]; creditDays: Period | null }[];
  /** The first day on which nobody is covered by the payer any more. */
  from: PlainDate;
  explain: Explanation;
};

/** Nobody stays covered by a membership that has ended: without a choice it is asked for (MEM-13). */
export function moveFamily(input: FamilyMove): PlannedFamilyMove | Refusal {
  const { choice } = input;
  const from = firstUncoveredDay(input);
  if (choice === null) return asked(input);
  const planned = movesFor({ ...input, choice, from });
  if (!Array.isArray(planned)) return planned;
  return { kind: "planned", moves: planned, from, explain: explainMove(input, choice, from) };
}

/** After the last day, and after the last billed day that stays billed. */
function firstUncoveredDay({
  payer,
  endDate,
  isLastInvoiceAdjusted,
}: Pick<FamilyMove, "payer" | "endDate" | "isLastInvoiceAdjusted">): PlainDate {
  const last = lastBilledDay(payer);
  const afterEnd = maxDate(addDays(endDate, 1), payer.billFrom);
  return last === null || isLastInvoiceAdjusted ? afterEnd : maxDate(afterEnd, addDays(last, 1));
}

function asked({ others }: FamilyMove): Refusal {
  const who = others.length === 1 ? "1 other person" : `${others.length} other people`;
  const reason = `This membership pays for ${who}. Who pays for them afterwards: one of them for all, each their own, or do they end too (MEM-13)?`;
  return refuse("MEM-13", reason, [...couldPay(others), "own, with a plan", "end"]);
}

function couldPay(others: readonly FamilyMember[]): string[] {
  const staying = others.filter(({ membership }) => membership.endDate === null);
  return staying.map(({ membership }) => `new_payer ${membership.id}`);
}

type Move = PlannedFamilyMove["moves"][number];
type Choosing = FamilyMove & { choice: FamilyChoice; from: PlainDate };

function movesFor(input: Choosing): Move[] | Refusal {
  switch (input.choice.kind) {
    case "new_payer":
      return underNewPayer(input, input.choice.membershipId);
    case "own":
      return onTheirOwn(input);
    case "end":
      return endedToo(input);
  }
}

function underNewPayer({ payer, others, from }: Choosing, newPayerId: string): Move[] | Refusal {
  const next = others.find(({ membership }) => membership.id === newPayerId)?.membership;
  if (next === undefined || next.endDate !== null) {
    const reason =
      "The new payer is one of those whom this membership covers and whose own has no end (MEM-13).";
    return refuse("MEM-13", reason, couldPay(others));
  }
  const termsFor = (membership: Membership): MembershipTerms => ({
    ...termsOn(payer.terms, from),
    payer: { kind: "patient", id: next.patientId },
    from: membership.id === next.id ? maxDate(from, membership.billFrom) : from,
  });
  return others.map(({ membership }) => {
    const isNext = membership.id === next.id;
    const family: LaterEvent = {
      kind: "family_changed",
      coveredBy: isNext ? null : next.id,
      alsoCovers: isNext ? payer.alsoCovers.filter((id) => id !== next.patientId) : [],
    };
    const terms: LaterEvent = isNext
      ? startOf(membership, termsFor(membership))
      : { kind: "terms_changed", terms: termsFor(membership) };
    return { membershipId: membership.id, events: [family, terms, ...released], creditDays: null };
  });
}

const released: readonly LaterEvent[] = [{ kind: "hold_released", code: "no_payer" }];

/** The days before were covered by the payer, so the terms begin anew and nothing before them is billed. */
function startOf(membership: Membership, terms: MembershipTerms): LaterEvent {
  const { careFrom, coveredThrough, openQuestions, holds } = membership;
  const isCoveredUntilThen = terms.from > membership.billFrom;
  return {
    kind: "start_set",
    careFrom,
    billFrom: terms.from,
    coveredThrough: isCoveredUntilThen ? addDays(terms.from, -1) : coveredThrough,
    terms,
    openQuestions,
    holds,
  };
}

function onTheirOwn({ payer, others, plan, from }: Choosing): Move[] | Refusal {
  if (plan === null || plan.isArchived || plan.pricing.kind === "per_family") {
    const reason =
      "To pay their own they need a plan that is not priced per family and takes members (MEM-13).";
    return refuse("MEM-13", reason, ["a plan per person or per seat"]);
  }
  const moves: Move[] = [];
  for (const { membership, birthDate } of others) {
    const start = maxDate(from, membership.billFrom);
    const terms: MembershipTerms = {
      ...termsOn(payer.terms, from),
      from: start,
      planId: plan.id,
      billing: plan.billing,
      payer: { kind: "patient", id: membership.patientId },
      ownPriceMinor: null,
    };
    const price = priceOf({ ...terms, plan, birthDate, on: start });
    if (price.kind === "no_price") return refuse(price.rule, price.reason, ["another plan"]);
    const family: LaterEvent = { kind: "family_changed", coveredBy: null, alsoCovers: [] };
    const events = [family, startOf(membership, terms), ...released];
    moves.push({ membershipId: membership.id, events, creditDays: null });
  }
  return moves;
}

function endedToo({ others, ...ending }: Choosing): Move[] | Refusal {
  const moves: Move[] = [];
  for (const { membership } of others) {
    const planned = cancelMembership({ membership, ...ending });
    if (planned.kind === "refused") return planned;
    const events = [...planned.events, ...released];
    moves.push({ membershipId: membership.id, events, creditDays: planned.creditDays });
  }
  return moves;
}

function explainMove({ others, endDate }: FamilyMove, choice: FamilyChoice, from: PlainDate) {
  const count = others.length;
  const people = count === 1 ? "1 other person" : `${count} other people`;
  const words = {
    new_payer: `one of them pays for all from ${dateInWords(from)}`,
    own: `each pays their own from ${dateInWords(from)}`,
    end: `they end after ${dateInWords(endDate)} too`,
  } as const satisfies Record<FamilyChoice["kind"], string>;
  return {
    rule: "MEM-13",
    inputs: { others: count, choice: choice.kind, end_date: endDate, from },
    arithmetic: `covered through ${addDays(from, -1)}; + 1 day = ${from}`,
    sentence: `It paid for ${people}: ${words[choice.kind]} (MEM-13).`,
  };
}

/**
 * Whoever was moved stays moved when the payer comes back or ends later: the price covers those it still has. While days before
 * the move wait for their invoice, which covers everybody, the end stands (MEM-13).
 */
export function familyKept({
  payer,
  movedPatientIds,
}: {
  payer: Membership;
  movedPatientIds: readonly string[];
}): LaterEvent[] | Refusal {
  const kept = payer.alsoCovers.filter((id) => !movedPatientIds.includes(id));
  if (kept.length === payer.alsoCovers.length) return [];
  const { endDate } = payer;
  if (endDate !== null && firstFreeDay(payer) <= endDate) {
    const reason = `Its family was moved after ${dateInWords(endDate)}, and days through then wait for their invoice, which covers everybody: the end stands until they are billed (MEM-13).`;
    return refuse("MEM-13", reason, ["wait for the invoice"]);
  }
  return [{ kind: "family_changed", coveredBy: payer.coveredBy, alsoCovers: kept }];
}

/** Days billed for somebody who was moved meanwhile are not taken back with the payer's (MEM-13). */
export function refuseSharedCredit({
  credited,
  shared,
}: {
  credited: Period;
  /** Days of others, who are not of this family any more, on the lines that would be credited. */
  shared: readonly Period[];
}): Refusal | null {
  const [first] = shared.filter((days) => overlaps(days, credited));
  if (first === undefined) return null;
  const reason = `Days through ${dateInWords(first.end)} were billed for the family together, and some of them were moved since: they cannot be credited for one alone. Leave the last invoice as it is (MEM-13).`;
  return refuse("MEM-13", reason, ["is_last_invoice_adjusted false"]);
}

/** A covered membership goes on no longer than the one that pays for it (MEM-13). */
export function refuseOutlasting({
  payer,
  until,
}: {
  payer: Pick<Membership, "endDate" | "archivedOn">;
  /** Null: without an end. */
  until: PlainDate | null;
}): Refusal | null {
  const { endDate, archivedOn } = payer;
  const isCovered =
    archivedOn === null && (endDate === null || (until !== null && until <= endDate));
  if (isCovered) return null;
  const end = endDate === null ? "was archived" : `ends on ${dateInWords(endDate)}`;
  const reason = `The membership that pays for it ${end}: it cannot go on longer; attach a plan of its own (MEM-13).`;
  return refuse("MEM-13", reason, ["attach a plan"]);
}
