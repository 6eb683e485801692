import { emptyCell, type RosterCell, type RosterGrid } from "./grid.ts";
import type { ReadColumn } from "./readers.ts";
import type { RosterFieldKey } from "./fields.ts";

/** Gives a cell the value of the merged block it belongs to. */
export type FillDown = {
  cellOf: (at: { row: number; column: number; own: RosterCell }) => RosterCell;
  /** Called for each row that is a member, before its cells are read; and for others, which end a block. */
  enter: (row: number, isMember: boolean) => void;
};

const asItIs: FillDown = { cellOf: ({ own }) => own, enter: () => {} };

/** Merges tell where a block ends; a CSV cannot, so there only what was confirmed is filled down (ROS-6). */
export function makeFillDown({
  grid,
  firstRow,
  columns,
  fields,
}: {
  grid: RosterGrid;
  firstRow: number;
  columns: readonly ReadColumn[];
  fields: readonly RosterFieldKey[];
}): FillDown {
  const merged = mergedCells(grid, firstRow);
  if (merged.size > 0)
    return {
      cellOf: ({ row, column, own }) =>
        own.kind === "empty" ? (merged.get(column)?.get(row) ?? own) : own,
      enter: () => {},
    };
  const filled = columns.filter(({ field }) => fields.includes(field)).map(({ index }) => index);
  return filled.length === 0 ? asItIs : byBlocks(grid, filled);
}

function mergedCells(grid: RosterGrid, firstRow: number): Map<number, Map<number, RosterCell>> {
  const found = new Map<number, Map<number, RosterCell>>();
  for (const { startRow, endRow, startColumn } of grid.merges) {
    if (startRow < firstRow || endRow - startRow < 2) continue;
    const top = grid.rows[startRow]?.[startColumn] ?? emptyCell;
    const column = found.get(startColumn) ?? new Map<number, RosterCell>();
    for (let row = startRow + 1; row < endRow; row += 1) column.set(row, top);
    found.set(startColumn, column);
  }
  return found;
}

/** A block begins where its leftmost field has a value of its own, and ends at a row that is no member. */
function byBlocks(grid: RosterGrid, filled: number[]): FillDown {
  const leading = Math.min(...filled);
  let block = new Map<number, RosterCell>();
  const enter = (row: number, isMember: boolean): void => {
    const cells = grid.rows[row] ?? [];
    const isNewBlock = !isMember || isFilled(cells[leading]);
    if (isNewBlock) block = new Map();
    if (!isMember || (!isNewBlock && block.size === 0)) return;
    if (isNewBlock) for (const index of filled) block.set(index, cells[index] ?? emptyCell);
  };
  const isOfBlock = new Set(filled);
  return {
    enter,
    cellOf: ({ column, own }) =>
      isFilled(own) || !isOfBlock.has(column) ? own : (block.get(column) ?? own),
  };
}

function isFilled(cell: RosterCell | undefined): boolean {
  return (
    cell !== undefined && cell.kind !== "empty" && (cell.kind !== "text" || cell.text.trim() !== "")
  );
}
