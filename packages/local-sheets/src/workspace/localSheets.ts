import { handle, type ApiRequest, type ApiResponse } from "../http/handle.ts";
import { matchRoute } from "../http/routes.ts";
import { Journal } from "./journal.ts";
import { Random } from "./random.ts";
import { restoreState, serializeState } from "./state.ts";
import type { Switches } from "./switches.ts";
import { Workspace } from "./workspace.ts";

export interface LocalSheetsOptions {
  /** Where files live between runs; without it everything is in memory. */
  readonly dataFolder?: string | undefined;
  readonly now?: (() => number) | undefined;
  /** With a seed all ids that the server chooses are the same in every run. */
  readonly seed?: number | undefined;
  readonly switches?: Partial<Switches> | undefined;
  /** How long Drive keeps back changes of spreadsheets. Google: up to three minutes. */
  readonly changesLagMs?: number | undefined;
}

const compactAtBytes = 64_000_000;

const isWrite = (request: ApiRequest): boolean => {
  const pathname = request.target.split("?")[0] ?? "";
  return matchRoute(request.method, pathname)?.route.verb.isWrite === true;
};

/** The whole server without HTTP: files, spreadsheets, and their keeping on disk. */
export class LocalSheets {
  readonly workspace: Workspace;
  private readonly journal: Journal | undefined;
  private readonly seeds: Random;

  constructor(options: LocalSheetsOptions = {}) {
    const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
    this.seeds = new Random(seed);
    this.workspace = new Workspace({
      clock: { now: options.now ?? Date.now },
      seed,
      ...(options.switches ? { switches: options.switches } : {}),
      ...(options.changesLagMs === undefined ? {} : { changesLagMs: options.changesLagMs }),
    });
    if (options.dataFolder === undefined) return;
    this.journal = new Journal(options.dataFolder);
    this.restore(this.journal);
  }

  /** Answers one request; a write is on disk before this returns. */
  answer(request: ApiRequest): ApiResponse {
    if (!this.journal || !isWrite(request)) return handle(this.workspace, request);
    const seed = this.seeds.integer(2 ** 32);
    const nowMs = this.workspace.clock.now();
    this.workspace.random = new Random(seed);
    const response = handle(this.workspace, request);
    if (response.status < 300) {
      this.journal.append({
        nowMs,
        seed,
        method: request.method,
        target: request.target,
        body: request.body,
        who: request.who ?? "api",
      });
      if (this.journal.bytes > compactAtBytes) this.save();
    }
    return response;
  }

  /** Writes the whole state, so that the next start need not do the journal again. */
  save(): void {
    this.journal?.writeState(serializeState(this.workspace));
  }

  close(): void {
    this.save();
    this.journal?.close();
  }

  private restore(journal: Journal): void {
    const state = journal.readState();
    if (state) restoreState(this.workspace, state.text);
    const entries = journal.readEntries(state?.sequence ?? 0);
    for (const { nowMs, seed, method, target, body, who } of entries) {
      this.workspace.clock.set(nowMs);
      this.workspace.random = new Random(seed);
      handle(this.workspace, { method, target, body, who });
    }
    this.workspace.clock.release();
    if (entries.length > 0) this.save();
  }
}
