import { isCellError } from "../model/cell.ts";
import { boundedArea } from "../model/area.ts";
import type { Document, Sheet } from "../model/document.ts";
import type { Node } from "./ast.ts";
import { cellError } from "./errors.ts";
import type { Evaluation } from "./evaluation.ts";
import { isGoogleOnly } from "./functions/googleOnly.ts";
import type { FunctionSpec } from "./functions/spec.ts";
import { binaryOperation, unaryOperation } from "./operators.ts";
import {
  fail,
  FormulaError,
  isAtom,
  isMatrix,
  isRange,
  matrix,
  type Atom,
  type Computed,
  type Matrix,
  type RangeValue,
} from "./values.ts";

/** Where a formula stands and how it computes. */
export interface Scope {
  readonly evaluation: Evaluation;
  readonly document: Document;
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  /** Inside ARRAYFORMULA, where single-valued functions and operators take whole ranges. */
  readonly isArray: boolean;
  readonly functionNamed: (name: string) => FunctionSpec | undefined;
}

function sheetNamed(scope: Scope, name: string | undefined): Sheet {
  if (name === undefined) return scope.sheet;
  const found = scope.document.sheets.find(
    (sheet) => sheet.title.toLowerCase() === name.toLowerCase(),
  );
  if (!found) throw fail("REF", `Unresolved sheet name '${name}'.`);
  return found;
}

function referenced(scope: Scope, node: Extract<Node, { kind: "reference" }>): RangeValue {
  const sheet = sheetNamed(scope, node.sheet);
  const { start, end } = node;
  const area = boundedArea(
    {
      ...(start.row === undefined ? {} : { startRowIndex: start.row }),
      ...(end.row === undefined ? {} : { endRowIndex: end.row }),
      ...(start.column === undefined ? {} : { startColumnIndex: start.column }),
      ...(end.column === undefined ? {} : { endColumnIndex: end.column }),
    },
    sheet.grid,
  );
  if (area.startRow >= sheet.grid.rowCount || area.startColumn >= sheet.grid.columnCount)
    throw fail("REF", "Reference does not exist.");
  return { kind: "range", sheet, area };
}

function named(scope: Scope, name: string): RangeValue {
  const found = scope.document.namedRanges.find(
    (range) => String(range.rest["name"]).toLowerCase() === name.toLowerCase(),
  );
  const sheet =
    found && scope.document.sheets.find(({ sheetId }) => sheetId === (found.range.sheetId ?? 0));
  if (!found || !sheet) throw fail("NAME", `Unknown range name: '${name}'.`);
  return { kind: "range", sheet, area: boundedArea(found.range, sheet.grid) };
}

export function rowsOf(scope: Scope, value: Computed): Matrix {
  if (isRange(value)) return scope.evaluation.matrixOf(value);
  return isMatrix(value) ? value.rows : [[value]];
}

/** A single value: the only one, or of a range the one in the formula's own row or column. */
export function single(scope: Scope, value: Computed): Atom {
  if (isAtom(value)) return value;
  if (isMatrix(value)) return value.rows[0]?.[0];
  const { area, sheet } = value;
  const isOneRow = area.endRow - area.startRow === 1;
  const isOneColumn = area.endColumn - area.startColumn === 1;
  const row = isOneRow ? area.startRow : scope.row;
  const column = isOneColumn ? area.startColumn : scope.column;
  const isCrossing =
    (isOneRow || isOneColumn) &&
    row >= area.startRow &&
    row < area.endRow &&
    column >= area.startColumn &&
    column < area.endColumn;
  if (!isCrossing) throw fail("VALUE", "An array value could not be found.");
  return scope.evaluation.valueAt(sheet, row, column);
}

/** The extent of a value that is no single one. */
function extent(scope: Scope, value: Computed): { rows: number; columns: number } {
  if (isRange(value))
    return {
      rows: value.area.endRow - value.area.startRow,
      columns: value.area.endColumn - value.area.startColumn,
    };
  const rows = rowsOf(scope, value);
  return { rows: rows.length, columns: rows[0]?.length ?? 0 };
}

function pick(
  rows: Matrix,
  size: { rows: number; columns: number },
  row: number,
  column: number,
): Atom {
  const [r, c] = [size.rows === 1 ? 0 : row, size.columns === 1 ? 0 : column];
  if (r >= size.rows || c >= size.columns)
    return cellError("N_A", "Array arguments are of different size.");
  return rows[r]?.[c];
}

const guarded = (compute: () => Atom): Atom => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof FormulaError) return error.error;
    throw error;
  }
};

