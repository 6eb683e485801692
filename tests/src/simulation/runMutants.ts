import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { globalSetupFile } from "@rollbook/db/testing";
import { hints } from "./mutantHints.ts";
import { mutants, type Mutant } from "./mutants.ts";

type Verdict = "killed" | "survived" | "broken";

/** Runs the simulation once for each planted fault, a few at a time; 1 if one of them is not noticed. */
export async function runMutants(input: {
  seeds: number;
  only?: string | undefined;
  workers: number;
}): Promise<number> {
  const server = (await import(globalSetupFile)) as {
    setup: () => Promise<void>;
    teardown: () => Promise<void>;
  };
  await server.setup();
  const counts: Record<Verdict, number> = { killed: 0, survived: 0, broken: 0 };
  const chosen = mutants.filter(
    (mutant) => input.only === undefined || mutant.name.includes(input.only),
  );
  const waiting = [...chosen];
  const work = async () => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const { verdict, note } = await tryMutant({ mutant, seeds: input.seeds });
      counts[verdict] += 1;
      process.stderr.write(
        `${verdict.padEnd(9)} ${mutant.property.padEnd(4)} ${mutant.name}  (${note})\n`,
      );
    }
  };
  await Promise.all(Array.from({ length: input.workers }, work));
  await server.teardown();
  process.stdout.write(`${JSON.stringify({ mutants: chosen.length, ...counts })}\n`);
  return counts.killed === chosen.length ? 0 : 1;
}

async function tryMutant(input: {
  mutant: Mutant;
  seeds: number;
}): Promise<{ verdict: Verdict; note: string }> {
  const { mutant, seeds } = input;
  const planted = await runTrial({ mutant, seeds, isPlanted: true });
  if (planted.kind === "broken") return { verdict: "broken", note: planted.note };
  if (planted.found === null) return { verdict: "survived", note: `${seeds} seeds` };
  if (hints[mutant.name] !== undefined) {
    const sound = await runTrial({ mutant, seeds: 0, isPlanted: false });
    const note = sound.kind === "broken" ? sound.note : sound.found;
    if (note !== null) return { verdict: "broken", note: `found without it: ${note}` };
  }
  return { verdict: "killed", note: planted.found.slice(0, 120) };
}

type Trial = { kind: "done"; found: string | null } | { kind: "broken"; note: string };

/** In a process of its own; without the fault the same worlds must show nothing. */
async function runTrial(input: {
  mutant: Mutant;
  seeds: number;
  isPlanted: boolean;
}): Promise<Trial> {
  const hook = fileURLToPath(new URL("./mutantHook.ts", import.meta.url));
  const trial = fileURLToPath(new URL("./mutantTrial.ts", import.meta.url));
  const planting = input.isPlanted ? ["--import", hook] : [];
  const child = spawn(process.execPath, [...planting, trial, String(input.seeds)], {
    env: { ...process.env, ROLLBOOK_MUTANT: input.mutant.name },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (text) => (output += String(text)));
  child.stderr.on("data", (text) => (errors += String(text)));
  await new Promise((resolve) => child.once("close", resolve));
  if (errors.includes("the fault was not planted") || errors.includes("no longer says")) {
    const line = errors.split("\n").find((text) => text.includes("no longer says"));
    return { kind: "broken", note: line ?? "not planted" };
  }
  if (!output.includes('"found":')) {
    return { kind: "broken", note: (errors.trim().split("\n")[0] ?? "").slice(0, 120) };
  }
  return { kind: "done", ...(JSON.parse(output) as { found: string | null }) };
}
