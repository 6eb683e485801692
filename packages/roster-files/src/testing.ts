import type { RosterGrid } from "@rollbook/core/roster";
import { cellText } from "@rollbook/core/roster";
import { loadRosterFile, type LoadedRosterFile } from "./loadRosterFile.ts";

export type Loaded = Extract<LoadedRosterFile, { kind: "grid" }>;

export async function loadText(
  text: string | Uint8Array,
  fileName = "roster.csv",
): Promise<Loaded> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const loaded = await loadRosterFile({ bytes, fileName });
  if (loaded.kind === "refused") throw new Error(loaded.reason);
  return loaded;
}

export function texts({ rows }: RosterGrid): string[][] {
  return rows.map((cells) => cells.map(cellText));
}
