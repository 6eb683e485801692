import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

export type Step = {
  name: string;
  /** A program of node_modules by package name and file, or a script of ours. */
  file: string;
  args: readonly string[];
  /** Output goes straight to the terminal and not only when the step fails. */
  isShown?: boolean;
};

export type StepResult = { name: string; exitCode: number; seconds: number };

export const root = fileURLToPath(new URL("../..", import.meta.url));

export function program(packageName: string, ...file: string[]): string {
  return path.join(root, "node_modules", packageName, ...file);
}

function runStep({ name, file, args, isShown = false }: Step): Promise<StepResult> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: root,
      stdio: ["ignore", isShown ? "inherit" : "pipe", isShown ? "inherit" : "pipe"],
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (text) => output.push(String(text)));
    child.on("error", (error) => output.push(`${error.message}\n`));
    child.on("close", (code) => {
      const exitCode = code ?? 1;
      if (exitCode !== 0) process.stdout.write(`\n--- ${name} ---\n${output.join("")}`);
      resolve({ name, exitCode, seconds: (performance.now() - startedAt) / 1000 });
    });
  });
}

/** Runs every step, at most `atOnce` together, also when one of them fails: all that is wrong shows in one run. */
export async function runSteps({
  steps,
  atOnce,
}: {
  steps: readonly Step[];
  atOnce: number;
}): Promise<StepResult[]> {
  const waiting = [...steps];
  const results: StepResult[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift())
      results.push(await runStep(step));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return steps.flatMap(({ name }) => results.find((result) => result.name === name) ?? []);
}

export function printResults({
  title,
  results,
}: {
  title: string;
  results: readonly StepResult[];
}): void {
  const width = Math.max(...results.map(({ name }) => name.length));
  process.stdout.write(`\n${title}\n`);
  for (const { name, exitCode, seconds } of results) {
    const verdict = exitCode === 0 ? "ok    " : "FAILED";
    process.stdout.write(
      `  ${name.padEnd(width)}  ${verdict}  ${seconds.toFixed(1).padStart(6)} s\n`,
    );
  }
  if (results.some(({ exitCode }) => exitCode !== 0)) process.exitCode = 1;
}
