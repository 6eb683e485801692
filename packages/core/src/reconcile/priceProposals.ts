import type { SyncOperation } from "./operation.ts";
import type { PriceProposal, SyncState } from "./syncState.ts";

type Proposing = Extract<SyncOperation, { kind: "propose_price" }>;
type Priced = { planName: string; interval: string };

export const priceKey = ({ planName, interval }: Priced) => `${planName}/${interval}`;

/** Prices typed in Plans become proposals; one that is taken out of its cell is withdrawn (SYN-15). */
export function planProposals(
  state: Pick<SyncState, "typedPrices" | "proposals" | "plans">,
): Proposing[] {
  const latest = new Map(state.proposals.map((one) => [priceKey(one), one]));
  const present = new Map(
    state.plans.flatMap((plan) =>
      plan.prices.map(
        ({ interval, priceMinor }) =>
          [priceKey({ planName: plan.name, interval }), priceMinor] as const,
      ),
    ),
  );
  return state.typedPrices.flatMap((typed): Proposing[] => {
    const { planName, interval } = typed;
    const before = latest.get(priceKey(typed));
    const isWanted = typed.priceMinor !== null && typed.priceMinor !== present.get(priceKey(typed));
    if (!isWanted) {
      return before?.state === "open"
        ? [{ kind: "propose_price", planName, interval, priceMinor: null }]
        : [];
    }
    const isToldAlready = before?.priceMinor === typed.priceMinor && before.state !== "withdrawn";
    if (isToldAlready || !present.has(priceKey(typed))) return [];
    return [{ kind: "propose_price", planName, interval, priceMinor: typed.priceMinor }];
  });
}

/** The proposals as they stand once the plan is applied. */
export function proposalsAfter(input: {
  proposals: readonly PriceProposal[];
  operations: readonly SyncOperation[];
}): ReadonlyMap<string, PriceProposal> {
  const proposals = new Map(input.proposals.map((one) => [priceKey(one), one]));
  for (const operation of input.operations) {
    if (operation.kind !== "propose_price") continue;
    const { planName, interval, priceMinor } = operation;
    if (priceMinor === null) proposals.delete(priceKey(operation));
    else proposals.set(priceKey(operation), { planName, interval, priceMinor, state: "open" });
  }
  return proposals;
}
