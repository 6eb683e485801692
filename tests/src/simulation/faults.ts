import type { World } from "./world.ts";

/** The process was killed at this moment: nothing that it would have done afterwards happens. */
export class Killed extends Error {
  override readonly name = "Killed";
}

export type FaultPlan = {
  /** Probability of a fault for one call; 0 for a quiet run. */
  rate: number;
  /** What happens to the first write, where nothing is left to chance. */
  scripted?: Fault | null;
  /** Runs between our read and our write reaching the server. */
  beforeWrite: () => Promise<void>;
  /** Runs between the write and its answer. */
  afterWrite: () => Promise<void>;
  /** A call was disturbed. */
  onFault: (fault: Fault) => Promise<void>;
};

const statuses = { expired: 401, revoked: 403, gone: 404, too_many: 429, broken: 500, storm: 503 };

export type Fault =
  | keyof typeof statuses
  | "truncated"
  | "empty"
  | "lost_answer"
  | "never_arrived"
  | "late"
  | "twice"
  | "twice_refused"
  | "slow"
  | "killed_before"
  | "killed_after";

const always: readonly Fault[] = [
  "expired",
  "revoked",
  "gone",
  "too_many",
  "too_many",
  "broken",
  "storm",
  "truncated",
  "truncated",
  "slow",
  "killed_after",
];
const readFaults: readonly Fault[] = [...always, "empty", "empty"];
const writeFaults: readonly Fault[] = [
  ...always,
  "lost_answer",
  "lost_answer",
  "never_arrived",
  "late",
  "late",
  "twice",
  "twice_refused",
  "killed_before",
  "killed_after",
];

/** A worker's way to the sheet, with everything that can go wrong on it. */
export function faultyFetch(world: World, plan: FaultPlan): typeof fetch {
  const { faults: leanings } = world.leaning;
  const likely = (possible: readonly Fault[]) => {
    const wanted = possible.filter((fault) => leanings?.includes(fault));
    return wanted.length === 0 ? possible : wanted;
  };
  const direct = world.sheet.fetch;
  const unanswered = new Set<string>();
  let closedUntilMs = 0;
  let { scripted = null } = plan;
  return async (url, init) => {
    const body = String(init?.body ?? "");
    const isWrite = String(url instanceof Request ? url.url : url).includes(":batchUpdate");
    judgeCall({ world, isSentAgain: unanswered.has(body), closedUntilMs });
    if (isWrite) await plan.beforeWrite();
    const any = () =>
      world.random.chance(plan.rate)
        ? world.random.pick(likely(isWrite ? writeFaults : readFaults))
        : null;
    const fault = isWrite && scripted !== null ? scripted : any();
    if (isWrite) scripted = null;
    if (fault !== null) {
      await plan.onFault(fault);
      world.counts.faults += 1;
      world.trace.push(`fault ${fault} of a ${isWrite ? "write" : "read"}`);
      if (isWrite && fault !== "too_many") unanswered.add(body);
      if (fault.startsWith("killed")) world.counts.crashes += 1;
    }
    const call = async () => {
      const response = await direct(url, init);
      if (isWrite) await plan.afterWrite();
      return response;
    };
    if (fault === null) return call();
    const response = await happen({ world, fault, call });
    closedUntilMs = world.clock.ms + 1000 * Number(response.headers.get("retry-after"));
    return response;
  };
}

function judgeCall(input: { world: World; isSentAgain: boolean; closedUntilMs: number }): void {
  const { world, closedUntilMs } = input;
  const found = (property: string, detail: string) => world.violations.push({ property, detail });
  if (input.isSentAgain) found("P8", "a write was sent again blindly");
  const tooEarlyMs = closedUntilMs - world.clock.ms;
  if (tooEarlyMs > 0) found("P15", `a call came ${tooEarlyMs} ms before Retry-After was over`);
}

const refusal = (status: number, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ error: { code: status, message: "refused" } }), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });

async function happen(input: {
  world: World;
  fault: Fault;
  call: () => Promise<Response>;
}): Promise<Response> {
  const { world, fault, call } = input;
  switch (fault) {
    case "too_many":
      return refusal(429, { "retry-after": String(1 + world.random.below(90)) });
    case "expired":
    case "revoked":
    case "gone":
    case "broken":
    case "storm":
      return refusal(statuses[fault]);
    case "truncated":
      return withText(await call(), (text) => text.slice(0, text.length / 2));
    case "empty":
      return withText(await call(), withoutRows);
    case "lost_answer":
      await call();
      throw new TypeError("the connection was reset");
    case "never_arrived":
      throw new TypeError("no route to the host");
    case "late":
      world.late.push(call);
      throw new TypeError("the connection was reset");
    case "twice": {
      const first = await call();
      await call();
      return first;
    }
    case "twice_refused":
      await call();
      return call();
    case "slow":
      world.clock.ms += 1000 * (30 + world.random.below(200));
      return call();
    case "killed_before":
      throw new Killed();
    case "killed_after":
      await call();
      throw new Killed();
  }
}

async function withText(response: Response, change: (text: string) => string): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return new Response(change(await response.text()), { status: response.status, headers });
}

type Answer = { sheets?: { data?: { rowData?: unknown[] }[] }[] };

/** A whole answer in form, of which only the headers came. */
function withoutRows(text: string): string {
  const answer = JSON.parse(text) as Answer;
  for (const block of answer.sheets?.flatMap((sheet) => sheet.data ?? []) ?? []) {
    block.rowData = block.rowData?.slice(0, 1) ?? [];
  }
  return JSON.stringify(answer);
}
