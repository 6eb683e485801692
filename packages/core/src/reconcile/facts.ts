import type { Interval } from "../calendar/index.ts";
import type { BillingHold } from "../membership/index.ts";
import type { RosterRow } from "../roster/index.ts";
import { planNameOf } from "./newPlans.ts";
import type { NewMembership } from "./operation.ts";
import type { KnownPlan, MembershipFacts } from "./syncState.ts";

export type RowContext = {
  rowAt: (record: number) => RosterRow | undefined;
  rowIdAt: (record: number) => string | null;
  priceOf: (input: { planName: string | null; interval: Interval }) => number | null;
};

/**
 * The membership that an accepted row asks for; null for a person without one. A row that never had dates keeps the start
 * that its membership was given elsewhere.
 */
export function membershipOfRow(input: {
  row: RosterRow;
  context: RowContext;
  present?: MembershipFacts | null;
}): NewMembership | null {
  const { row, context, present = null } = input;
  const hasStart = row.start !== null && row.start.kind !== "held";
  if (!row.hasMembership || (!hasStart && present === null)) return null;
  const facts = factsOfRow(input) ?? (present === null ? null : keepStart({ ...input, present }));
  if (facts === null) return null;
  return {
    facts,
    startInput: row.start === null || row.start.kind === "held" ? null : row.start.input,
    payerRowId: row.payerRecord === undefined ? null : context.rowIdAt(row.payerRecord),
    payerName: row.values.payer_name ?? null,
    paymentMethod: row.values.payment_method ?? null,
    isAutopay: row.values.autopay ?? false,
    enrolmentFeeMinor: row.values.enrolment_fee_cents ?? null,
  };
}

const keepStart = (input: {
  row: RosterRow;
  context: RowContext;
  present: MembershipFacts;
}): MembershipFacts => ({ ...input.present, ...termsOfRow(input) });

function termsOfRow(input: { row: RosterRow; context: RowContext }) {
  const { row, context } = input;
  const { values } = row;
  const payer = row.payerRecord === undefined ? undefined : context.rowAt(row.payerRecord);
  const interval = values.interval ?? payer?.values.interval ?? ("P1M" as Interval);
  const planName = planNameOf({ row, payer });
  const isCovered = payer !== undefined && (values.price_cents ?? null) === null;
  const isOwnPrice = (values.price_cents ?? null) !== null;
  const priceMinor = isCovered
    ? null
    : (values.price_cents ?? context.priceOf({ planName, interval }));
  return {
    planName,
    priceMinor,
    interval,
    endDate: values.end_date ?? null,
    holds: priceHolds({ isCovered, isOwnPrice, priceMinor, planName }),
  };
}

function factsOfRow(input: { row: RosterRow; context: RowContext }): MembershipFacts | null {
  const { row } = input;
  const { start } = row;
  if (!row.hasMembership || start === null || start.kind === "held") return null;
  const terms = termsOfRow(input);
  return {
    ...terms,
    billing: start.billing,
    billFrom: start.billFrom,
    careFrom: start.billFrom,
    coveredThrough: start.coveredThrough,
    anchorDate: start.anchorDate,
    anchorDay: start.anchorDay,
    firstInvoiceOn: start.firstInvoiceOn,
    invoicedThrough: null,
    archivedOn: null,
    pauses: [],
    openQuestions: openQuestionsOf(row),
    holds: [...anchorHolds(row), ...terms.holds],
  };
}

/** Questions that leave care itself open: a start in the past, arrears in doubt, paused on the old platform. */
function openQuestionsOf(row: RosterRow): string[] {
  const questions = row.start?.kind === "choose" ? row.start.questions : [];
  const paused = row.issues.filter((issue) => issue.code === "source_paused");
  return [
    ...questions
      .filter((question) => question.question !== "anchor_day")
      .map((question) => question.message),
    ...paused.map((issue) => issue.message),
  ];
}

function anchorHolds(row: RosterRow): BillingHold[] {
  if (row.start?.kind !== "choose") return [];
  return row.start.questions
    .filter((question) => question.question === "anchor_day")
    .map((question) => ({ code: "anchor_day", reason: question.message }));
}

function priceHolds(input: {
  isCovered: boolean;
  isOwnPrice: boolean;
  priceMinor: number | null;
  planName: string;
}): BillingHold[] {
  if (input.isCovered || (input.priceMinor ?? 0) > 0 || input.isOwnPrice) return [];
  const plan = `Plan '${input.planName}' has no price`;
  return [{ code: "no_price", reason: `${plan}; nothing is billed until there is one.` }];
}

/** Price of a plan for one interval among the known plans and those this sync creates. */
export function priceLookup(plans: readonly KnownPlan[]): RowContext["priceOf"] {
  const prices = new Map(
    plans.flatMap((plan) =>
      plan.prices.map((price) => [`${plan.name}|${price.interval}`, price.priceMinor] as const),
    ),
  );
  return ({ planName, interval }) => prices.get(`${planName}|${interval}`) ?? null;
}
