import type { SharedCounter } from "@rollbook/db/rateLimit";

/** Google's own, a minute. */
const perUser = 60;
const perProject = 300;

/**
 * Windows open one after another, so that any minute touches at most seven of ten seconds: a seventh of the quota in each
 * keeps every minute within it, wherever Google's begins.
 */
export const quotaWindowSeconds = 10;
const share = (quota: number) => Math.floor(quota / 7);

export interface SheetsQuota {
  /** Milliseconds to wait before it is asked again; 0: the call may go. */
  take(kind: "read" | "write"): Promise<number>;
}

/** Google's quotas of one account and of the project, counted in Postgres by all processes. */
export function createSheetsQuota(input: {
  /** Of windows of `quotaWindowSeconds`. */
  counter: SharedCounter;
  /** The account that calls. */
  user: string;
}): SheetsQuota {
  const { counter } = input;
  const limits = (kind: string) => [
    { key: `${kind}:user:${input.user}`, limit: share(perUser) },
    { key: `${kind}:project`, limit: share(perProject) },
  ];
  return {
    take: async (kind) => {
      for (const { key, limit } of limits(kind)) {
        const { used, windowEndsInMs } = await counter.add(key, 1);
        if (used > limit) return Math.max(1, windowEndsInMs);
      }
      return 0;
    },
  };
}
