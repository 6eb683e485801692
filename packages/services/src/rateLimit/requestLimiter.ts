import type { SharedCounter } from "@rollbook/db/rateLimit";

export interface Allowance {
  readonly isAllowed: boolean;
  readonly remaining: number;
  readonly resetSeconds: number;
}

export interface RequestLimiter {
  take(key: string): Promise<Allowance> | Allowance;
}

export interface RequestLimiterOptions {
  readonly requestsPerMinute: number;
  readonly nowMs: () => number;
  /** Without it every process counts for itself. */
  readonly counter?: SharedCounter | undefined;
}

const windowMs = 60_000;
/** What is told together: no more than this part of the limit, and no later than this. */
const batchPart = 0.02;
const tellAfterMs = 1000;
/** From this part of the limit on, every request is told before it is answered. */
const exactFrom = 0.9;

interface Window {
  endsAtMs: number;
  /** Requests that came to this process, and how many of them the database was told of. */
  own: number;
  ownTold: number;
  /** Requests that came to other processes, as far as is known here. */
  others: number;
  toldAtMs: number;
  /** On its way to the database. */
  telling: Promise<void> | undefined;
  /** Begins when that one is back. */
  next: Promise<void> | undefined;
}

/**
 * So many requests a minute for each key, all processes together. Far from the limit a request costs no query: its process
 * counts, and tells the database now and then. Each further process can pass the limit by a twenty-fifth of it at most.
 * While the database cannot be reached, each process counts for itself.
 */
export function createRequestLimiter(options: RequestLimiterOptions): RequestLimiter {
  const { requestsPerMinute: limit, nowMs } = options;
  const batch = Math.max(1, Math.floor(limit * batchPart));
  const windowOf = openWindows(nowMs);
  const allowanceOf = (window: Window, used: number): Allowance => {
    const resetSeconds = Math.max(1, Math.ceil((window.endsAtMs - nowMs()) / 1000));
    return { isAllowed: used <= limit, remaining: Math.max(0, limit - used), resetSeconds };
  };
  const take = (key: string): Promise<Allowance> | Allowance => {
    const window = windowOf(key);
    // Refused without a query until the window turns.
    if (window.own + window.others > limit) return allowanceOf(window, limit + 1);
    window.own += 1;
    const mine = window.own;
    const isExact = mine + window.others >= limit * exactFrom;
    const isDue = mine - window.ownTold >= batch || nowMs() - window.toldAtMs >= tellAfterMs;
    if (!isExact && !isDue) return allowanceOf(window, mine + window.others);
    // A process that outruns the database waits for its answer: no more than two parts are ever untold.
    const isWaiting = isExact || window.telling !== undefined;
    const told = tellNext(options, { key, window });
    return isWaiting
      ? told.then(() => allowanceOf(window, mine + window.others))
      : allowanceOf(window, mine + window.others);
  };
  return { take };
}

/** The window that a key is in; ended ones are forgotten. */
function openWindows(nowMs: () => number): (key: string) => Window {
  const windows = new Map<string, Window>();
  let sweptAtMs = nowMs();
  return (key) => {
    const now = nowMs();
    if (now - sweptAtMs >= windowMs) {
      sweptAtMs = now;
      for (const [name, { endsAtMs }] of windows) if (endsAtMs <= now) windows.delete(name);
    }
    const known = windows.get(key);
    if (known !== undefined && known.endsAtMs > now) return known;
    const endsAtMs = now + windowMs;
    const opened = {
      endsAtMs,
      own: 0,
      ownTold: 0,
      others: 0,
      toldAtMs: 0,
      telling: undefined,
      next: undefined,
    };
    windows.set(key, opened);
    return opened;
  };
}

/** One telling at a time, or own requests would come back as those of others; what comes meanwhile goes together in the next. */
function tellNext(
  options: RequestLimiterOptions,
  { key, window }: { key: string; window: Window },
): Promise<void> {
  window.next ??= (window.telling ?? Promise.resolve()).then(() => {
    window.next = undefined;
    window.telling = tell(options, { key, window }).finally(() => {
      window.telling = undefined;
    });
    return window.telling;
  });
  return window.next;
}

async function tell(
  { counter, nowMs }: RequestLimiterOptions,
  { key, window }: { key: string; window: Window },
): Promise<void> {
  const points = window.own - window.ownTold;
  window.ownTold = window.own;
  window.toldAtMs = nowMs();
  if (counter === undefined || points === 0) return;
  const { ownTold } = window;
  try {
    const told = await counter.add(key, points);
    window.others = Math.max(window.others, told.used - ownTold);
    window.endsAtMs = nowMs() + told.windowEndsInMs;
  } catch {
    // Counted here all the same.
  }
}
