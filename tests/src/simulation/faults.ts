import type { Random } from "./random.ts";

/** The process was killed at this moment: nothing that it would have done afterwards happens. */
export class Killed extends Error {
  override readonly name = "Killed";
}

export type FaultCounts = { faults: number; crashes: number; resent: number };

export type FaultPlan = {
  /** Probability of a fault for one call; 0 for a quiet run. */
  rate: number;
  /** Runs between our read and our write reaching the server. */
  beforeWrite: () => Promise<void>;
};

type Fault =
  | "too_many"
  | "storm"
  | "truncated"
  | "lost_answer"
  | "never_arrived"
  | "late"
  | "killed_before"
  | "killed_after";

const readFaults: readonly Fault[] = ["too_many", "storm", "truncated", "killed_after"];
const writeFaults: readonly Fault[] = [
  "too_many",
  "storm",
  "truncated",
  "lost_answer",
  "never_arrived",
  "late",
  "killed_before",
  "killed_after",
];

/** A worker's way to the sheet, with everything that can go wrong on it. */
export function faultyFetch(input: {
  direct: typeof fetch;
  random: Random;
  plan: FaultPlan;
  counts: FaultCounts;
  late: (() => Promise<unknown>)[];
}): typeof fetch {
  const { direct, random, plan, counts } = input;
  const unanswered = new Set<string>();
  return async (url, init) => {
    const body = String(init?.body ?? "");
    if (unanswered.has(body)) counts.resent += 1;
    const isWrite = String(url instanceof Request ? url.url : url).includes(":batchUpdate");
    if (isWrite) await plan.beforeWrite();
    if (!random.chance(plan.rate)) return direct(url, init);
    counts.faults += 1;
    const fault = random.pick(isWrite ? writeFaults : readFaults);
    if (isWrite && fault !== "too_many") unanswered.add(body);
    if (fault === "killed_before" || fault === "killed_after") counts.crashes += 1;
    return happen({ fault, isWrite, call: () => direct(url, init), late: input.late });
  };
}

async function happen(input: {
  fault: Fault;
  isWrite: boolean;
  call: () => Promise<Response>;
  late: (() => Promise<unknown>)[];
}): Promise<Response> {
  switch (input.fault) {
    case "too_many":
      return new Response("{}", { status: 429, headers: { "retry-after": "1" } });
    case "storm":
      return new Response("{}", { status: 503 });
    case "truncated": {
      const response = await input.call();
      const text = await response.text();
      const headers = { "content-type": "application/json" };
      return new Response(text.slice(0, text.length / 2), { status: response.status, headers });
    }
    case "lost_answer":
      await input.call();
      throw new TypeError("the connection was reset");
    case "never_arrived":
      throw new TypeError("no route to the host");
    case "late":
      input.late.push(input.call);
      throw new TypeError("the connection was reset");
    case "killed_before":
      throw new Killed();
    case "killed_after":
      await input.call();
      throw new Killed();
  }
}
