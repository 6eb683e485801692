import { RateLimiterPostgres } from "rate-limiter-flexible";
import type { Database } from "../connection/openDatabase.ts";

/** What all processes used together in the present window. */
export interface SharedCount {
  readonly used: number;
  readonly windowEndsInMs: number;
}

export interface SharedCounter {
  /** Adds to the count of a key; the first to add opens its window. */
  add(key: string, points: number): Promise<SharedCount>;
}

/** Counts by key and window in the database, for any number of processes. */
export function openSharedCounter(
  { sql }: Database,
  { name, windowSeconds }: { name: string; windowSeconds: number },
): SharedCounter {
  const query = async ({ text, values }: { text: string; values: (string | number)[] }) => {
    const rows = await sql.unsafe(text, values, { prepare: true });
    return { rows: [...rows], rowCount: rows.length };
  };
  const limiter = new RateLimiterPostgres({
    storeClient: { query },
    storeType: "client",
    schemaName: "meta",
    tableName: "rate_limit",
    tableCreated: true,
    clearExpiredByTimeout: true,
    keyPrefix: name,
    points: Number.MAX_SAFE_INTEGER,
    duration: windowSeconds,
  });
  return {
    add: async (key, points) => {
      const { consumedPoints, msBeforeNext } = await limiter.penalty(key, points);
      return { used: consumedPoints, windowEndsInMs: msBeforeNext };
    },
  };
}
