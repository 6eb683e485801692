import type { Clock } from "./clock.ts";

export interface Change {
  readonly position: number;
  readonly fileId: string;
  readonly atMs: number;
  readonly isRemoved: boolean;
}

/** Drive's list of changes: one entry a file, the newest last; edits of a spreadsheet show after a lag, joined together. */
export class ChangeLog {
  lagMs: number;
  private readonly clock: Clock;
  private entries: Change[] = [];
  private next = 1;
  private readonly waiting = new Map<string, number>();
  private readonly watchers = new Set<(change: Change) => void>();

  constructor(input: { clock: Clock; lagMs: number }) {
    this.clock = input.clock;
    this.lagMs = input.lagMs;
  }

  add(input: { fileId: string; isRemoved: boolean; isSheetEdit: boolean }): void {
    if (input.isSheetEdit && this.lagMs > 0) {
      if (!this.waiting.has(input.fileId)) this.waiting.set(input.fileId, this.clock.now());
      return;
    }
    this.waiting.delete(input.fileId);
    this.append(input.fileId, input.isRemoved);
  }

  /** Lets what has waited long enough show. */
  settle(): void {
    const now = this.clock.now();
    for (const [fileId, sinceMs] of this.waiting) {
      if (now - sinceMs < this.lagMs) continue;
      this.waiting.delete(fileId);
      this.append(fileId, false);
    }
  }

  /** How long until the next waiting change shows. */
  get nextInMs(): number | undefined {
    const oldest = Math.min(...this.waiting.values());
    return Number.isFinite(oldest)
      ? Math.max(0, oldest + this.lagMs - this.clock.now())
      : undefined;
  }

  get startToken(): number {
    this.settle();
    return this.next;
  }

  after(token: number): Change[] {
    this.settle();
    return this.entries.filter((entry) => entry.position >= token);
  }

  onAppend(watcher: (change: Change) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  state(): { entries: Change[]; next: number } {
    return { entries: this.entries, next: this.next };
  }

  restore(state: { entries: Change[]; next: number }): void {
    this.entries = state.entries;
    this.next = state.next;
  }

  private append(fileId: string, isRemoved: boolean): void {
    this.entries = this.entries.filter((entry) => entry.fileId !== fileId);
    const change: Change = { position: this.next, fileId, atMs: this.clock.now(), isRemoved };
    this.entries.push(change);
    this.next += 1;
    for (const watcher of this.watchers) watcher(change);
  }
}
