import { openJobStore } from "@rollbook/db/jobStore";
import { PgBoss, type QueuePolicy } from "pg-boss";
import { inSpan, type Tracer } from "../tracing/index.ts";
import { jobKinds, type JobKind, type JobRequest, type RunningJob } from "./jobKind.ts";

export interface JobQueue {
  /** Puts a job in the queue, unless one of the kind waits for the practice already. Answers whether it was put. */
  send(kind: JobKind, request: JobRequest): Promise<boolean>;
  /** Handles jobs of a kind until the queue stops. A handler that throws is tried again, later and later. */
  work(
    kind: JobKind,
    handler: (job: RunningJob) => Promise<void>,
    options?: { concurrency?: number },
  ): Promise<void>;
  /** Lets running jobs finish, within a limit. */
  stop(options?: { timeoutMs?: number }): Promise<void>;
}

export interface JobQueueOptions {
  readonly url: string;
  readonly onError?: (error: Error) => void;
  /** A worker that was killed is noticed after this long; at least 10. */
  readonly heartbeatSeconds?: number;
  /** A span for each job; none, when left out. */
  readonly tracer?: Tracer | undefined;
}

const policy: QueuePolicy = "stately";

/** Opens the queue in the database's schema pgboss, and makes it where it is missing. */
export async function openJobQueue(options: JobQueueOptions): Promise<JobQueue> {
  const store = openJobStore({ url: options.url });
  const boss = new PgBoss({
    db: store,
    schema: "pgboss",
    useListenNotify: true,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    maintenanceIntervalSeconds: 3600,
  });
  boss.on("error", (error) => options.onError?.(error));
  await boss.start();
  await Promise.all(jobKinds.map((kind) => boss.createQueue(kind, queueOptions(options))));
  return {
    send: async (kind, request) => {
      const jobId = await boss.send(kind, request, { singletonKey: request.practiceId });
      return jobId !== null;
    },
    work: async (kind, handler, { concurrency = 1 } = {}) => {
      const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 };
      await boss.work<JobRequest>(
        kind,
        { ...polling, localConcurrency: concurrency, batchSize: 1 },
        async (jobs) => {
          for (const { id, data, signal } of jobs) {
            const attributes = { "rollbook.practice_id": data.practiceId, "rollbook.job_id": id };
            await inSpan({ tracer: options.tracer, name: `job ${kind}`, attributes }, () =>
              handler({ ...data, jobId: id, signal }),
            );
          }
        },
      );
    },
    stop: async ({ timeoutMs = 10_000 } = {}) => {
      await boss.stop({ graceful: true, timeout: timeoutMs });
      await store.close();
    },
  };
}

function queueOptions({ heartbeatSeconds = 10 }: JobQueueOptions) {
  return {
    policy,
    notify: true,
    heartbeatSeconds,
    retryLimit: 10,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: 3600,
    deleteAfterSeconds: 86_400,
  };
}
