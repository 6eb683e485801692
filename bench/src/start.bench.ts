import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeRosterCsv } from "./rosterCsv.ts";
import { printTable, type Row } from "./table.ts";

const count = 1000;
const times = 5;
const program = resolve(import.meta.dirname, "../../apps/local/src/main.ts");

interface Run {
  totalMs: number;
  stages: Map<string, number>;
  /** Of the sync: from the sheet's answer to the plan, and the plan into the database. */
  ownMs: { parse: number; plan: number; apply: number };
}

const place = mkdtempSync(join(tmpdir(), "rollbook-bench-"));
try {
  const roster = join(place, "members.csv");
  await writeRosterCsv({ file: roster, count });
  const runs: Run[] = [];
  for (let run = 0; run <= times; run += 1) {
    const measured = await startOnce({ roster, folder: join(place, `run-${run}`) });
    if (run > 0) runs.push(measured);
  }
  printTable({
    title: `Start to exit with ${count} rows: pnpm start --once on a new data folder`,
    rows: rowsOf(runs),
    aims: ["Aim: 6 s in all, under 1 s of our own code between read and write (parse + plan)."],
  });
} finally {
  rmSync(place, { recursive: true, force: true });
}

async function startOnce(input: { roster: string; folder: string }): Promise<Run> {
  const report = `${input.folder}.json`;
  const args = ["--once", "--roster", input.roster, "--data", input.folder, "--report", report];
  const startedMs = performance.now();
  const child = spawn(process.execPath, [program, ...args, "--today", "2026-05-20"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (text: Buffer) => {
    output += text.toString();
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`the start ended with ${code}:\n${output}`);
  const totalMs = performance.now() - startedMs;
  const { timings } = JSON.parse(readFileSync(report, "utf8")).sync;
  return {
    totalMs,
    stages: stagesIn(output),
    ownMs: { parse: timings.parseMs, plan: timings.planMs, apply: timings.applyMs },
  };
}

function stagesIn(output: string): Map<string, number> {
  const lines = output.matchAll(/ok\S*\s+(?<name>.+?)\s+(?<seconds>\d+\.\d+) s$/gmu);
  return new Map(
    [...lines].map(({ groups }) => [groups?.["name"] ?? "", Number(groups?.["seconds"]) * 1000]),
  );
}

function rowsOf(runs: readonly Run[]): Row[] {
  const names = [...(runs[0]?.stages.keys() ?? [])];
  const stage = (name: string) => runs.map((run) => run.stages.get(name) ?? 0);
  const inStages = (run: Run) => [...run.stages.values()].reduce((sum, each) => sum + each, 0);
  return [
    { name: "All", runs: runs.map((run) => run.totalMs), items: count, isFloor: true },
    ...names.map((name) => ({ name: `  ${name}`, runs: stage(name) })),
    {
      name: "  Loading the program, stopping",
      runs: runs.map((run) => run.totalMs - inStages(run)),
    },
    { name: "In the sync: parse", runs: runs.map((run) => run.ownMs.parse), items: count },
    { name: "In the sync: plan", runs: runs.map((run) => run.ownMs.plan), items: count },
    {
      name: "In the sync: apply to the database",
      runs: runs.map((run) => run.ownMs.apply),
      items: count,
    },
  ];
}
