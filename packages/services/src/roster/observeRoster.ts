import type { Interval, PlainDate } from "@rollbook/core/calendar";
import type { Plan } from "@rollbook/core/plan";
import type {
  KnownPlan,
  KnownRow,
  ListedInvoice,
  ListedPayment,
  PriceProposal,
  UnlistedMember,
} from "@rollbook/core/reconcile";
import type { RosterFieldKey, RosterValues } from "@rollbook/core/roster";
import { withPractice, type Transaction } from "@rollbook/db";
import {
  getRoster,
  latestPriceProposals,
  listApprovals,
  listConflicts,
  listOpenReverts,
  listRosterRows,
  listRosters,
  type RosterConflictRecord,
  type RosterRecord,
  type RosterRevertRecord,
  type RosterRowRecord,
  listedInvoices,
  listedPayments,
} from "@rollbook/db/roster";
import { setUp, type Context, type Given, type Services, type VerbPractice } from "../run/index.ts";
import { knownRowOf } from "./knownRows.ts";
import { readUnlisted } from "./readUnlisted.ts";
import { readPlans, readRosterViews } from "./readViews.ts";

type MappedRoster = Omit<RosterRecord, "mapped"> & {
  readonly mapped: readonly { column: number; header: string; field: RosterFieldKey | null }[];
};

/** The database's half of a sync: what it knows of one roster, read in one transaction. */
export type RosterObservation = {
  practice: VerbPractice;
  roster: MappedRoster;
  today: PlainDate;
  instant: string;
  known: KnownRow[];
  rows: readonly RosterRowRecord[];
  /** The database's own view of each row's fields, by row ID. */
  stored: ReadonlyMap<string, RosterValues>;
  plans: KnownPlan[];
  isNewPractice: boolean;
  approvals: string[];
  invoices: ListedInvoice[];
  payments: ListedPayment[];
  proposals: PriceProposal[];
  unlisted: UnlistedMember[];
  /** Runs that are to be taken back, the oldest asked first. */
  reverts: readonly RosterRevertRecord[];
};

/** Undefined when the practice has no connected roster, or none of this ID. */
export function observeRoster(
  services: Services,
  input: { context: Context; rosterId?: string | undefined },
): Promise<RosterObservation | undefined> {
  return withPractice(services.database, input.context, async (tx) => {
    const [given, roster] = await Promise.all([
      setUp(services, { tx, context: input.context, input: {} }),
      input.rosterId === undefined
        ? listRosters(tx).then((rosters) => rosters[0])
        : getRoster(tx, input.rosterId),
    ]);
    return roster === undefined ? undefined : observeIn({ given, roster });
  });
}

/** Asked for together, all of it reaches the database in one go. */
export async function observeIn(input: {
  given: Given;
  roster: RosterRecord;
}): Promise<RosterObservation> {
  const { given, roster } = input;
  const { tx, practice, today, instant } = given;
  const { rosterId } = roster;
  const [approvals, invoices, payments, proposals, unlisted, reverts, rows] = await Promise.all([
    listApprovals(tx, rosterId),
    listedInvoices(tx, today),
    listedPayments(tx, today),
    readProposals(tx, rosterId),
    readUnlisted(tx, rosterId),
    listOpenReverts(tx, rosterId),
    readRows(tx, roster, today),
  ]);
  return {
    practice,
    roster: roster as MappedRoster,
    today,
    instant,
    approvals,
    invoices,
    payments,
    proposals,
    unlisted,
    reverts,
    ...rows,
  };
}

async function readProposals(tx: Transaction, rosterId: string): Promise<PriceProposal[]> {
  const latest = await latestPriceProposals(tx, rosterId);
  return latest.map((one) => ({ ...one, interval: one.interval as Interval }));
}

/** The roster's rows with what the database says of them now. */
export async function readRows(tx: Transaction, roster: RosterRecord, today: PlainDate) {
  const [rows, plans, conflicts, found] = await Promise.all([
    listRosterRows(tx, roster.rosterId),
    readPlans(tx),
    conflictsByRow(tx, roster.rosterId),
    readRosterViews(tx, roster.rosterId),
  ]);
  const views = found({ rows, plans });
  const stored = new Map<string, RosterValues>();
  const known = rows.map((row) => {
    const view = views.get(row.rowId) ?? { stored: {}, membership: null };
    stored.set(row.rowId, view.stored);
    return knownRowOf({ row, ...view, conflicts: conflicts.get(row.rowId) ?? [] });
  });
  return {
    rows,
    known,
    stored,
    plans: plans.filter((plan) => !plan.isArchived).map((plan) => knownPlanOf(plan, today)),
    isNewPractice: roster.isCreatingPlans && rows.length === 0 && plans.length === 0,
  };
}

async function conflictsByRow(
  tx: Transaction,
  rosterId: string,
): Promise<ReadonlyMap<string, RosterConflictRecord[]>> {
  const conflicts = new Map<string, RosterConflictRecord[]>();
  for (const conflict of await listConflicts(tx, rosterId)) {
    const present = conflicts.get(conflict.rowId);
    if (present === undefined) conflicts.set(conflict.rowId, [conflict]);
    else present.push(conflict);
  }
  return conflicts;
}

/** A plan with the price of each interval that is in force; one that begins later only where there is no other. */
function knownPlanOf(plan: Plan, today: PlainDate): KnownPlan {
  const prices = plan.pricing.kind === "per_seat" ? [] : plan.pricing.prices;
  const inForce = new Map<Interval, (typeof prices)[number]>();
  const isBegun = (price: (typeof prices)[number]) => (price.from ?? "") <= today;
  for (const price of prices) {
    const found = inForce.get(price.interval);
    const isLater = found !== undefined && (price.from ?? "") >= (found.from ?? "");
    if (found === undefined || !isBegun(found) || (isLater && isBegun(price)))
      inForce.set(price.interval, price);
  }
  return {
    name: plan.name,
    prices: [...inForce.values()].map(({ interval, priceMinor }) => ({ interval, priceMinor })),
  };
}
