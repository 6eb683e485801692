import type { InputWrite, RevertPlan, RevertState } from "@rollbook/core/reconcile";
import { withPractice } from "@rollbook/db";
import {
  giveGeneration,
  insertHistory,
  putRosterRows,
  setRevertState,
  type RosterRowRecord,
} from "@rollbook/db/roster";
import * as z from "zod";
import { applyEvents } from "../membershipState/index.ts";
import { defineVerb, type Context, type Services } from "../run/index.ts";
import { intend, requireLease } from "./applySync.ts";
import { revertState } from "./revertRun.ts";
import { rowDrafts } from "./rowDrafts.ts";

/** What a revert of this run depends on, for the sync that carries it out. */
export function readRevertState(
  services: Services,
  input: { context: Context; rosterId: string; runId: string; known: RevertState["known"] },
): Promise<RevertState> {
  const { rosterId: id, runId, known } = input;
  return withPractice(services.database, input.context, (tx) =>
    revertState(tx, { id, runId, known }),
  );
}

export type ApplyRevertInput = {
  rosterId: string;
  /** The run that takes the other one back. */
  runId: string;
  revertedRunId: string;
  holder: string;
  plan: RevertPlan;
  /** The old values, as they are about to be typed back. */
  writes: readonly InputWrite[];
  rows: readonly RosterRowRecord[];
  /** Null when no cell is to be written. */
  nextGeneration: number | null;
};

/** The intents of a revert's cells, and the members that go, in one transaction before the sheet is written. */
export const applyRevertVerb = defineVerb({
  name: "roster.apply_revert",
  permission: "roster.sync",
  input: z.custom<ApplyRevertInput>((value) => typeof value === "object" && value !== null),
  run: async ({ input, ...given }) => {
    const { tx, context, instant } = given;
    const { rosterId, holder, plan, writes } = input;
    await requireLease(tx, { rosterId, holder });
    const drafts = rowDrafts(input.rows);
    intend({ drafts, plan: { computedWrites: [], inputWrites: [...writes] } });
    await applyEvents(
      given,
      plan.archived.map(({ membershipId }) => ({
        id: membershipId,
        events: [{ kind: "archived", on: given.today } as const],
      })),
    );
    const entries = writes.map(({ rowId, field, before, value }) => ({
      entryId: given.newId("his"),
      runId: input.runId,
      happenedAt: instant,
      origin: "revert" as const,
      rowId,
      field,
      valueBefore: before,
      valueAfter: value,
    }));
    await insertHistory(tx, context.practiceId, { rosterId, entries });
    await putRosterRows(tx, context.practiceId, { rosterId, rows: drafts.touched(), at: instant });
    if (input.nextGeneration !== null) {
      await giveGeneration(tx, { rosterId, generation: input.nextGeneration });
    }
    const state = "started" as const;
    const under = { rosterId, runId: input.revertedRunId, state, reason: null };
    await setRevertState(tx, { ...under, outcome: outcomeOf(input), finishedAt: null });
  },
  audit: ({ input }) => ({
    entityId: input.rosterId,
    detail: { runId: input.runId, revertedRunId: input.revertedRunId },
  }),
});

function outcomeOf({ plan, writes }: ApplyRevertInput) {
  const { archived, conflicts, credits } = plan;
  return { cells: writes.length, archived, conflicts, credits };
}

/** A revert ended: its cells were seen in the sheet, or the plan that was shown no longer fits. */
export function endRevert(
  services: Services,
  input: {
    context: Context;
    rosterId: string;
    revertedRunId: string;
    state: "done" | "refused";
    reason: string | null;
  },
): Promise<void> {
  const { rosterId, state, reason } = input;
  return withPractice(services.database, input.context, (tx) =>
    setRevertState(tx, {
      rosterId,
      runId: input.revertedRunId,
      state,
      reason,
      outcome: null,
      finishedAt: services.clock(),
    }),
  );
}
