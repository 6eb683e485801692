import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { globalSetupFile } from "@rollbook/db/testing";
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
  const hook = fileURLToPath(new URL("./mutantHook.ts", import.meta.url));
  const trial = fileURLToPath(new URL("./mutantTrial.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", hook, trial, String(input.seeds)], {
    env: { ...process.env, ROLLBOOK_MUTANT: input.mutant.name },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (text) => (output += String(text)));
  child.stderr.on("data", (text) => (errors += String(text)));
  await new Promise((resolve) => child.once("close", resolve));
  const firstError = errors.trim().split("\n")[0] ?? "";
  if (errors.includes("the fault was not planted") || errors.includes("no longer says")) {
    const line = errors.split("\n").find((text) => text.includes("no longer says"));
    return { verdict: "broken", note: line ?? "not planted" };
  }
  if (!output.includes('"found":')) return { verdict: "broken", note: firstError.slice(0, 120) };
  const { found } = JSON.parse(output) as { found: string | null };
  return found === null
    ? { verdict: "survived", note: `${input.seeds} seeds` }
    : { verdict: "killed", note: found.slice(0, 120) };
}
