import type { Interval } from "@rollbook/core/calendar";
import type { Plan } from "@rollbook/core/plan";
import type { SyncOperation } from "@rollbook/core/reconcile";
import {
  getPriceProposal,
  insertPriceProposal,
  listPriceProposals,
  settlePriceProposal,
  withdrawPriceProposal,
  type PriceProposalRecord,
} from "@rollbook/db/roster";
import * as z from "zod";
import { askForSync } from "./decide.ts";
import { changePlan, planKind, planOf } from "../plan/index.ts";
import {
  asPageBy,
  defineVerb,
  getRecord,
  ListInput,
  notFound,
  refused,
  type Given,
} from "../run/index.ts";

/** Prices typed in the sheet become proposals, and nothing else of the plan is touched (SYN-15). */
export async function proposePrices(
  given: Given,
  input: {
    rosterId: string;
    plans: ReadonlyMap<string, Plan>;
    operations: readonly SyncOperation[];
  },
): Promise<void> {
  const { tx, context, instant: at } = given;
  for (const operation of input.operations) {
    const plan =
      operation.kind === "propose_price" ? input.plans.get(operation.planName) : undefined;
    if (operation.kind !== "propose_price" || plan === undefined) continue;
    const { interval, priceMinor } = operation;
    const { id: planId, currency } = plan;
    await withdrawPriceProposal(tx, { planId, interval, at });
    if (priceMinor === null) continue;
    const { rosterId } = input;
    const id = given.newId("prp");
    const proposal = { id, rosterId, planId, interval, priceMinor, currency, at };
    await insertPriceProposal(tx, context.practiceId, proposal);
  }
}

const id = z.string().min(1);

/** The prices that were typed into the Plans tab, newest first. */
export const listProposedPrices = defineVerb({
  name: "roster.list_price_proposals",
  permission: "plan.read",
  input: ListInput.extend({ id }),
  run: async ({ tx, input: { id: rosterId, after, limit } }) => {
    const found = await listPriceProposals(tx, { rosterId, after, limit: limit + 1 });
    return asPageBy({ found, limit, placeOf: (proposal) => proposal.id });
  },
  audit: ({ input, result }) => ({ entityId: input.id, detail: { count: result.data.length } }),
});

/** Approved, it is a price change from today (PLAN-4); declined, the sheet says so. @throws ServiceError not_found, refused */
export const decideProposedPrice = defineVerb({
  name: "roster.decide_price_proposal",
  permission: "plan.write",
  input: z.strictObject({ id, decision: z.enum(["approved", "declined"]) }),
  run: async ({ input, ...given }): Promise<PriceProposalRecord> => {
    const { tx, context, instant } = given;
    const proposal = await getPriceProposal(tx, input.id);
    if (proposal === undefined) throw notFound("price proposal", input.id);
    if (proposal.state !== "open") {
      throw refused({
        kind: "refused",
        rule: "SYN-15",
        reason: `This price was ${proposal.state} already (SYN-15).`,
        allowed: [],
      });
    }
    if (input.decision === "approved") await takeOver(given, proposal);
    const by = context.actor.id;
    await settlePriceProposal(tx, { id: input.id, state: input.decision, by, at: instant });
    await askForSync(tx, context);
    return { ...proposal, state: input.decision, decidedBy: by, decidedAt: instant };
  },
  audit: ({ input, result }) => ({
    entityId: input.id,
    detail: { decision: input.decision, planId: result.planId, priceMinor: result.priceMinor },
  }),
});

async function takeOver(given: Given, proposal: PriceProposalRecord): Promise<void> {
  const { planId, priceMinor } = proposal;
  const interval = proposal.interval as Interval;
  const plan = planOf(await getRecord(given, planKind, planId));
  const { pricing } = plan;
  if (pricing.kind === "per_seat") {
    throw refused({
      kind: "refused",
      rule: "SYN-15",
      reason: `${plan.name} is priced by age: change its seats instead (SYN-15).`,
      allowed: ["decline"],
    });
  }
  const others = pricing.prices.filter((price) => price.interval !== interval);
  const prices = [...others, { interval, priceMinor, from: null }];
  await changePlan(given, { id: planId, changes: { pricing: { ...pricing, prices } } });
}
