import { currency, decimalOf } from "@rollbook/core/money";
import { decideProposedPrice, listProposedPrices } from "@rollbook/services/roster";
import { everyPage, runVerb, type Context } from "@rollbook/services/run";
import { CommandRefused } from "./commandRefused.ts";
import type { Command } from "./readCommand.ts";
import type { CommandSetting } from "./runCommand.ts";

/** Lists prices typed in the Plans tab, or decides one: `prices`, `prices approve ID`, `prices decline ID`. */
export async function runPrices(input: {
  command: Command;
  setting: CommandSetting;
  context: Context;
  rosterId: string;
}): Promise<number> {
  const { setting, context } = input;
  const { services, write } = setting;
  const [act, id] = input.command.operands;
  if (act === undefined) return list(input);
  const decision = decisions.get(act);
  if (decision === undefined || id === undefined) {
    throw new CommandRefused("Say: prices, prices approve ID, or prices decline ID.");
  }
  const proposal = await runVerb(services, decideProposedPrice, {
    context,
    input: { id, decision },
  });
  write(`${proposal.planName} ${proposal.interval}: ${amountOf(proposal)} ${decision}.`);
  return 0;
}

const decisions = new Map<string, "approved" | "declined">([
  ["approve", "approved"],
  ["decline", "declined"],
]);

async function list(input: Parameters<typeof runPrices>[0]): Promise<number> {
  const { setting, context, rosterId: id } = input;
  const proposals = await everyPage((after) =>
    runVerb(setting.services, listProposedPrices, { context, input: { id, after } }),
  );
  const lines = proposals.map((proposal) => {
    const { planName, interval, state, proposedAt } = proposal;
    return `  ${proposal.id}  ${planName} ${interval} ${amountOf(proposal)}  ${state}, typed ${proposedAt}`;
  });
  for (const line of lines.length === 0 ? ["No price was typed in Plans."] : lines)
    setting.write(line);
  return 0;
}

const amountOf = (proposal: { priceMinor: number; currency: string }) =>
  `${decimalOf({ minor: proposal.priceMinor, currency: currency(proposal.currency) })} ${proposal.currency}`;
