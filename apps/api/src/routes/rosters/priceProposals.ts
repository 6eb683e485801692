import { z } from "@hono/zod-openapi";
import { decideProposedPrice, listProposedPrices } from "@rollbook/services/roster";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { idParams } from "../../wire/common.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { PriceProposalField } from "../../wire/roster.ts";
import { params, requireRoster } from "./shared.ts";

type Proposal = Awaited<ReturnType<typeof decideProposedPrice.run>>;

export const listPriceProposals = defineOperation({
  id: "listPriceProposals",
  method: "get",
  path: "/v1/rosters/{roster_id}/price-proposals",
  tag: "Rosters",
  summary: "The prices that were typed into the Plans tab, newest first",
  access: "plan.read",
  params,
  query: z.strictObject(listQuery),
  answer: listOf(PriceProposalField, "PriceProposalsList"),
  run: async (request) => {
    const { rosterId: id } = await requireRoster(request);
    const { result } = await callVerb(request, listProposedPrices, { ...pageInput(request), id });
    return { body: pageAnswer(request, result, proposalOnWire) };
  },
});

export const decidePriceProposal = defineOperation({
  id: "decidePriceProposal",
  method: "post",
  path: "/v1/price-proposals/{proposal_id}/decide",
  tag: "Rosters",
  summary: "Approve or decline a price typed in the sheet; approved, it holds from today",
  access: "plan.write",
  params: idParams("proposal_id", "prp_01jy0000000000000000000000"),
  body: z
    .strictObject({ decision: z.enum(["approved", "declined"]) })
    .openapi("DecidePriceProposalBody"),
  bodyExample: { decision: "approved" },
  answer: PriceProposalField,
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, decideProposedPrice, {
      id: request.params.proposal_id,
      decision: request.body.decision,
    });
    return { body: proposalOnWire(result), isReplay };
  },
});

function proposalOnWire(proposal: Proposal): z.input<typeof PriceProposalField> {
  return {
    id: proposal.id,
    roster_id: proposal.rosterId,
    plan_id: proposal.planId,
    plan_name: proposal.planName,
    interval: proposal.interval,
    price_minor: proposal.priceMinor,
    currency: proposal.currency,
    state: proposal.state,
    proposed_at: proposal.proposedAt,
    decided_by: proposal.decidedBy,
    decided_at: proposal.decidedAt,
  };
}
