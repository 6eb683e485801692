import { cellText, type RosterGrid } from "./grid.ts";
import { foldHeader, matchHeader } from "./headerDictionary.ts";

const sure = 0.95;
const longest = 30;

/**
 * What each header says: itself, or with the word above it where the two are one name that stands in two rows, "Last"
 * above "billed" (ROS-2). Only where together they name a field surely, and the lower one alone names none, or several.
 */
export function headerTexts(grid: RosterGrid, row: number): string[] {
  const lower = (grid.rows[row] ?? []).map(cellText);
  const upper = row === 0 ? [] : (grid.rows[row - 1] ?? []);
  if (upper.length === 0) return lower;
  const folded = lower.map(foldHeader);
  return lower.map((text, column) => {
    const above = upper[column];
    if (!isWord(text) || above?.kind !== "text" || above.formula !== undefined) return text;
    if (!isWord(above.text) || isOverSeveral({ grid, row: row - 1, column })) return text;
    const joined = `${above.text.trim()} ${text.trim()}`;
    const [together] = matchHeader(joined);
    if (together === undefined || together.confidence < sure) return text;
    const [alone] = matchHeader(text);
    const isRepeated =
      folded.indexOf(folded[column] ?? "") !== folded.lastIndexOf(folded[column] ?? "");
    const isOpen = alone === undefined || alone.confidence < sure || isRepeated;
    return isOpen && alone?.field !== together.field ? joined : text;
  });
}

const isWord = (text: string): boolean =>
  text.trim().length <= longest && /\p{L}/u.test(text) && !/[@\d]/.test(text);

/** A word over several columns is about all of them, and no part of one name. */
function isOverSeveral(input: { grid: RosterGrid; row: number; column: number }): boolean {
  const { grid, row, column } = input;
  return grid.merges.some(
    (merge) =>
      merge.startRow <= row &&
      row < merge.endRow &&
      merge.startColumn <= column &&
      column < merge.endColumn &&
      merge.endColumn - merge.startColumn > 1,
  );
}
