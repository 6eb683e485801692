import PQueue from "p-queue";

export type Quota = {
  read: <Answer>(call: () => Promise<Answer>) => Promise<Answer>;
  write: <Answer>(call: () => Promise<Answer>) => Promise<Answer>;
};

/** Holds this process to Google's 60 reads and 60 writes a minute for one user. */
export function createQuota(input: {
  readsPerMinute: number;
  writesPerMinute: number;
  concurrency?: number;
}): Quota {
  const shared = { interval: 60_000, strict: true, concurrency: input.concurrency ?? 8 };
  const reads = new PQueue({ ...shared, intervalCap: input.readsPerMinute });
  const writes = new PQueue({ ...shared, intervalCap: input.writesPerMinute });
  return {
    read: (call) => reads.add(call),
    write: (call) => writes.add(call),
  };
}

/** For servers that set no quota, as the local one. */
export const unlimitedQuota: Quota = { read: (call) => call(), write: (call) => call() };
