import type { FieldValue, RevertPlan } from "@rollbook/core/reconcile";
import { rosterField, type RosterFieldKey } from "@rollbook/core/roster";
import { runVerb, type Context } from "@rollbook/services/run";
import { listSyncRuns, planRunRevert, revertRun } from "@rollbook/services/roster";
import { syncPractice } from "../syncPractice.ts";
import { CommandRefused } from "./commandRefused.ts";
import { describeResult } from "./describeResult.ts";
import type { Command } from "./readCommand.ts";
import type { CommandSetting } from "./runCommand.ts";

/** Shows what taking a run back would do, asks, and does it with a sync. Answers the exit code. */
export async function runRevert(input: {
  command: Command;
  setting: CommandSetting;
  context: Context;
  practiceId: string;
  rosterId: string;
}): Promise<number> {
  const { command, setting, context, practiceId, rosterId: id } = input;
  const { services, sheets, write } = setting;
  const [runId] = command.operands;
  if (runId === undefined) throw new CommandRefused(await whichRun({ services, context, id }));
  const call = { context, input: { id, runId } };
  const { plan } = await runVerb(services, planRunRevert, call);
  if (command.flags.json) write(JSON.stringify(plan));
  else for (const line of describeRevert(plan)) write(line);
  if (isEmpty(plan) || command.flags["dry-run"]) return 0;
  const isMeant = command.flags.yes || (await setting.confirm?.("Take this run back?")) === true;
  if (!isMeant) {
    write("Nothing was changed; say yes, or use --yes.");
    return 0;
  }
  const asked = { context, input: { id, runId, planHash: plan.hash } };
  await runVerb(services, revertRun, asked);
  const result = await syncPractice({ services, sheets, practiceId, trigger: "revert" });
  for (const line of describeResult(result)) write(line);
  return result.kind === "failed" || result.kind === "busy" ? 1 : 0;
}

/** The sentence that asks for a run, with those that took something over, newest first. */
async function whichRun({
  services,
  context,
  id,
}: Pick<CommandSetting, "services"> & { context: Context; id: string }): Promise<string> {
  const { data: runs } = await runVerb(services, listSyncRuns, {
    context,
    input: { id, limit: 50 },
  });
  const lines = runs
    .filter(({ counts }) => (counts["new"] ?? 0) + (counts["changed"] ?? 0) > 0)
    .slice(0, 10)
    .map(
      ({ runId, startedAt, counts }) =>
        `  ${runId}  ${startedAt}  ${counts["new"] ?? 0} new, ${counts["changed"] ?? 0} changed`,
    );
  return lines.length === 0
    ? "No sync took anything over, so there is none to take back."
    : ["Name the run to take back:", ...lines].join("\n");
}

const isEmpty = (plan: RevertPlan) => plan.cells.length === 0 && plan.archived.length === 0;

/** A revert as lines for a terminal. */
export function describeRevert(plan: RevertPlan): string[] {
  const label = (field: RosterFieldKey | null) => (field === null ? "" : rosterField(field).label);
  return [
    isEmpty(plan)
      ? "Nothing of this run can be taken back."
      : `${plan.cells.length} cells come back, ${plan.archived.length} members are archived.`,
    ...plan.cells.map(
      ({ member, field, from, to }) =>
        `  ${member ?? ""}: ${label(field)} ${shown(from)} -> ${shown(to)}`,
    ),
    ...plan.archived.map(({ member }) => `  ${member ?? ""}: the membership is archived`),
    ...plan.conflicts.map(
      ({ member, field, now, reason }) =>
        `  stays: ${member ?? ""} ${label(field)} ${shown(now)}: ${reason}`,
    ),
    ...plan.credits.map(
      ({ number, totalMinor, currency }) =>
        `  issued since: invoice ${number}, ${totalMinor} ${currency} in minor units; credit it by hand if it shall go`,
    ),
  ];
}

const shown = (value: FieldValue) => (value === null ? "(empty)" : JSON.stringify(value));
