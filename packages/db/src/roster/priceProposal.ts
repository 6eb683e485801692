import type { Transaction } from "../connection/openDatabase.ts";
import { mine } from "../entity/entityTable.ts";

export type PriceProposalState = "open" | "approved" | "declined" | "withdrawn";

/** A price that was typed into the Plans tab of a roster. */
export interface PriceProposalRecord {
  readonly id: string;
  readonly rosterId: string;
  readonly planId: string;
  readonly planName: string;
  readonly interval: string;
  /** Minor units of the practice's currency. */
  readonly priceMinor: number;
  readonly currency: string;
  readonly state: PriceProposalState;
  readonly proposedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

const columns = (tx: Transaction) => tx`
  proposal.id, proposal.roster_id as "rosterId", proposal.plan_id as "planId", plan.name as "planName",
  proposal.billing_interval as interval, proposal.price_minor as "priceMinor", proposal.currency, proposal.state,
  proposal.proposed_at as "proposedAt", proposal.decided_by as "decidedBy", proposal.decided_at as "decidedAt"`;

const source = (tx: Transaction) => tx`
  price_proposal proposal join plan on plan.practice_id = proposal.practice_id and plan.id = proposal.plan_id`;

/** The newest of each plan and interval. */
export function latestPriceProposals(
  tx: Transaction,
  rosterId: string,
): Promise<PriceProposalRecord[]> {
  return tx<PriceProposalRecord[]>`
    select distinct on (proposal.plan_id, proposal.billing_interval) ${columns(tx)} from ${source(tx)}
    where proposal.practice_id = current_setting('rollbook.practice_id') and proposal.roster_id = ${rosterId}
    order by proposal.plan_id, proposal.billing_interval, proposal.proposed_at desc, proposal.id desc`;
}

/** The newest first. */
export function listPriceProposals(
  tx: Transaction,
  {
    rosterId,
    after,
    limit,
  }: {
    rosterId: string;
    /** The proposal that ended the page before. */
    after?: string | undefined;
    limit: number;
  },
): Promise<PriceProposalRecord[]> {
  return tx<PriceProposalRecord[]>`
    select ${columns(tx)} from ${source(tx)}
    where proposal.practice_id = current_setting('rollbook.practice_id') and proposal.roster_id = ${rosterId}
      ${
        after === undefined
          ? tx``
          : tx`and (proposal.proposed_at, proposal.id) < (
              select proposed_at, id from price_proposal where ${mine(tx)} and id = ${after})`
      }
    order by proposal.proposed_at desc, proposal.id desc limit ${limit}`;
}

export async function getPriceProposal(
  tx: Transaction,
  id: string,
): Promise<PriceProposalRecord | undefined> {
  const [row] = await tx<PriceProposalRecord[]>`
    select ${columns(tx)} from ${source(tx)}
    where proposal.practice_id = current_setting('rollbook.practice_id') and proposal.id = ${id}
    for update of proposal`;
  return row;
}

/** Another price, or none, takes the place of the open one. */
export async function withdrawPriceProposal(
  tx: Transaction,
  { planId, interval, at }: { planId: string; interval: string; at: string },
): Promise<void> {
  await tx`
    update price_proposal set state = 'withdrawn', decided_at = ${at}
    where ${mine(tx)} and plan_id = ${planId} and billing_interval = ${interval} and state = 'open'`;
}

export async function insertPriceProposal(
  tx: Transaction,
  practiceId: string,
  proposal: {
    id: string;
    rosterId: string;
    planId: string;
    interval: string;
    priceMinor: number;
    currency: string;
    at: string;
  },
): Promise<void> {
  await tx`
    insert into price_proposal (practice_id, id, roster_id, plan_id, billing_interval, price_minor, currency, state,
      proposed_at)
    values (${practiceId}, ${proposal.id}, ${proposal.rosterId}, ${proposal.planId}, ${proposal.interval},
      ${proposal.priceMinor}, ${proposal.currency}, 'open', ${proposal.at})`;
}

export async function settlePriceProposal(
  tx: Transaction,
  settled: { id: string; state: "approved" | "declined"; by: string; at: string },
): Promise<void> {
  await tx`
    update price_proposal set state = ${settled.state}, decided_by = ${settled.by}, decided_at = ${settled.at}
    where ${mine(tx)} and id = ${settled.id}`;
}
