import { newId, withPractice, type Transaction } from "@rollbook/db";
import { insertRosterRun, listRosters, takeLease } from "@rollbook/db/roster";
import { setWorkDue } from "@rollbook/db/workDue";
import { setUp, type Context, type Services } from "../run/index.ts";
import { observeIn, type RosterObservation } from "./observeRoster.ts";
import { rosterOutboxWork } from "./work.ts";

export type StartedRun =
  | { kind: "started"; runId: string; observation: RosterObservation }
  | { kind: "busy"; rosterId: string }
  | { kind: "no_roster" };

/**
 * The practice's roster for this worker alone, until the lease runs out; a run of it begun, and what the database knows.
 * What the database had to tell the sheet is taken on with it: whatever changes after this moment asks again.
 */
export function startRun(
  services: Services,
  input: {
    context: Context;
    rosterId?: string | undefined;
    holder: string;
    leaseMs: number;
    trigger: string;
    /** Whom Drive names as the file's last editor. */
    editorHint?: string | null;
  },
): Promise<StartedRun> {
  const { context, holder, trigger, editorHint = null } = input;
  const now = services.clock();
  const until = new Date(Date.parse(now) + input.leaseMs).toISOString();
  const runId = newId("syn", { instant: now, random: services.randomBytes });
  return withPractice(services.database, context, async (tx) => {
    const [roster, given] = await Promise.all([
      takeLease(tx, { rosterId: input.rosterId, holder, now, until }),
      setUp(services, { tx, context, input: {} }),
    ]);
    if (roster === undefined) return notLeased(tx, input.rosterId);
    const { rosterId } = roster;
    const work = { kind: rosterOutboxWork, dueAt: null };
    // Asked first: what changes between the two is asked for again.
    const [, , observation] = await Promise.all([
      setWorkDue(tx, context.practiceId, work),
      insertRosterRun(tx, context.practiceId, {
        runId,
        rosterId,
        trigger,
        editorHint,
        startedAt: now,
      }),
      observeIn({ given, roster }),
    ]);
    return { kind: "started", runId, observation };
  });
}

async function notLeased(tx: Transaction, asked: string | undefined): Promise<StartedRun> {
  const rosterId = asked ?? (await listRosters(tx))[0]?.rosterId;
  return rosterId === undefined ? { kind: "no_roster" } : { kind: "busy", rosterId };
}
