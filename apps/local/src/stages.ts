import { styleText } from "node:util";
import { StartRefused } from "./startRefused.ts";

export interface Stages {
  /** Runs one stage of the start, telling what is being done and, when done, how long it took. */
  run<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

export function printedStages({
  write,
  nowMs,
  signal,
  isTerminal,
}: {
  write: (line: string) => void;
  nowMs: () => number;
  /** Aborted when the person wants it to stop: it does so between two stages. */
  signal: AbortSignal;
  /** Whether a line may be written over, so that a stage can be named while it runs. */
  isTerminal: boolean;
}): Stages {
  return {
    async run(name, work) {
      if (signal.aborted)
        throw new StartRefused(
          "Stopped. What was done is kept; the next start goes on from there.",
        );
      if (isTerminal) write(`  ..  ${name}\r`);
      const startedMs = nowMs();
      const result = await work();
      const seconds = ((nowMs() - startedMs) / 1000).toFixed(2);
      write(`  ${styleText("green", "ok")}  ${name.padEnd(44)} ${seconds.padStart(6)} s\n`);
      return result;
    },
  };
}
