import type { Context, Services } from "@rollbook/services/run";
import type { SheetsClient } from "@rollbook/sheets";
import { newGuarding } from "./columnGuards.ts";
import { noTimings, type SyncResult, type SyncTimings } from "./syncResult.ts";

export type SyncTrigger =
  | "start"
  | "change"
  | "schedule"
  | "midnight"
  | "api"
  | "command"
  | "outbox"
  | "revert";

export type SyncInput = {
  services: Services;
  sheets: SheetsClient;
  practiceId: string;
  rosterId?: string | undefined;
  trigger?: SyncTrigger;
  /** Plans and writes nothing, neither to the sheet nor to the database. */
  isDryRun?: boolean;
  requestId?: string;
  /** Whom Drive names as the file's last editor. */
  editorHint?: string | null;
  nowMs?: () => number;
  /** The most that one batch may hold; about 2 MB unless told. */
  payloadBytes?: number;
};

/** A roster is this worker's alone for so long; every batch of several renews it. */
export const leaseMs = 120_000;

export type Run = ReturnType<typeof newRun>;

export function newRun(input: SyncInput) {
  const { services, sheets } = input;
  const nowMs = input.nowMs ?? (() => performance.now());
  const timings: SyncTimings = { ...noTimings };
  const callsBefore = sheets.calls();
  const holder =
    input.requestId ?? `sync-${Buffer.from(services.randomBytes(9)).toString("base64url")}`;
  const context: Context = {
    practiceId: input.practiceId,
    actor: { kind: "sync", id: "sync", role: "sync", permissions: ["*"] },
    instant: services.clock(),
    requestId: holder,
  };
  const callsMade = () => {
    const { sheetsReads, sheetsWrites } = sheets.calls();
    return sheetsReads + sheetsWrites - callsBefore.sheetsReads - callsBefore.sheetsWrites;
  };
  const guarding = newGuarding(sheets);
  return {
    services,
    sheets,
    guarding,
    context,
    holder,
    callsMade,
    rosterId: input.rosterId,
    payloadBytes: input.payloadBytes ?? 2_000_000,
    trigger: input.trigger ?? "command",
    editorHint: input.editorHint ?? null,
    idSeed: Buffer.from(services.randomBytes(16)).toString("hex"),
    timed: async <Result>(stage: keyof SyncTimings, work: () => Promise<Result> | Result) => {
      const startedMs = nowMs();
      try {
        return await work();
      } finally {
        timings[stage] += nowMs() - startedMs;
      }
    },
    result: (part: Partial<SyncResult> & Pick<SyncResult, "kind">): SyncResult => ({
      reason: null,
      runId: null,
      rosterId: null,
      cells_written: 0,
      sheets_calls: callsMade(),
      members: 0,
      counts: null,
      guards: [],
      questions: [],
      paused: [],
      issues: null,
      plan: null,
      steps: [],
      reading: null,
      timings,
      ...part,
    }),
  };
}
