import { styleText } from "node:util";

export interface Stages {
  /** Runs one stage of the start, telling what is being done and, when done, how long it took. */
  run<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

export function printedStages({
  write,
  nowMs,
}: {
  write: (line: string) => void;
  nowMs: () => number;
}): Stages {
  return {
    async run(name, work) {
      const startedMs = nowMs();
      const result = await work();
      const seconds = ((nowMs() - startedMs) / 1000).toFixed(2);
      write(`  ${styleText("green", "ok")}  ${name.padEnd(44)} ${seconds.padStart(6)} s\n`);
      return result;
    },
  };
}
