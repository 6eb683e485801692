import { interval, plainDate, type PlainDate } from "../calendar/index.ts";
import { currency } from "../money/index.ts";
import type { Plan, PlanPrice } from "../plan/index.ts";
import { attachMembership, type AttachInput, type AttachSetting } from "./attach.ts";
import { applyEvent } from "./events.ts";
import type { PlannedAction } from "./planned.ts";
import type { Membership } from "./schema.ts";

let made = 0;

export const day = (text: string): PlainDate => plainDate(text);

export function price(priceMinor: number, every = "P1M", from: string | null = null): PlanPrice {
  return { interval: interval(every), priceMinor, from: from === null ? null : day(from) };
}

export function somePlan(changes: Partial<Plan> = {}): Plan {
  made += 1;
  return {
    type: "membership",
    id: `pln_${made}`,
    name: `Gold ${made}`,
    currency: currency("USD"),
    tax: null,
    healthcode: null,
    isArchived: false,
    audience: "retail",
    billing: "advance",
    pricing: {
      kind: "per_person",
      prices: [
        price(24_995),
        price(69_900, "P3M"),
        price(240_000, "P1Y"),
        price(12_000, "P2W"),
        price(23_000, "P30D"),
      ],
    },
    enrollmentFeeMinor: 5000,
    contractPrices: [],
    ...changes,
  };
}

export function attachInput(changes: Partial<AttachInput> = {}): AttachInput {
  made += 1;
  const patientId = changes.patientId ?? `pat_${made}`;
  return {
    patientId,
    payer: { kind: "patient", id: patientId },
    interval: interval("P1M"),
    billing: null,
    ownPriceMinor: null,
    paymentMethod: "card",
    isAutopay: false,
    mandateOn: null,
    consentOn: null,
    isEnrollmentFeeCharged: false,
    enrollmentFeeChargedBeforeMinor: null,
    isNotified: true,
    lastBilled: day("2026-05-01"),
    coveredThrough: null,
    nextBill: null,
    statedStart: null,
    anchorDay: null,
    pastStart: null,
    coveredBy: null,
    alsoCovers: [],
    ...changes,
  };
}

export function attachSetting(changes: Partial<AttachSetting> = {}): AttachSetting {
  made += 1;
  return {
    membershipId: `mem_${made}`,
    plan: somePlan(),
    employerCalendar: null,
    isImport: false,
    isCareDuringOldCoverage: false,
    today: day("2026-05-15"),
    ...changes,
  };
}

/** A membership billed monthly from 1 June 2026, attached on 15 May. */
export function someMembership({
  input = {},
  setting = {},
  state = {},
}: {
  input?: Partial<AttachInput>;
  setting?: Partial<AttachSetting>;
  state?: Partial<Membership>;
} = {}): Membership {
  const attached = attachMembership(attachInput(input), attachSetting(setting));
  if (attached.kind !== "planned") throw new Error(JSON.stringify(attached));
  return { ...attached.membership, ...state };
}

export function after(
  membership: Membership,
  planned: PlannedAction | { kind: "refused"; reason: string },
): Membership {
  if (planned.kind === "refused") throw new Error(planned.reason);
  return planned.events.reduce((state, event) => applyEvent(state, event), membership);
}
