import { randomBytes } from "node:crypto";
import type { PlainDate } from "@rollbook/core/calendar";
import type { Database, RandomBytes } from "@rollbook/db";

/** What verbs are run with. Made once, where the program starts. */
export interface Services {
  readonly database: Database;
  /** The present instant, ISO 8601. */
  readonly clock: () => string;
  readonly randomBytes: RandomBytes;
  /** Practices made before it have payments of an earlier system to move, later ones have none; null where it is not set. */
  readonly paymentsCutOverOn: PlainDate | null;
}

export function createServices(input: {
  database: Database;
  clock?: () => string;
  randomBytes?: RandomBytes;
  paymentsCutOverOn?: PlainDate | null;
}): Services {
  return {
    database: input.database,
    clock: input.clock ?? systemClock,
    randomBytes: input.randomBytes ?? pooledRandomBytes(),
    paymentsCutOverOn: input.paymentsCutOverOn ?? null,
  };
}

const poolLength = 4096;

/** Takes bytes from the system in large pieces; none is given out twice. */
function pooledRandomBytes(): RandomBytes {
  let pool = randomBytes(poolLength);
  let used = 0;
  return (count) => {
    if (count > poolLength) return randomBytes(count);
    if (used + count > poolLength) {
      pool = randomBytes(poolLength);
      used = 0;
    }
    used += count;
    return pool.subarray(used - count, used);
  };
}

function systemClock(): string {
  return new Date().toISOString();
}
