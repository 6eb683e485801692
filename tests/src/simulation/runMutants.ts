import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { globalSetupFile } from "@rollbook/db/testing";
import { mutants, type Mutant } from "./mutants.ts";
import type { Found } from "./mutantTrial.ts";

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
  const planted = await runTrial({ mutant, isPlanted: true, asked: [String(seeds)] });
  if (planted.kind === "broken") return { verdict: "broken", note: planted.note };
  const { found } = planted;
  if (found === null) return { verdict: "survived", note: `${seeds} seeds` };
  const asked = ["0", found.in, String(found.number)];
  const sound = await runTrial({ mutant, isPlanted: false, asked });
  if (sound.kind === "broken") return { verdict: "broken", note: sound.note };
  return sound.found === null
    ? { verdict: "killed", note: noteOf(found) }
    : { verdict: "broken", note: `without it as well: ${noteOf(sound.found)}` };
}

const noteOf = ({ in: place, number, said }: Found) => `${place} ${number}: ${said.slice(0, 100)}`;

type Trial = { kind: "done"; found: Found | null } | { kind: "broken"; note: string };

/** In a process of its own; where a fault was found, the same world must show nothing without it. */
async function runTrial(input: {
  mutant: Mutant;
  isPlanted: boolean;
  /** How many seeds; or none, and the place. */
  asked: readonly string[];
}): Promise<Trial> {
  const hook = fileURLToPath(new URL("./mutantHook.ts", import.meta.url));
  const trial = fileURLToPath(new URL("./mutantTrial.ts", import.meta.url));
  const planting = input.isPlanted ? ["--import", hook] : [];
  const child = spawn(process.execPath, [...planting, trial, ...input.asked], {
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
  return { kind: "done", ...(JSON.parse(output) as { found: Found | null }) };
}
