import type { EmployerCalendar, Membership } from "../membership/index.ts";
import { day, someMembership, somePlan } from "../membership/testMembership.ts";
import type { Plan } from "../plan/index.ts";
import type { BillingPractice, BillingRow } from "./index.ts";
import { comingInvoices, planBillingRun } from "./index.ts";

export const livePractice: BillingPractice = {
  currency: "USD",
  isLive: true,
  isAutoInvoice: true,
  autoInvoiceSince: null,
  termsDays: 14,
};

export function rowOf(membership: Membership, changes: Partial<BillingRow> = {}): BillingRow {
  return { ...membership, birthDate: null, evidence: { kind: "approved" }, ...changes };
}

export type Scene = {
  plan: Plan;
  row: BillingRow;
  rows?: BillingRow[];
  plans?: Plan[];
  practice?: Partial<BillingPractice>;
  employers?: Record<string, EmployerCalendar>;
};

/** One plan and one membership of it, billed monthly from 1 June 2026. */
export function someScene({
  plan: planChanges = {},
  row: rowChanges = {},
  ...given
}: {
  plan?: Partial<Plan>;
  row?: Partial<BillingRow>;
  input?: NonNullable<Parameters<typeof someMembership>[0]>["input"];
  setting?: NonNullable<Parameters<typeof someMembership>[0]>["setting"];
  state?: Partial<Membership>;
} = {}): Scene {
  const plan = somePlan(planChanges);
  const membership = someMembership({ ...given, setting: { plan, ...given.setting } });
  return { plan, row: rowOf(membership, rowChanges) };
}

function settingOf({ plan, row, rows, plans, practice, employers }: Scene) {
  return {
    practice: { ...livePractice, ...practice },
    plans: new Map([plan, ...(plans ?? [])].map((one) => [one.id, one])),
    employerCalendars: new Map(Object.entries(employers ?? {})),
    rows: rows ?? [row],
  };
}

export function run(scene: Scene, today: string) {
  return planBillingRun({ ...settingOf(scene), today: day(today) });
}

export function coming(
  scene: Scene,
  { today = "2026-05-15", through }: { today?: string; through: string },
) {
  return comingInvoices({ ...settingOf(scene), today: day(today), through: day(through) });
}
