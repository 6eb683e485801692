import { watchDueWork, type JobQueue } from "@rollbook/services/jobs";
import { listRosterFiles, rosterLookWork, rosterOutboxWork } from "@rollbook/services/roster";
import type { Services } from "@rollbook/services/run";
import type { SheetsClient } from "@rollbook/sheets";
import { syncPractice } from "./syncPractice.ts";
import type { SyncResult } from "./syncResult.ts";

export type SyncWorkerOptions = {
  services: Services;
  sheets: SheetsClient;
  queue: JobQueue;
  /** How often Drive is asked which spreadsheets changed: one call for all practices. */
  everyMs?: number;
  concurrency?: number;
  onResult?: (practiceId: string, result: SyncResult) => Promise<void> | void;
  onError?: (error: unknown) => void;
};

export type SyncWorker = {
  /** Asks Drive once, now. Answers how many syncs were put in the queue. */
  look: () => Promise<number>;
  stop: () => Promise<void>;
};

/**
 * Syncs rosters until it is stopped: when their sheet or their database changed, at local midnight, and when a job asks.
 * Any number of workers may run; a practice has one sync at a time.
 */
export async function startSyncWorker(options: SyncWorkerOptions): Promise<SyncWorker> {
  const { services, sheets, queue, everyMs = 60_000, onError = () => undefined } = options;
  await queue.work("roster_sync", (job) => syncJob({ ...options, practiceId: job.practiceId }), {
    concurrency: options.concurrency ?? 1,
  });
  const changes = watchChanges({ services, sheets, queue });
  const due = watchDueWork({
    services,
    queue,
    jobs: { [rosterLookWork]: "roster_sync", [rosterOutboxWork]: "roster_sync" },
    everyMs: Math.min(everyMs, 5000),
    onError,
  });
  await changes.askForAll().catch(onError);
  const timer = repeat({ everyMs, work: changes.look, onError });
  return {
    look: changes.look,
    stop: async () => {
      await timer.stop();
      await due.stop();
    },
  };
}

async function syncJob(input: SyncWorkerOptions & { practiceId: string }): Promise<void> {
  const { services, sheets, practiceId } = input;
  const result = await syncPractice({ services, sheets, practiceId, trigger: "change" });
  await input.onResult?.(practiceId, result);
}

type Watch = Pick<SyncWorkerOptions, "services" | "sheets" | "queue">;

/** Drive tells of every changed file since a token; each connected roster among them is synced. */
function watchChanges({ services, sheets, queue }: Watch) {
  let pageToken: string | undefined;
  const send = (practiceId: string, reason: string) =>
    queue.send("roster_sync", { practiceId, detail: { reason } });
  return {
    askForAll: async () => {
      pageToken = await sheets.startOfChanges();
      for (const { practiceId } of await listRosterFiles(services)) await send(practiceId, "start");
    },
    look: async () => {
      pageToken ??= await sheets.startOfChanges();
      const changed = await sheets.changesSince(pageToken);
      const fileIds = new Set(changed.fileIds);
      let sentCount = 0;
      if (fileIds.size > 0) {
        for (const { practiceId, spreadsheetId } of await listRosterFiles(services)) {
          if (fileIds.has(spreadsheetId) && (await send(practiceId, "change"))) sentCount += 1;
        }
      }
      pageToken = changed.nextPageToken;
      return sentCount;
    },
  };
}

function repeat(input: {
  everyMs: number;
  work: () => Promise<unknown>;
  onError: (error: unknown) => void;
}) {
  let working: Promise<unknown> = Promise.resolve();
  let isWorking = false;
  const timer = setInterval(() => {
    if (isWorking) return;
    isWorking = true;
    working = input
      .work()
      .catch(input.onError)
      .finally(() => {
        isWorking = false;
      });
  }, input.everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await working;
    },
  };
}
