import { watchDueWork, type JobQueue, type RunningJob } from "@rollbook/services/jobs";
import { listRosterFiles, rosterLookWork, rosterOutboxWork } from "@rollbook/services/roster";
import type { Services } from "@rollbook/services/run";
import type { SheetsClient } from "@rollbook/sheets";
import { planJob } from "./planJob.ts";
import { syncPractice } from "./syncPractice.ts";
import type { SyncResult } from "./syncResult.ts";
import type { SyncTrigger } from "./syncRun.ts";

export type SyncWorkerOptions = {
  services: Services;
  sheets: SheetsClient;
  queue: JobQueue;
  /** How often Drive is asked which spreadsheets changed: one call for all practices. */
  everyMs?: number;
  concurrency?: number;
  /** Where Drive may tell of changes at once; the minute's look goes on, for a hint can be lost. */
  push?: DrivePush | undefined;
  onResult?: (practiceId: string, result: SyncResult) => Promise<void> | void;
  onError?: (error: unknown) => void;
};

export type DrivePush = {
  /** Of the API's /v1/drive-changes, as Google reaches it. */
  address: string;
  /** Said with every message; what comes without it is refused. */
  secret: string;
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
  await queue.work("roster_sync", (job) => syncJob({ ...options, ...job }), {
    concurrency: options.concurrency ?? 1,
  });
  await queue.work(
    "roster_plan",
    async ({ practiceId }) => void (await planJob({ services, sheets, practiceId })),
  );
  const changes = watchChanges({ services, sheets, queue });
  await queue.work("drive_look", async () => void (await changes.look()));
  const due = watchDueWork({
    services,
    queue,
    jobs: { [rosterLookWork]: "roster_sync", [rosterOutboxWork]: "roster_sync" },
    everyMs: Math.min(everyMs, 5000),
    onError,
  });
  await changes.askForAll().catch(onError);
  const timer = repeat({ everyMs, work: changes.look, onError });
  const { push } = options;
  const openChannel = async () => {
    if (push !== undefined) await watchByPush({ services, sheets, push });
  };
  await openChannel().catch(onError);
  const channel = repeat({ everyMs: channelMs / 2, work: openChannel, onError });
  return {
    look: changes.look,
    stop: async () => {
      await channel.stop();
      await timer.stop();
      await due.stop();
    },
  };
}

const channelMs = 24 * 60 * 60_000;

/** A channel lasts a day and is opened anew after half of one: for a while there are two, and both are only hints. */
async function watchByPush(input: {
  services: Services;
  sheets: SheetsClient;
  push: DrivePush;
}): Promise<void> {
  const { services, sheets, push } = input;
  await sheets.watchChanges({
    ...push,
    pageToken: await sheets.startOfChanges(),
    channelId: `rollbook-${Buffer.from(services.randomBytes(12)).toString("base64url")}`,
    expiresAtMs: Date.parse(services.clock()) + channelMs,
  });
}

const triggers = new Map<unknown, SyncTrigger>([
  ["start", "start"],
  ["api", "api"],
  ["revert", "revert"],
  ["due", "schedule"],
]);

async function syncJob(
  input: SyncWorkerOptions & Pick<RunningJob, "practiceId" | "detail">,
): Promise<void> {
  const { services, sheets, practiceId } = input;
  const trigger = triggers.get(input.detail?.["reason"]) ?? "change";
  const editor = input.detail?.["editor"];
  const editorHint = typeof editor === "string" ? editor : null;
  const result = await syncPractice({ services, sheets, practiceId, trigger, editorHint });
  await input.onResult?.(practiceId, result);
}

type Watch = Pick<SyncWorkerOptions, "services" | "sheets" | "queue">;

/** Drive tells of every changed file since a token; each connected roster among them is synced. */
function watchChanges({ services, sheets, queue }: Watch) {
  let pageToken: string | undefined;
  const send = (practiceId: string, detail: { reason: string; editor?: string }) =>
    queue.send("roster_sync", { practiceId, detail });
  return {
    askForAll: async () => {
      pageToken = await sheets.startOfChanges();
      for (const { practiceId } of await listRosterFiles(services))
        await send(practiceId, { reason: "start" });
    },
    look: async () => {
      pageToken ??= await sheets.startOfChanges();
      const changed = await sheets.changesSince(pageToken);
      const fileIds = new Set(changed.fileIds);
      let sentCount = 0;
      if (fileIds.size > 0) {
        for (const { practiceId, spreadsheetId } of await listRosterFiles(services)) {
          if (!fileIds.has(spreadsheetId)) continue;
          const editor = changed.editors.get(spreadsheetId);
          const detail = { reason: "change", ...(editor === undefined ? {} : { editor }) };
          if (await send(practiceId, detail)) sentCount += 1;
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
