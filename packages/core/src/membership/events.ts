import * as z from "zod";
import { addDays, mergePeriods, Period, PlainDate, removePeriod } from "../calendar/index.ts";
import { BillingHold, Membership, MembershipTerms, Pause, PaymentSetup, Waiver } from "./schema.ts";

/** Everything that can happen to a membership; its state is these events in order and nothing else (MEM-12). */
export const MembershipEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("attached"), membership: Membership }),
  z.strictObject({
    kind: z.literal("start_set"),
    careFrom: PlainDate,
    billFrom: PlainDate,
    coveredThrough: PlainDate.nullable(),
    terms: MembershipTerms,
    /** Changes that were planned and begin after the start. */
    laterTerms: z.array(MembershipTerms).optional(),
    openQuestions: z.array(z.string()),
    holds: z.array(BillingHold),
  }),
  z.strictObject({ kind: z.literal("hold_set"), hold: BillingHold }),
  z.strictObject({ kind: z.literal("hold_released"), code: BillingHold.shape.code }),
  z.strictObject({ kind: z.literal("terms_changed"), terms: MembershipTerms }),
  z.strictObject({ kind: z.literal("paused"), pause: Pause }),
  z.strictObject({ kind: z.literal("resumed"), on: PlainDate }),
  z.strictObject({
    kind: z.literal("ended"),
    endDate: PlainDate,
    reason: z.string(),
    isLastInvoiceAdjusted: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("end_withdrawn") }),
  z.strictObject({
    kind: z.literal("re_enrolled"),
    careFrom: PlainDate,
    billFrom: PlainDate,
    terms: MembershipTerms,
  }),
  z.strictObject({ kind: z.literal("archived"), on: PlainDate }),
  z.strictObject({ kind: z.literal("billed"), period: Period }),
  z.strictObject({ kind: z.literal("freed"), period: Period }),
  z.strictObject({ kind: z.literal("waived"), waiver: Waiver }),
  z.strictObject({ kind: z.literal("waiver_lifted"), period: Period }),
  z.strictObject({ kind: z.literal("fee_billed") }),
  z.strictObject({ kind: z.literal("fee_due_again") }),
  z.strictObject({ kind: z.literal("payment_changed"), payment: PaymentSetup }),
  z.strictObject({
    kind: z.literal("family_changed"),
    coveredBy: z.string().nullable(),
    alsoCovers: z.array(z.string()),
  }),
]);
export type MembershipEvent = z.infer<typeof MembershipEvent>;

export type LaterEvent = Exclude<MembershipEvent, { kind: "attached" }>;

/** The state after a series of events. Throws RangeError unless it begins with 'attached'. */
export function replay(events: readonly MembershipEvent[]): Membership {
  const [first, ...later] = events;
  if (first?.kind !== "attached") throw new RangeError("a membership begins with being attached");
  return later.reduce((membership, event) => {
    if (event.kind === "attached") throw new RangeError("a membership is attached once");
    return applyEvent(membership, event);
  }, first.membership);
}

export function applyEvent(membership: Membership, event: LaterEvent): Membership {
  switch (event.kind) {
    case "start_set": {
      const { careFrom, billFrom, coveredThrough, openQuestions, holds } = event;
      const terms = [event.terms, ...(event.laterTerms ?? [])];
      return {
        ...membership,
        careFrom,
        billFrom,
        coveredThrough,
        openQuestions,
        holds,
        terms,
      };
    }
    case "hold_set":
      return { ...membership, holds: [...withoutHold(membership, event.hold.code), event.hold] };
    case "hold_released":
      return { ...membership, holds: withoutHold(membership, event.code) };
    case "paused":
    case "resumed":
      return { ...membership, pauses: pausesAfter(membership.pauses, event) };
    case "terms_changed":
      return { ...membership, terms: withTerms(membership.terms, event.terms) };
    case "payment_changed":
      return { ...membership, payment: event.payment };
    case "family_changed":
      return { ...membership, coveredBy: event.coveredBy, alsoCovers: event.alsoCovers };
    case "ended":
    case "end_withdrawn":
    case "re_enrolled":
    case "archived":
      return applyEnding(membership, event);
    case "billed":
    case "freed":
    case "waived":
    case "waiver_lifted":
    case "fee_billed":
    case "fee_due_again":
      return applyBilling(membership, event);
  }
}

type Ending = Extract<LaterEvent, { kind: "ended" | "end_withdrawn" | "re_enrolled" | "archived" }>;

function applyEnding(membership: Membership, event: Ending): Membership {
  switch (event.kind) {
    case "ended":
      return {
        ...membership,
        endDate: event.endDate,
        endReason: event.reason,
        isLastInvoiceAdjusted: event.isLastInvoiceAdjusted,
      };
    case "end_withdrawn":
      return { ...membership, endDate: null, endReason: null, isLastInvoiceAdjusted: true };
    case "re_enrolled":
      return {
        ...membership,
        careFrom: event.careFrom,
        billFrom: event.billFrom,
        coveredThrough: null,
        endDate: null,
        endReason: null,
        isLastInvoiceAdjusted: true,
        pauses: membership.pauses
          .filter(({ from }) => from < event.careFrom)
          .map(closedBefore(event.careFrom)),
        terms: withTerms(membership.terms, event.terms),
      };
    case "archived":
      return { ...membership, archivedOn: event.on };
  }
}

type BillingEvent = Extract<
  LaterEvent,
  { kind: "billed" | "freed" | "waived" | "waiver_lifted" | "fee_billed" | "fee_due_again" }
>;

function applyBilling(membership: Membership, event: BillingEvent): Membership {
  switch (event.kind) {
    case "billed":
      return { ...membership, claimed: mergePeriods([...membership.claimed, event.period]) };
    case "freed":
      return { ...membership, claimed: removePeriod(membership.claimed, event.period) };
    case "waived":
      return { ...membership, waivers: [...membership.waivers, event.waiver] };
    case "waiver_lifted":
      return {
        ...membership,
        waivers: membership.waivers.flatMap((waiver) => liftedFrom(waiver, event.period)),
      };
    case "fee_billed":
      return { ...membership, enrollmentFee: { ...membership.enrollmentFee, state: "billed" } };
    case "fee_due_again":
      return { ...membership, enrollmentFee: { ...membership.enrollmentFee, state: "due" } };
  }
}

function liftedFrom(waiver: Waiver, period: Period): Waiver[] {
  return removePeriod([waiver], period).map((left) => ({ ...left, reason: waiver.reason }));
}

function withoutHold({ holds }: Membership, code: BillingHold["code"]): BillingHold[] {
  return holds.filter((hold) => hold.code !== code);
}

function withTerms(terms: readonly MembershipTerms[], changed: MembershipTerms): MembershipTerms[] {
  return [...terms.filter(({ from }) => from < changed.from), changed];
}

function pausesAfter(
  pauses: readonly Pause[],
  event: Extract<LaterEvent, { kind: "paused" | "resumed" }>,
): Pause[] {
  if (event.kind === "paused") {
    return [...pauses.filter(({ from }) => from < event.pause.from), event.pause];
  }
  return pauses.filter(({ from }) => from < event.on).map(closedBefore(event.on));
}

function closedBefore(day: PlainDate): (pause: Pause) => Pause {
  return ({ from, through }) => {
    const isOpen = through === null || through >= day;
    return { from, through: isOpen ? addDays(day, -1) : through };
  };
}
