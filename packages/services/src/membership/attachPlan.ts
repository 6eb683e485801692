import {
  AttachInput,
  attachMembership,
  type AttachPlan,
  type EmployerCalendar,
} from "@rollbook/core/membership";
import type { Plan } from "@rollbook/core/plan";
import { employerTable } from "@rollbook/db/patient";
import { appendMembershipEvents, type MembershipRecord } from "@rollbook/db/membership";
import { planTable } from "@rollbook/db/plan";
import * as z from "zod";
import { requestBilling } from "../billingDue/index.ts";
import { refuseUnknownPayers } from "../patient/index.ts";
import { membershipPlanOf } from "../plan/index.ts";
import { defineVerb, notFound, refused, ServiceError, type Given } from "../run/index.ts";
import { membershipKind, stateOf, viewOf, type MembershipView } from "../membershipState/index.ts";
import { joinFamilies } from "./joinFamilies.ts";

const defaults = {
  billing: null,
  ownPriceMinor: null,
  paymentMethod: null,
  isAutopay: false,
  mandateOn: null,
  consentOn: null,
  isEnrollmentFeeCharged: false,
  enrollmentFeeChargedBeforeMinor: null,
  isNotified: false,
  lastBilled: null,
  coveredThrough: null,
  nextBill: null,
  statedStart: null,
  anchorDay: null,
  pastStart: null,
  coveredBy: null,
  alsoCovers: [],
} satisfies Partial<AttachInput>;

export const AttachPlanInput = AttachInput.partial()
  .required({ patientId: true, interval: true })
  .extend({
    planId: z.string().min(1),
    externalId: z.string().min(1).nullable().default(null),
    isImport: z.boolean().default(false),
    isCareDuringOldCoverage: z.boolean().optional(),
    /** core's ReadEvidence for rows of a roster. */
    evidence: z.looseObject({ kind: z.string() }).default({ kind: "not_from_roster" }),
  });
export type AttachPlanInput = z.input<typeof AttachPlanInput>;
type ParsedInput = z.output<typeof AttachPlanInput>;

export interface Attached {
  readonly membership: MembershipView;
  readonly warnings: AttachPlan["warnings"];
  readonly isAutopayWaiting: boolean;
}

/** Attaches a plan to each patient, in a few statements for all. @throws ServiceError refused, not_found */
export async function attachPlans(
  given: Given,
  inputs: readonly AttachPlanInput[],
): Promise<readonly Attached[]> {
  const parsed = inputs.map((input) => AttachPlanInput.parse(input));
  await refuseUnknownPayers(
    given,
    parsed.flatMap(({ payer }) => payer ?? []),
  );
  const plans = await readPlans(given, parsed);
  const calendars = await readCalendars(given, parsed);
  const made = parsed.map((input) => planOne(given, input, { plans, calendars }));
  const records = made.map((one) => one.record);
  await membershipKind.table.insert(given.tx, given.context.practiceId, records);
  await appendMembershipEvents(
    given.tx,
    given.context.practiceId,
    made.map(({ plan, record }) => ({
      membershipId: record.id,
      kind: plan.event.kind,
      event: plan.event,
      at: given.instant,
      actorId: given.context.actor.id,
    })),
  );
  await joinFamilies(
    given,
    made.map(({ plan }) => plan.membership),
  );
  if (records.length > 0) await requestBilling(given);
  return made.map(({ plan, record }) => ({
    membership: viewOf(record, given.today),
    warnings: plan.warnings,
    isAutopayWaiting: plan.isAutopayWaiting,
  }));
}

export const attachPlan = defineVerb({
  name: "membership.attach",
  permission: "membership.write",
  input: AttachPlanInput,
  run: async ({ input, ...given }) => {
    const [attached] = await attachPlans(given, [input]);
    return attached as Attached;
  },
  audit: ({ result }) => ({
    entityId: result.membership.id,
    detail: { patientId: result.membership.patientId, warnings: result.warnings },
  }),
});

interface Setting {
  readonly plans: ReadonlyMap<string, Plan>;
  readonly calendars: ReadonlyMap<string, EmployerCalendar>;
}

function planOne(
  given: Given,
  input: ParsedInput,
  { plans, calendars }: Setting,
): { plan: AttachPlan; record: MembershipRecord } {
  const { planId, externalId, isImport, isCareDuringOldCoverage, evidence, ...rest } = input;
  const attach = {
    ...defaults,
    ...rest,
    payer: rest.payer ?? { kind: "patient" as const, id: rest.patientId },
  };
  const plan = plans.get(planId);
  if (plan === undefined) throw notFound("membership plan", planId);
  const planned = attachMembership(AttachInput.parse(attach), {
    membershipId: given.newId(membershipKind.prefix),
    plan,
    employerCalendar:
      attach.payer.kind === "employer" ? (calendars.get(attach.payer.id) ?? null) : null,
    isImport,
    isCareDuringOldCoverage:
      isCareDuringOldCoverage ?? given.practice.settings.isCareDuringOldCoverage === true,
    today: given.today,
  });
  if (planned.kind === "refused") throw refused(planned);
  if (planned.kind === "held")
    throw new ServiceError("refused", planned.reason, { rule: planned.rule });
  return {
    plan: planned,
    record: recordOf(given, { planned, externalId, evidence, startInput: startInputOf(attach) }),
  };
}

function startInputOf(attach: Partial<AttachInput>) {
  const {
    lastBilled,
    coveredThrough,
    nextBill,
    statedStart,
    interval,
    anchorDay,
    billing,
    pastStart,
  } = attach;
  return {
    lastBilled,
    coveredThrough,
    nextBill,
    statedStart,
    interval,
    anchorDay,
    billing,
    pastStart,
  };
}

function recordOf(
  given: Given,
  input: { planned: AttachPlan; externalId: string | null; evidence: unknown; startInput: object },
): MembershipRecord {
  const { planned, externalId, evidence, startInput } = input;
  return {
    ...stateOf(planned.membership),
    externalId,
    evidence,
    startInput: { ...startInput, billing: planned.start.billing, today: given.today },
    firstInvoiceOn: planned.start.firstInvoiceOn,
    isEnrollmentNotified: planned.isNotified,
    chosenPeriods: [],
    nextInvoiceOn: given.today,
    parkedReason: null,
    version: 1,
    createdAt: given.instant,
    updatedAt: given.instant,
  };
}

async function readPlans(
  { tx }: Given,
  inputs: readonly ParsedInput[],
): Promise<ReadonlyMap<string, Plan>> {
  const ids = [...new Set(inputs.map((input) => input.planId))];
  const plans = (await planTable.getMany(tx, ids))
    .map(membershipPlanOf)
    .filter((plan) => plan !== undefined);
  return new Map(plans.map((plan) => [plan.id, plan]));
}

async function readCalendars(
  { tx }: Given,
  inputs: readonly ParsedInput[],
): Promise<ReadonlyMap<string, EmployerCalendar>> {
  const ids = [
    ...new Set(inputs.flatMap(({ payer }) => (payer?.kind === "employer" ? [payer.id] : []))),
  ];
  if (ids.length === 0) return new Map();
  const employers = await employerTable.getMany(tx, ids);
  return new Map(
    employers.flatMap(({ id, calendar }) =>
      calendar === null ? [] : [[id, calendar as EmployerCalendar]],
    ),
  );
}