/** Runs a single-valued computation for every place of its operands. */
export function broadcast(
  scope: Scope,
  operands: readonly Computed[],
  compute: (atoms: readonly Atom[]) => Atom,
): Computed {
  if (operands.every(isAtom)) return compute(operands.filter(isAtom));
  const sizes = operands.map((operand) => extent(scope, operand));
  const grids = operands.map((operand) => rowsOf(scope, operand));
  const rows = Math.max(...sizes.map((size) => size.rows));
  const columns = Math.max(...sizes.map((size) => size.columns));
  const used = Math.min(
    rows,
    Math.max(1, ...grids.map((grid, index) => (sizes[index]?.rows === 1 ? 1 : grid.length))),
  );
  const result: Atom[][] = [];
  for (let row = 0; row < used; row += 1) {
    const line: Atom[] = [];
    for (let column = 0; column < columns; column += 1) {
      const atoms = grids.map((grid, index) =>
        pick(grid, sizes[index] ?? { rows: 1, columns: 1 }, row, column),
      );
      line.push(guarded(() => compute(atoms)));
    }
    result.push(line);
  }
  return matrix(result);
}

function operands(scope: Scope, nodes: readonly Node[]): Computed[] {
  const values = nodes.map((node) => evaluate(scope, node));
  return scope.isArray || values.some(isMatrix)
    ? values
    : values.map((value) => single(scope, value));
}

function arrayLiteral(scope: Scope, node: Extract<Node, { kind: "array" }>): Computed {
  const stacked: Atom[][] = [];
  for (const line of node.rows) {
    const blocks = line.map((item) => fullRows(scope, evaluate(scope, item)));
    const height = Math.max(0, ...blocks.map((block) => block.length));
    if (blocks.some((block) => block.length !== height && block.length !== 0)) {
      throw fail("VALUE", "Function ARRAY_ROW parameter 2 has mismatched row size.");
    }
    for (let row = 0; row < height; row += 1)
      stacked.push(blocks.flatMap((block) => [...(block[row] ?? [])]));
  }
  const width = stacked[0]?.length ?? 0;
  if (stacked.some((line) => line.length !== width))
    throw fail(
      "VALUE",
      "In ARRAY_LITERAL, an Array Literal was missing values for one or more rows.",
    );
  return matrix(stacked);
}

/** All rows of a range as far as it is stated, also those beyond the last filled one. */
export function fullRows(scope: Scope, value: Computed): Matrix {
  const rows = rowsOf(scope, value);
  const size = extent(scope, value);
  if (rows.length >= size.rows) return rows;
  return Array.from(
    { length: size.rows },
    (_, index) => rows[index] ?? Array.from({ length: size.columns }, () => undefined),
  );
}

function call(scope: Scope, node: Extract<Node, { kind: "call" }>): Computed {
  const found = scope.functionNamed(node.name);
  if (!found && isGoogleOnly(node.name)) {
    throw fail("NAME", `Google Sheets has ${node.name}, this local server has not.`);
  }
  if (!found) throw fail("NAME", `Unknown function: '${node.name}'.`);
  const { length } = node.args;
  if (length < found.least || length > found.most) {
    const wanted =
      found.least === found.most
        ? `${found.least}`
        : `between ${found.least} and ${found.most === Infinity ? "many" : found.most}`;
    throw fail(
      "N_A",
      `Wrong number of arguments to ${node.name}. Expected ${wanted} arguments, but got ${length} arguments.`,
    );
  }
  if (found.kind === "lazy") return found.run(scope, node.args);
  if (found.kind === "whole")
    return found.run(
      scope,
      node.args.map((argument) => evaluate(scope, argument)),
    );
  const values = operands(scope, node.args);
  return broadcast(scope, values, (atoms) => found.run(atoms, scope));
}

export function evaluate(scope: Scope, node: Node): Computed {
  switch (node.kind) {
    case "value":
      if (isCellError(node.value)) throw new FormulaError(node.value);
      return node.value;
    case "reference": {
      const range = referenced(scope, node);
      return node.isCell ? scope.evaluation.cellRange(range) : range;
    }
    case "name":
      return named(scope, node.name);
    case "unary":
      return broadcast(scope, operands(scope, [node.operand]), ([operand]) =>
        unaryOperation(node.operator, operand),
      );
    case "binary":
      return broadcast(scope, operands(scope, [node.left, node.right]), ([left, right]) =>
        binaryOperation(node.operator, left, right),
      );
    case "array":
      return arrayLiteral(scope, node);
    case "call":
      return call(scope, node);
  }
}
