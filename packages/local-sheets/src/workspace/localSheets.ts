import { checkAccess, type Access } from "../access/access.ts";
import { FaultDial } from "../faults/faultDial.ts";
import { failure, handle, type ApiRequest, type ApiResponse } from "../http/handle.ts";
import { matchRoute, type Match } from "../http/routes.ts";
import { QuotaLimits, quotaExceeded, Quotas } from "../quotas/quotas.ts";
import type { DriveFile } from "./files.ts";
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
  /** Off without it. `{}` gives Google's own limits. */
  readonly quotas?: Partial<QuotaLimits> | undefined;
  readonly access?: Access | undefined;
}

interface LateRequest {
  readonly request: ApiRequest;
  readonly dueMs: number;
}

const compactAtBytes = 64_000_000;
const isDrive = ({ route }: Match): boolean => route.name.startsWith("drive.");

/** The whole server without HTTP: files, spreadsheets, faults, quotas, and their keeping on disk. */
export class LocalSheets {
  readonly workspace: Workspace;
  readonly faults = new FaultDial();
  readonly quotas: Quotas;
  access: Access;
  private readonly journal: Journal | undefined;
  private readonly seeds: Random;
  private late: LateRequest[] = [];

  constructor(options: LocalSheetsOptions = {}) {
    const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
    this.seeds = new Random(seed);
    this.workspace = new Workspace({
      clock: { now: options.now ?? Date.now },
      seed,
      ...(options.switches ? { switches: options.switches } : {}),
      ...(options.changesLagMs === undefined ? {} : { changesLagMs: options.changesLagMs }),
    });
    this.quotas = new Quotas({
      clock: this.workspace.clock,
      limits: options.quotas && QuotaLimits.parse(options.quotas),
    });
    this.access = options.access ?? { mode: "open" };
    if (options.dataFolder === undefined) return;
    this.journal = new Journal(options.dataFolder);
    this.restore(this.journal);
  }

  /** Answers one request; a write is on disk before this returns. */
  answer(request: ApiRequest): ApiResponse {
    const match = matchRoute(request.method, request.target.split("?")[0] ?? "");
    try {
      if (match) this.admit(match, request);
    } catch (error) {
      return failure(error);
    }
    if (!this.journal || !match?.route.verb.isWrite) return handle(this.workspace, request);
    return this.answerKept(this.journal, request, match);
  }

  /** The 429 that Google gives when this request is one too many. */
  quotaAnswer(request: ApiRequest): ApiResponse {
    const isWrite =
      matchRoute(request.method, request.target.split("?")[0] ?? "")?.route.verb.isWrite === true;
    return failure(
      quotaExceeded({
        kind: isWrite ? "Write" : "Read",
        isPerUser: true,
        limit: this.quotas.limits?.readsPerUser ?? 60,
      }),
    );
  }

  landLater(input: { request: ApiRequest; afterMs: number }): void {
    this.late.push({ request: input.request, dueMs: this.workspace.clock.now() + input.afterMs });
  }

  /** Applies the requests that were held back and are due; all of them when told so. Returns how many. */
  landDue(input: { isForced?: boolean } = {}): number {
    const now = this.workspace.clock.now();
    const due = this.late.filter(({ dueMs }) => input.isForced === true || dueMs <= now);
    this.late = this.late.filter((entry) => !due.includes(entry));
    for (const { request } of due) this.answer(request);
    return due.length;
  }

  /** Writes the whole state, so that the next start need not do the journal again. */
  save(): void {
    this.journal?.writeState(serializeState(this.workspace));
  }

  close(): void {
    this.save();
    this.journal?.close();
  }

  private admit(match: Match, request: ApiRequest): void {
    if (match.route.name.startsWith("local.")) return;
    const { isWrite } = match.route.verb;
    const caller = request.caller ?? {};
    const check = (file: DriveFile | undefined): string =>
      checkAccess({ access: this.access, caller, isWrite, isDrive: isDrive(match), file });
    this.workspace.actingUser = check(this.workspace.files.get(match.path[0] ?? ""));
    this.workspace.checkAlso = (id) => void check(this.workspace.files.get(id));
    if (!isDrive(match))
      this.quotas.spend({
        isWrite,
        user: caller.bearer ?? caller.apiKey ?? this.workspace.actingUser,
      });
  }

  private answerKept(journal: Journal, request: ApiRequest, match: Match): ApiResponse {
    const seed = this.seeds.integer(2 ** 32);
    const nowMs = this.workspace.clock.now();
    this.workspace.random = new Random(seed);
    const response = handle(this.workspace, request);
    if (response.status >= 300) return response;
    journal.append({
      nowMs,
      seed,
      method: request.method,
      target: request.target,
      body: request.body,
      who: request.who ?? "api",
    });
    const needsHistory = match.route.name.startsWith("local.");
    if (needsHistory || journal.bytes > compactAtBytes) this.save();
    return response;
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
