import { instantsApartMs, overlaps } from "../calendar/index.ts";
import { dateInWords } from "../explain/index.ts";
import { mostMinor } from "../money/index.ts";
import type { BilledPrice, Plan } from "../plan/index.ts";
import type {
  BillingRow,
  BillingRunInput,
  ClaimElsewhere,
  Parked,
  ReadEvidence,
} from "./billingRow.ts";
import type { Charge } from "./charges.ts";
import { patientsOf, priceOfSegment } from "./lines.ts";
import type { ChargeKind } from "./schema.ts";
import { datesOf, type Segment } from "./segments.ts";

const quarterOfAnHourMs = 15 * 60 * 1000;

type Reason = Omit<Parked, "membershipId" | "period">;

/** Why a membership with something due is not billed, before its prices are looked at (INV-2, INV-10). */
export function parkedBy({
  row,
  segments,
}: {
  row: BillingRow;
  segments: readonly Segment[];
}): Parked | null {
  const [first] = segments;
  if (first === undefined) return null;
  const reason =
    questionOf(row) ?? holdOf(row) ?? evidenceOf(row.evidence) ?? claimOf(row, segments);
  return reason === null ? null : { membershipId: row.id, period: datesOf(first), ...reason };
}

function questionOf({ openQuestions }: BillingRow): Reason | null {
  if (openQuestions.length === 0) return null;
  return {
    rule: "MEM-3",
    code: "pending",
    reason: `Open: ${openQuestions.join(", ").replace(/\.$/, "")} (MEM-3).`,
    wayOut: "Answer the question.",
  };
}

function holdOf({ holds }: BillingRow): Reason | null {
  const [hold] = holds;
  if (hold === undefined) return null;
  return {
    rule: "INV-2",
    code: "on_hold",
    reason: hold.reason,
    wayOut:
      hold.code === "anchor_day"
        ? "Choose the billing day."
        : "Settle what is held, then release it.",
  };
}

function evidenceOf(evidence: ReadEvidence): Reason | null {
  if (isSettled(evidence)) return null;
  return {
    rule: "INV-2",
    code: "not_read_twice",
    reason: "The billing fields were not yet equal in two complete reads 15 minutes apart (INV-2).",
    wayOut: "Wait for the next sync, or approve the row.",
  };
}

/** Two complete reads at least 15 minutes apart, or an approval, or a row no spreadsheet feeds (INV-2). */
export function isSettled(evidence: ReadEvidence): boolean {
  switch (evidence.kind) {
    case "not_from_roster":
    case "approved":
      return true;
    case "equal_reads":
      return instantsApartMs(evidence.firstReadAt, evidence.lastReadAt) >= quarterOfAnHourMs;
    case "not_read_twice":
      return false;
  }
}

function claimOf(row: BillingRow, segments: readonly Segment[]): Reason | null {
  const { claimedElsewhere } = row;
  if (claimedElsewhere === undefined || claimedElsewhere.length === 0) return null;
  for (const segment of segments) {
    const period = datesOf(segment);
    const patientIds = patientsOf(row, period.start);
    const claim = claimedElsewhere.find(
      (one) => isOfKind(one, "base") && patientIds.includes(one.patientId) && overlaps(one, period),
    );
    if (claim === undefined) continue;
    return {
      rule: "INV-9",
      code: "claimed_elsewhere",
      reason: `Days from ${dateInWords(claim.start)} to ${dateInWords(claim.end)} are already billed for this patient by membership ${claim.membershipId} (INV-9).`,
      wayOut: "Credit or void the other line, end one membership, or waive these days.",
    };
  }
  return null;
}

function isOfKind({ chargeKind = "base" }: ClaimElsewhere, kind: ChargeKind): boolean {
  return chargeKind === kind;
}

const kindInWords = {
  base: "",
  add_on: "The part that is not sponsored",
  enrollment_fee: "The enrollment fee",
} as const satisfies Record<ChargeKind, string>;

const wayOutOfKind = {
  base: "",
  add_on:
    "Void or credit that invoice too, and both parts are billed together; or waive these days.",
  enrollment_fee: "Void the other invoice, or attach the plan anew without the fee.",
} as const satisfies Record<ChargeKind, string>;

/** A fee, or a part that is not sponsored, whose day another line has (INV-9); base coverage was looked at before. */
export function parkedByCharges({
  row,
  charges,
}: {
  row: BillingRow;
  charges: readonly Charge[];
}): Parked | null {
  const others = (row.claimedElsewhere ?? []).filter((one) => !isOfKind(one, "base"));
  if (others.length === 0) return null;
  for (const { line } of charges.map(({ addressed }) => addressed)) {
    const { chargeKind, patientIds, period } = line;
    const claim = others.find(
      (one) =>
        isOfKind(one, chargeKind) && patientIds.includes(one.patientId) && overlaps(one, period),
    );
    if (claim === undefined) continue;
    const days = `${dateInWords(claim.start, claim.end)} to ${dateInWords(claim.end)}`;
    return {
      membershipId: row.id,
      rule: "INV-9",
      code: "claimed_elsewhere",
      reason: `${kindInWords[chargeKind]}, ${days}, is already billed for this patient (INV-9).`,
      wayOut: wayOutOfKind[chargeKind],
      period,
    };
  }
  return null;
}

type Priced =
  | { kind: "priced"; plan: Plan; price: BilledPrice }
  | { kind: "parked"; parked: Parked };

export function pricedSegment({
  row,
  segment,
  input,
}: {
  row: BillingRow;
  segment: Segment;
  input: Pick<BillingRunInput, "plans" | "practice">;
}): Priced {
  const park = (reason: Reason): Priced => ({
    kind: "parked",
    parked: { membershipId: row.id, period: datesOf(segment), ...reason },
  });
  const plan = input.plans.get(segment.terms.planId);
  const { currency } = input.practice;
  if (plan === undefined) {
    const reason = `Plan ${segment.terms.planId} is not known (PLAN-1).`;
    return park({ rule: "PLAN-1", code: "no_plan", reason, wayOut: "Choose a plan." });
  }
  if (plan.currency !== currency) {
    const reason = `${plan.name} is priced in ${plan.currency}, the practice bills in ${currency} (MONEY-2).`;
    const wayOut = "Choose a plan in the currency of the practice.";
    return park({ rule: "MONEY-2", code: "currency_differs", reason, wayOut });
  }
  const price = priceOfSegment(row, segment, plan);
  if (price.kind === "price" && price.priceMinor > mostMinor) {
    const reason = `${plan.name} costs ${price.priceMinor} in the smallest unit of ${currency}, more than the ${mostMinor} that one line can come to (MONEY-1).`;
    return park({ rule: "MONEY-1", code: "no_price", reason, wayOut: "Put the price right." });
  }
  if (price.kind === "price") return { kind: "priced", plan, price };
  const wayOut = "Add the price to the plan, or give the member an own price.";
  return park({ rule: price.rule, code: "no_price", reason: price.reason, wayOut });
}
