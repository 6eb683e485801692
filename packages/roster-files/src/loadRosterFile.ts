import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import type { RosterGrid } from "@rollbook/core/roster";
import { detectEncoding, type Encoding } from "./encoding.ts";
import { readCsv } from "./readCsv.ts";
import { readGridJson } from "./readGridJson.ts";
import { readXlsx } from "./readXlsx.ts";

export type RosterFileFormat = "csv" | "xlsx" | "grid_json";

export type LoadedRosterFile =
  | {
      kind: "grid";
      grid: RosterGrid;
      format: RosterFileFormat;
      encoding?: Encoding;
      delimiter?: string;
      sheets?: string[];
    }
  | { kind: "refused"; reason: string };

type Input = ({ path: string; fileName?: string } | { bytes: Uint8Array; fileName: string }) & {
  onRows?: (rows: number) => void;
};

/** A roster file as typed cells. Format, encoding and delimiter are found from what is in it; never throws for bad input. */
export async function loadRosterFile(input: Input): Promise<LoadedRosterFile> {
  const name = "path" in input ? (input.fileName ?? input.path) : input.fileName;
  const size = "path" in input ? await sizeOf(input.path) : input.bytes.byteLength;
  if (size === null) return refused(`There is no file "${name}". Check the path.`);
  if (size === "folder") return refused(`"${name}" is a folder. Name the roster file in it.`);
  if (size === 0) return refused(`"${name}" is empty. Export the roster again.`);
  const head = "path" in input ? await headOf(input.path) : input.bytes.subarray(0, headBytes);
  try {
    return await loadByContent(input, name, head);
  } catch (error) {
    return refused(
      `"${name}" cannot be read as a spreadsheet (${error instanceof Error ? error.message : String(error)}). Export it as CSV or XLSX.`,
    );
  }
}

function refused(reason: string): LoadedRosterFile {
  return { kind: "refused", reason };
}

const headBytes = 65_536;

async function sizeOf(path: string): Promise<number | "folder" | null> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? "folder" : found.size;
  } catch {
    return null;
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function loadByContent(
  input: Input,
  name: string,
  head: Uint8Array,
): Promise<LoadedRosterFile> {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return loadXlsx(input, name);
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0]))
    return refused(`"${name}" is an old Excel file (.xls). Save it as .xlsx or CSV.`);
  const firstText = Buffer.from(head).toString("latin1").replace(/^ï»¿/, "").trimStart();
  if (/\.json$/i.test(name) || firstText.startsWith('{"')) return loadGridJson(input, name);
  if (
    /^(?:%PDF|<!doctype|<html|<\?xml|GIF8|\{\\rtf)/i.test(firstText) ||
    startsWith(head, [0x89, 0x50]) ||
    startsWith(head, [0xff, 0xd8])
  ) {
    return refused(`"${name}" is not a spreadsheet. Export the roster as CSV or XLSX.`);
  }
  return loadCsv(input, name, head);
}

function startsWith(bytes: Uint8Array, start: number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

async function loadXlsx(input: Input, name: string): Promise<LoadedRosterFile> {
  const bytes = "path" in input ? await readFile(input.path) : input.bytes;
  const { grid, sheets } = readXlsx(bytes);
  if (grid.rows.length === 0) return refused(`"${name}" has no rows. Export the roster again.`);
  return { kind: "grid", grid, format: "xlsx", sheets };
}

async function loadGridJson(input: Input, name: string): Promise<LoadedRosterFile> {
  const bytes = "path" in input ? await readFile(input.path) : input.bytes;
  const grid = readGridJson(new TextDecoder().decode(bytes));
  if (grid === null)
    return refused(
      `"${name}" is JSON, and not a sheet as the Sheets API answers it (formatted and unformatted values).`,
    );
  if (grid.rows.length === 0) return refused(`"${name}" has no rows.`);
  return { kind: "grid", grid, format: "grid_json" };
}

async function loadCsv(input: Input, name: string, head: Uint8Array): Promise<LoadedRosterFile> {
  const source = (): AsyncIterable<Uint8Array> =>
    "path" in input
      ? createReadStream(input.path, { highWaterMark: 262_144 })
      : chunksOf(input.bytes);
  const encoding = await detectEncoding(source, head);
  if (encoding === null)
    return refused(
      `"${name}" is not text and not a spreadsheet. Export the roster as CSV or XLSX.`,
    );
  const { rows, delimiter } = await readCsv({
    source,
    head,
    encoding,
    ...(input.onRows === undefined ? {} : { onRows: input.onRows }),
  });
  if (rows.length === 0) return refused(`"${name}" has no rows. Export the roster again.`);
  return {
    kind: "grid",
    grid: { rows, merges: [], hiddenRows: [] },
    format: "csv",
    encoding,
    delimiter,
  };
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.byteLength; start += 262_144)
    yield bytes.subarray(start, start + 262_144);
}
