import { refuse, type Refusal } from "@rollbook/core/explain";
import {
  chooseForConflict,
  findAskedApproval,
  getRoster,
  getRosterRun,
  insertApproval,
  listConflicts,
  listHistory,
  listRosterRuns,
  listRosters,
} from "@rollbook/db/roster";
import * as z from "zod";
import type { Transaction } from "@rollbook/db";
import { setWorkDue } from "@rollbook/db/workDue";
import { asPageBy, defineVerb, ListInput, notFound, refused, type Context } from "../run/index.ts";
import { rosterLookWork } from "./work.ts";

const id = z.string().min(1);

/** What somebody decided is done by the next sync, which is due now: by the clock of the workers, not the practice's own. */
export function askForSync(tx: Transaction, context: Context): Promise<void> {
  return setWorkDue(tx, context.practiceId, { kind: rosterLookWork, dueAt: context.instant });
}

/** Approves exactly what was shown: a guard, a first sync, moved rows or a column, by the text that names it. @throws ServiceError refused */
export const approveRoster = defineVerb({
  name: "roster.approve",
  permission: "roster.write",
  input: z.strictObject({ id, approval: z.string().min(1) }),
  run: async ({ tx, context, input, instant }): Promise<ApprovedRoster> => {
    const { waiting, wasAsked } = await findAskedApproval(tx, {
      rosterId: input.id,
      approval: input.approval,
    });
    const isWaiting = waiting.includes(input.approval);
    if (!isWaiting && !wasAsked) throw refused(refuseUnasked(input.approval, waiting));
    const approval = {
      rosterId: input.id,
      approval: input.approval,
      by: context.actor.id,
      at: instant,
    };
    await insertApproval(tx, context.practiceId, approval);
    await askForSync(tx, context);
    return { id: input.id, approval: input.approval, isWaiting };
  },
});

interface ApprovedRoster {
  readonly id: string;
  readonly approval: string;
  /** False where a sync asked for it before and the latest does not: it counts should one ask again. */
  readonly isWaiting: boolean;
}

/** An approval names exactly what a sync found, so one that no sync asked for can mean nothing (SYN-8). */
function refuseUnasked(approval: string, waiting: readonly string[]): Refusal {
  const rest =
    waiting.length === 0
      ? "nothing waits for an approval now"
      : `waiting now: ${waiting.join(", ")}`;
  return refuse("SYN-8", `No sync asked for the approval "${approval}"; ${rest} (SYN-8).`, waiting);
}

/** Settles a conflict: the next sync takes the chosen side everywhere. @throws ServiceError not_found */
export const chooseConflictSide = defineVerb({
  name: "roster.choose_side",
  permission: "roster.write",
  input: z.strictObject({ id, rowId: id, field: id, keep: z.enum(["sheet", "database"]) }),
  run: async ({ tx, context, input }) => {
    const { id: rosterId, ...choice } = input;
    if (!(await chooseForConflict(tx, { rosterId, ...choice })))
      throw notFound("conflict", choice.rowId);
    await askForSync(tx, context);
    return input;
  },
});

/** Cells that were changed on both sides, by row and field. */
export const listRosterConflicts = defineVerb({
  name: "roster.list_conflicts",
  permission: "roster.read",
  input: ListInput.extend({ id }),
  run: async ({ tx, input: { id: rosterId, after, limit } }) => {
    const [rowId = "", field = ""] = after?.split(" ") ?? [];
    const from = after === undefined ? undefined : { rowId, field };
    const found = await listConflicts(tx, rosterId, { after: from, limit: limit + 1 });
    return asPageBy({ found, limit, placeOf: (one) => `${one.rowId} ${one.field}` });
  },
  audit: ({ input, result }) => ({ entityId: input.id, detail: { count: result.data.length } }),
});

/** What cells were and became, newest first. */
export const listRosterHistory = defineVerb({
  name: "roster.list_history",
  permission: "roster.read",
  input: ListInput.extend({ id, rowId: id.optional(), runId: id.optional() }),
  run: async ({ tx, input: { id: rosterId, limit, ...filters } }) => {
    const found = await listHistory(tx, { rosterId, ...filters, limit: limit + 1 });
    return asPageBy({ found, limit, placeOf: (entry) => entry.entryId });
  },
  audit: ({ input, result }) => ({ entityId: input.id, detail: { count: result.data.length } }),
});

/** The rosters that are connected, the oldest first. */
export const listConnectedRosters = defineVerb({
  name: "roster.list",
  permission: "roster.read",
  input: ListInput,
  run: async ({ tx, input: { after, limit } }) => {
    const found = await listRosters(tx, { after, limit: limit + 1 });
    return asPageBy({ found, limit, placeOf: (roster) => roster.rosterId });
  },
});

/** @throws ServiceError not_found, also where it was disconnected */
export const getConnectedRoster = defineVerb({
  name: "roster.get",
  permission: "roster.read",
  input: z.strictObject({ id }),
  run: async ({ tx, input }) => {
    const roster = await getRoster(tx, input.id);
    if (roster === undefined || roster.state === "disconnected") throw notFound("roster", input.id);
    return roster;
  },
});

/** The syncs of a roster, newest first. */
export const listSyncRuns = defineVerb({
  name: "roster.list_runs",
  permission: "roster.read",
  input: ListInput.extend({ id }),
  run: async ({ tx, input: { id: rosterId, after, limit } }) => {
    const found = await listRosterRuns(tx, { rosterId, after, limit: limit + 1 });
    return asPageBy({ found, limit, placeOf: (run) => run.runId });
  },
});

export const getSyncRun = defineVerb({
  name: "roster.get_run",
  permission: "roster.read",
  input: z.strictObject({ id }),
  run: async ({ tx, input }) => {
    const run = await getRosterRun(tx, input.id);
    if (run === undefined) throw notFound("sync run", input.id);
    return run;
  },
});
