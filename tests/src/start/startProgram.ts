import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const program = resolve(import.meta.dirname, "../../../apps/local/src/main.ts");

export interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

export interface Running {
  child: ChildProcess;
  output: () => string;
  /** Resolves when the output has the words; rejects when the program ends before. */
  says: (words: string | RegExp) => Promise<void>;
  ended: Promise<Ended>;
}

/** Starts the product as `pnpm start` does, with these flags. */
export function startProgram(args: string[], environment: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, DATABASE_URL: "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  const waiting = new Set<() => void>();
  child.stdout.on("data", (text: Buffer) => {
    output += text.toString();
    for (const look of waiting) look();
  });
  child.stderr.on("data", (text: Buffer) => {
    errors += text.toString();
  });
  const ended = once(child, "close").then(([code]: unknown[]) => ({
    code: typeof code === "number" ? code : null,
    output,
    errors,
  }));
  const says = (words: string | RegExp) => {
    const { promise, resolve: found, reject } = Promise.withResolvers<undefined>();
    const look = () => {
      const hasWords = typeof words === "string" ? output.includes(words) : words.test(output);
      if (!hasWords) return;
      waiting.delete(look);
      found(undefined);
    };
    waiting.add(look);
    look();
    void ended.then(({ code }) => {
      reject(
        new Error(`ended with ${code} before it said ${String(words)}:\n${output}\n${errors}`),
      );
    });
    return promise;
  };
  return { child, output: () => output, says, ended };
}

export interface Workplace {
  folder: string;
  file: (name: string) => string;
  remove: () => void;
}

export function newWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-start-"));
  return {
    folder,
    file: (name) => join(folder, name),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The figure that stands behind a label in the printed table. */
export function figure(output: string, label: string): number {
  const found = new RegExp(`${label} +([\\d,]+)`, "u").exec(output)?.[1];
  if (found === undefined) throw new Error(`no "${label}" in:\n${output}`);
  return Number(found.replaceAll(",", ""));
}
