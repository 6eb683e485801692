import os from "node:os";
import process from "node:process";
import { median, spread } from "./measure.ts";

export type Row = {
  name: string;
  /** Milliseconds of each run. */
  runs: readonly number[];
  /** How many things one run works on; gives microseconds for each. */
  items?: number;
  /** Marks the row that the ratios of all others are taken to, measured in the same run. */
  isFloor?: boolean;
  note?: string;
};

function cellsOf({ row, floor }: { row: Row; floor: number | undefined }): string[] {
  const middle = median(row.runs);
  return [
    row.name,
    middle.toFixed(1),
    `±${Math.round(spread(row.runs) * 100)} %`,
    row.items ? ((middle * 1000) / row.items).toFixed(1) : "",
    row.items ? Math.round((row.items * 1000) / middle).toLocaleString("en") : "",
    floor === undefined ? "" : row.isFloor ? "floor" : (middle / floor).toFixed(2),
    row.note ?? "",
  ];
}

const headings = ["", "median ms", "spread", "µs each", "per second", "ratio", "note"];

function layOut(lines: readonly (readonly string[])[]): string[] {
  const widths = headings.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 || column === headings.length - 1
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** Prints one benchmark as one table: medians, and ratios to a floor of the same run. */
export function printTable({
  title,
  rows,
  aims = [],
}: {
  title: string;
  rows: readonly Row[];
  aims?: readonly string[];
}): void {
  const floorRow = rows.find((row) => row.isFloor);
  const floor = floorRow && median(floorRow.runs);
  const machine = `Node ${process.versions.node}, ${os.availableParallelism()} cores, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;
  const lines = layOut([headings, ...rows.map((row) => cellsOf({ row, floor }))]);
  process.stdout.write(`\n${title}\n${lines.join("\n")}\n${[...aims, machine].join("\n")}\n`);
}
