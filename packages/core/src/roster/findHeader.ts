import { cellText, type RosterGrid } from "./grid.ts";
import { headerTexts } from "./joinedHeader.ts";
import { matchHeader } from "./headerDictionary.ts";

export type FoundHeader = { row: number; score: number; isSure: boolean };

const rowsLookedAt = 40;

/** The row that names the most known columns, among the first 40 (ROS-2). Null when no row names two. */
export function findHeader(grid: RosterGrid): FoundHeader | null {
  const scores = grid.rows.slice(0, rowsLookedAt).map((_, row) => scoreOf(grid, row));
  const best = Math.max(0, ...scores);
  if (best < 1.5) return null;
  const row = scores.indexOf(best);
  const others = scores.filter((score, other) => other !== row && score > best * 0.8).length;
  return { row, score: best, isSure: others === 0 && best >= 2.5 };
}

/** Each known name counts once; cells that are not names of anything count a little against the row. */
function scoreOf(grid: RosterGrid, row: number): number {
  const fields = new Map<string, number>();
  let unknown = 0;
  let filled = 0;
  const texts = headerTexts(grid, row);
  for (const [column, cell] of (grid.rows[row] ?? []).entries()) {
    if (cell.kind === "empty") continue;
    filled += 1;
    const text = texts[column] ?? "";
    if (
      cell.kind !== "text" ||
      text.length > 60 ||
      /^[\d\s./:@-]+$/.test(text) ||
      text.includes("@")
    ) {
      unknown += 1;
      continue;
    }
    const [match] = matchHeader(text);
    if (match === undefined) continue;
    fields.set(match.field, Math.max(fields.get(match.field) ?? 0, match.confidence));
  }
  if (filled === 0) return 0;
  const known = [...fields.values()]
    .filter((confidence) => confidence >= 0.6)
    .reduce((sum, confidence) => sum + confidence, 0);
  return known - unknown * 0.5;
}

export function headersOf(grid: RosterGrid, row: number): string[] {
  const width = Math.max(0, ...grid.rows.slice(row, row + 200).map((cells) => cells.length));
  const headers = grid.rows[row] ?? [];
  return Array.from({ length: width }, (_, column) => cellText(headers[column]));
}
