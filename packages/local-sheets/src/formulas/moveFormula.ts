import { rewriteReferences, type WrittenCorner } from "./rewrite.ts";

function movedCorner(
  corner: WrittenCorner,
  rows: number,
  columns: number,
): WrittenCorner | undefined {
  const row = corner.row === undefined || corner.isRowFixed ? corner.row : corner.row + rows;
  const column =
    corner.column === undefined || corner.isColumnFixed ? corner.column : corner.column + columns;
  if ((row ?? 0) < 0 || (column ?? 0) < 0) return undefined;
  return { ...corner, row, column };
}

/** The formula as it reads when copied so far down and right: relative references go along. */
export function moveFormula(input: { formula: string; rows: number; columns: number }): string {
  const { formula, rows, columns } = input;
  if (rows === 0 && columns === 0) return formula;
  return rewriteReferences(formula, (reference) => {
    const start = movedCorner(reference.start, rows, columns);
    const end = reference.end && movedCorner(reference.end, rows, columns);
    if (!start || (reference.end && !end)) return undefined;
    return { ...reference, start, end };
  });
}
