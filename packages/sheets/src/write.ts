import type { RosterCell } from "@rollbook/core/roster";
import { a1Range } from "./a1.ts";
import { toRosterCell } from "./cell.ts";
import type { SheetsClient } from "./client.ts";
import type { CellEdit, StructureEdit } from "./edit.ts";
import { cellRequests, structureRequest } from "./requests.ts";

/** Rows and columns 0-based, ends exclusive. */
export type ReadBackRange = {
  sheetId: number;
  title: string;
  startRow: number;
  endRow: number;
  startColumn: number;
  endColumn: number;
};

export type ReadBack = {
  /** The cell as it stood right after the batch; undefined when it was not asked for. */
  cellAt: (input: { sheetId: number; row: number; column: number }) => RosterCell | undefined;
};

const readBackFields = [
  "updatedSpreadsheet(sheets(properties(sheetId)",
  "data(startRow,startColumn,rowData(values(effectiveValue,userEnteredValue(formulaValue)",
  "effectiveFormat(numberFormat(type)))))))",
].join(",");

/**
 * One atomic `batchUpdate`: structure first, then cells. The answer carries the ranges asked for as they
 * stand after it. Throws SheetsFailure; 'outcome_unknown' means that it may have been applied.
 */
export async function writeBatch(input: {
  client: SheetsClient;
  spreadsheetId: string;
  structure: readonly StructureEdit[];
  cells: readonly CellEdit[];
  readBack: readonly ReadBackRange[];
}): Promise<ReadBack> {
  const answer = await input.client.batchUpdate({
    spreadsheetId: input.spreadsheetId,
    requests: [...input.structure.map(structureRequest), ...cellRequests(input.cells)],
    responseRanges: input.readBack.map(a1Range),
    fields: readBackFields,
  });
  const cells = new Map<string, RosterCell>();
  for (const sheet of answer.updatedSpreadsheet?.sheets ?? []) {
    const sheetId = sheet.properties?.sheetId ?? 0;
    for (const block of sheet.data ?? []) {
      collectCells({ cells, sheetId, block });
    }
  }
  return { cellAt: (at) => lookUp({ cells, at, asked: input.readBack }) };
}

type Block = {
  startRow?: number | null;
  startColumn?: number | null;
  rowData?: { values?: Parameters<typeof toRosterCell>[0][] }[];
};

function collectCells(input: {
  cells: Map<string, RosterCell>;
  sheetId: number;
  block: Block;
}): void {
  const startRow = input.block.startRow ?? 0;
  const startColumn = input.block.startColumn ?? 0;
  input.block.rowData?.forEach((row, rowOffset) => {
    row.values?.forEach((cell, columnOffset) => {
      const key = cellKey({
        sheetId: input.sheetId,
        row: startRow + rowOffset,
        column: startColumn + columnOffset,
      });
      input.cells.set(key, toRosterCell(cell));
    });
  });
}

function lookUp(input: {
  cells: Map<string, RosterCell>;
  at: { sheetId: number; row: number; column: number };
  asked: readonly ReadBackRange[];
}): RosterCell | undefined {
  const found = input.cells.get(cellKey(input.at));
  if (found !== undefined) return found;
  const { at } = input;
  const wasAsked = input.asked.some(
    (range) =>
      range.sheetId === at.sheetId &&
      range.startRow <= at.row &&
      at.row < range.endRow &&
      range.startColumn <= at.column &&
      at.column < range.endColumn,
  );
  // Google leaves trailing empty cells out of an answer.
  return wasAsked ? { kind: "empty" } : undefined;
}

const cellKey = (at: { sheetId: number; row: number; column: number }) =>
  `${at.sheetId}:${at.row}:${at.column}`;
