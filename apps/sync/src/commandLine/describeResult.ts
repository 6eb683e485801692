import type { SyncPlan } from "@rollbook/core/reconcile";
import type { SyncResult } from "../syncResult.ts";

/** A sync's result as lines for a terminal. */
export function describeResult(result: SyncResult): string[] {
  const { counts } = result;
  return [
    headline(result),
    ...(counts === null
      ? []
      : [
          `  people ${counts.people}, members ${counts.members}, new ${counts.new}, changed ${counts.changed}`,
          `  held ${counts.held}, conflicts ${counts.conflicts}, gone ${counts.absent}, rows that need attention ${counts.needAttention}`,
        ]),
    `  Sheets calls ${result.sheets_calls}, cells written ${result.cells_written}`,
    ...result.questions.map((question) => `  question: ${question.message}`),
    ...result.paused.flatMap((paused) => [
      `  paused: ${paused.message}`,
      `    pnpm rollbook approve ${paused.approval}`,
    ]),
    ...rebindingLines(result),
    ...result.guards.flatMap((guard) => [
      `  stopped: ${guard.message}`,
      ...(guard.canApprove ? [`    pnpm rollbook approve ${guard.approval}`] : []),
    ]),
  ];
}

/** Where there are so many that the run stops, the guard says the same. */
function rebindingLines({ plan, guards }: SyncResult): string[] {
  const rebinding = plan?.rebinding ?? null;
  if (rebinding === null || guards.some(({ approval }) => approval === rebinding.approval))
    return [];
  return [`  rows: ${rebinding.message}`, `    pnpm rollbook approve ${rebinding.approval}`];
}

function headline(result: SyncResult): string {
  switch (result.kind) {
    case "done":
      return "Synced.";
    case "nothing_to_do":
      return "Nothing to do: sheet and database agree.";
    case "dry_run":
      return "Planned; nothing was written.";
    case "stopped":
      return "Stopped; nothing was written.";
    case "busy":
    case "failed":
      return result.reason ?? "The sync failed.";
  }
}

/** Every operation and cell of a plan, one line each. */
export function describePlan(plan: SyncPlan): string[] {
  return [
    ...plan.operations.map((operation) => {
      const { kind, ...rest } = operation;
      return `  ${kind.padEnd(18)} ${JSON.stringify(rest)}`;
    }),
    ...plan.computedWrites.map(
      (write) =>
        `  row ${String(write.record).padEnd(6)} ${write.key.padEnd(18)} ${JSON.stringify(write.before)} -> ${JSON.stringify(write.value)}`,
    ),
    ...plan.inputWrites.map(
      (write) =>
        `  row ${String(write.record).padEnd(6)} ${write.field.padEnd(18)} ${JSON.stringify(write.before)} -> ${JSON.stringify(write.value)}`,
    ),
    `  plan ${plan.hash}`,
  ];
}
