import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { RosterGrid } from "@rollbook/core/roster";
import { loadRosterFile } from "@rollbook/roster-files";
import { StartRefused } from "../startRefused.ts";

export interface RosterFile {
  grid: RosterGrid;
  title: string;
  /** SHA-256 of its bytes: the same bytes are the same roster. */
  hash: string;
}

/** Reads a roster file whole; throws StartRefused with what is wrong and what would be right. */
export async function readRosterFile(path: string): Promise<RosterFile> {
  const bytes = readBytes(path);
  const loaded = await loadRosterFile({ bytes, fileName: basename(path) });
  if (loaded.kind === "refused") throw new StartRefused(loaded.reason);
  return {
    grid: loaded.grid,
    title: basename(path).replace(/\.(?:grid\.json|[^.]+)$/u, ""),
    hash: createHash("sha256").update(bytes).digest("hex"),
  };
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const reason =
      code === "ENOENT" ? "does not exist" : `cannot be read (${String(code ?? error)})`;
    throw new StartRefused(
      `The file ${path} ${reason}: check the path after --roster or --payments.`,
    );
  }
}
