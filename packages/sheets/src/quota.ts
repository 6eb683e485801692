import PQueue from "p-queue";

export type Quota = {
  read: <Answer>(call: () => Promise<Answer>) => Promise<Answer>;
  write: <Answer>(call: () => Promise<Answer>) => Promise<Answer>;
};

export type QuotaKind = "read" | "write";

/** What all processes of one account use together. Answers how long to wait before it is asked again; 0: go. Milliseconds. */
export type SharedQuota = { take: (kind: QuotaKind) => Promise<number> };

/** Holds this process to Google's 60 reads and 60 writes a minute for one user; with `shared`, all processes together. */
export function createQuota(input: {
  readsPerMinute: number;
  writesPerMinute: number;
  concurrency?: number;
  shared?: SharedQuota | undefined;
  wait?: (delayMs: number) => Promise<void>;
  random?: () => number;
}): Quota {
  const { shared, wait = waitFor, random = Math.random } = input;
  const settings = { interval: 60_000, strict: true, concurrency: input.concurrency ?? 8 };
  const reads = new PQueue({ ...settings, intervalCap: input.readsPerMinute });
  const writes = new PQueue({ ...settings, intervalCap: input.writesPerMinute });
  const admit = async (kind: QuotaKind): Promise<void> => {
    for (;;) {
      const delayMs = (await shared?.take(kind)) ?? 0;
      if (delayMs <= 0) return;
      // Not all processes come back at the same moment.
      await wait(delayMs * (1 + random() / 4));
    }
  };
  const queued =
    (queue: PQueue, kind: QuotaKind) =>
    <Answer>(call: () => Promise<Answer>): Promise<Answer> =>
      queue.add(async () => {
        await admit(kind);
        return call();
      });
  return { read: queued(reads, "read"), write: queued(writes, "write") };
}

const waitFor = (delayMs: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, delayMs);
  });

/** For servers that set no quota, as the local one. */
export const unlimitedQuota: Quota = { read: (call) => call(), write: (call) => call() };
