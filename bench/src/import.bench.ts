import { execFileSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { readRoster, RosterSettings } from "@rollbook/core/roster";
import { loadRosterFile } from "@rollbook/roster-files";
import { parse } from "csv-parse";
import { measure } from "./measure.ts";
import { writeRosterCsv } from "./rosterCsv.ts";
import { printTable } from "./table.ts";

const count = 100_000;
const times = 5;
const settings = RosterSettings.parse({ today: "2026-05-15", currency: "USD" });

async function load(file: string) {
  const loaded = await loadRosterFile({ path: file });
  if (loaded.kind === "refused") throw new Error(loaded.reason);
  return loaded.grid;
}

/** The floor: the same parser over the same stream, its records counted and thrown away. */
async function parseAlone(file: string): Promise<number> {
  let records = 0;
  const parser = createReadStream(file, { highWaterMark: 262_144 }).pipe(parse({ bom: true }));
  for await (const _ of parser) records += 1;
  return records;
}

async function importOnce(file: string): Promise<void> {
  const { counts } = readRoster({ grid: await load(file), settings });
  if (counts.ok + counts.warn !== count)
    throw new Error(`not all rows came through: ${JSON.stringify(counts)}`);
}

const [onlyFile] = process.argv.slice(2);
if (onlyFile !== undefined) {
  await importOnce(onlyFile);
  process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1024)));
} else await compare();

async function compare(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "rollbook-bench-"));
  const file = path.join(folder, "roster.csv");
  await writeRosterCsv({ file, count });
  const ownPath = process.argv[1] ?? "";
  const peakMb = execFileSync(process.execPath, [ownPath, file], { encoding: "utf8" });
  const floor = await measure({ times, work: () => parseAlone(file) });
  const loading = await measure({ times, work: () => load(file) });
  const grid = await load(file);
  const reading = await measure({ times, work: () => readRoster({ grid, settings }) });
  const whole = await measure({ times, work: () => importOnce(file) });
  const sizeMb = (statSync(file).size / 1e6).toFixed(1);
  rmSync(folder, { recursive: true });
  printTable({
    title: `${count.toLocaleString("en")} roster rows of CSV, 16 columns, ${sizeMb} MB, mapping found by itself`,
    rows: [
      { name: "csv-parse alone", runs: floor, items: count, isFloor: true },
      { name: "file to typed cells", runs: loading, items: count },
      { name: "typed cells to decided rows", runs: reading, items: count },
      { name: "file to decided rows", runs: whole, items: count, note: "aim: ratio 8 or less" },
    ],
    aims: [`one import in a process of its own: peak ${peakMb} MB (aim: under 512)`],
  });
}
