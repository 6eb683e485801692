import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { globalSetupFile } from "@rollbook/db/testing";
import { mutants, type Mutant } from "./mutants.ts";

type Verdict = "killed" | "survived" | "broken";

/** Runs the simulation once for each planted fault; 1 if one of them is not noticed. */
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
  for (const mutant of chosen) {
    const { verdict, note } = await runMutant({ mutant, seeds: input.seeds });
    counts[verdict] += 1;
    process.stderr.write(
      `${verdict.padEnd(9)} ${mutant.property.padEnd(4)} ${mutant.name}  ${note}\n`,
    );
  }
  await server.teardown();
  process.stdout.write(`${JSON.stringify({ mutants: chosen.length, ...counts })}\n`);
  return counts.killed === chosen.length ? 0 : 1;
}

async function runMutant(input: {
  mutant: Mutant;
  seeds: number;
}): Promise<{ verdict: Verdict; note: string }> {
  const hook = fileURLToPath(new URL("./mutantHook.ts", import.meta.url));
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const child = spawn(
    process.execPath,
    ["--import", hook, main, "--seeds", String(input.seeds), "--first"],
    {
      env: { ...process.env, ROLLBOOK_MUTANT: input.mutant.name },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  let errors = "";
  child.stdout.on("data", (text) => (output += String(text)));
  child.stderr.on("data", (text) => (errors += String(text)));
  await new Promise((resolve) => child.once("close", resolve));
  if (errors.includes("the fault was not planted") || errors.includes("no longer says")) {
    return {
      verdict: "broken",
      note: errors.split("\n").find((line) => line.includes("no longer says")) ?? "not planted",
    };
  }
  const [first = ""] = errors.split("\n");
  if (!output.includes('"violations":')) return { verdict: "broken", note: first.slice(0, 120) };
  if (output.includes('"violations":0')) return { verdict: "survived", note: "" };
  return { verdict: "killed", note: first.slice(0, 120) };
}
