import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** One write that was answered: enough to do it again with the same outcome. */
export interface JournalEntry {
  readonly sequence: number;
  readonly nowMs: number;
  readonly seed: number;
  readonly method: string;
  readonly target: string;
  readonly body: string | undefined;
  readonly who: "api" | "page";
}

/** Keeps every answered write on disk before the answer leaves, and now and then the whole state. */
export class Journal {
  private readonly folder: string;
  private file: number;
  private sequence = 0;
  bytes = 0;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    this.file = openSync(this.path("journal.jsonl"), "a");
  }

  private path(name: string): string {
    return join(this.folder, name);
  }

  readState(): { sequence: number; text: string } | undefined {
    const path = this.path("state.json");
    if (!existsSync(path)) return undefined;
    const text = readFileSync(path, "utf8");
    const cut = text.indexOf("\n");
    return { sequence: Number(text.slice(0, cut)), text: text.slice(cut + 1) };
  }

  /** A last line that was torn by a kill was never answered; it is left out. */
  readEntries(after: number): JournalEntry[] {
    const lines = readFileSync(this.path("journal.jsonl"), "utf8").split("\n");
    const entries: JournalEntry[] = [];
    for (const line of lines.slice(0, -1)) {
      try {
        entries.push(JSON.parse(line) as JournalEntry);
      } catch {
        break;
      }
    }
    this.sequence = Math.max(after, entries.at(-1)?.sequence ?? 0);
    return entries.filter((entry) => entry.sequence > after);
  }

  append(entry: Omit<JournalEntry, "sequence">): void {
    this.sequence += 1;
    const line = `${JSON.stringify({ sequence: this.sequence, ...entry })}\n`;
    writeSync(this.file, line);
    this.bytes += line.length;
  }

  /** Writes the state beside the journal, then starts the journal anew. */
  writeState(text: string): void {
    const next = this.path("state.next.json");
    const file = openSync(next, "w");
    writeFileSync(file, `${this.sequence}\n${text}`);
    fsyncSync(file);
    closeSync(file);
    renameSync(next, this.path("state.json"));
    closeSync(this.file);
    rmSync(this.path("journal.jsonl"), { force: true });
    this.file = openSync(this.path("journal.jsonl"), "a");
    this.bytes = 0;
  }

  close(): void {
    closeSync(this.file);
  }
}
