import { columnName, quoteTitle } from "../../model/a1Text.ts";
import { isCellError } from "../../model/cell.ts";
import { evaluate, fullRows, rowsOf, single, type Scope } from "../evaluate.ts";
import { parseReference } from "../parse.ts";
import { compareAtoms } from "../operators.ts";
import {
  fail,
  FormulaError,
  isAtom,
  isRange,
  matrix,
  toBoolean,
  toNumber,
  toText,
  type Atom,
  type Computed,
  type Matrix,
  type RangeValue,
} from "../values.ts";
import { criterion } from "./criteria.ts";
import { lazy, scalar, whole, type FunctionTable } from "./spec.ts";

const keyOf = (value: Atom): string =>
  typeof value === "string" ? `s${value.toLowerCase()}` : `${typeof value}${String(value)}`;

const indexes = new WeakMap<Matrix, Map<string, Map<string, number>>>();

/** Where each value first stands in a row or column, kept for as long as the values are. */
function indexOf(rows: Matrix, line: readonly Atom[], name: string): Map<string, number> {
  const byLine = indexes.get(rows) ?? new Map<string, Map<string, number>>();
  indexes.set(rows, byLine);
  const known = byLine.get(name);
  if (known) return known;
  const created = new Map<string, number>();
  line.forEach((value, index) => {
    const key = keyOf(value);
    if (value !== undefined && !created.has(key)) created.set(key, index);
  });
  byLine.set(name, created);
  return created;
}

const hasWildcard = (value: Atom): boolean => typeof value === "string" && /[*?]/.test(value);

function exact(rows: Matrix, line: readonly Atom[], name: string, wanted: Atom): number {
  if (hasWildcard(wanted)) {
    const test = criterion(wanted);
    return line.findIndex(test);
  }
  return indexOf(rows, line, name).get(keyOf(wanted)) ?? -1;
}

const isComparable = (left: Atom, right: Atom): boolean =>
  left !== undefined && typeof left === typeof right;

/** The last place of a sorted line whose value is not greater than the wanted one. */
function atMost(line: readonly Atom[], wanted: Atom): number {
  let found = -1;
  for (let index = 0; index < line.length; index += 1) {
    if (!isComparable(line[index], wanted)) continue;
    if (compareAtoms(line[index], wanted) > 0) break;
    found = index;
  }
  return found;
}

function wantedValue(scope: Scope, value: Computed): Atom {
  const atom = single(scope, value);
  if (isCellError(atom)) throw new FormulaError(atom);
  return atom;
}

const columnOf = (rows: Matrix, column: number): Atom[] => rows.map((row) => row[column]);

function verticalLookup(
  scope: Scope,
  values: readonly Computed[],
  name: "VLOOKUP" | "HLOOKUP",
): Computed {
  const [search, range, index, sorted] = values;
  const stood = rowsOf(scope, range);
  const rows =
    name === "VLOOKUP" ? stood : (stood[0] ?? []).map((_, column) => columnOf(stood, column));
  const wanted = wantedValue(scope, search);
  const at = Math.floor(toNumber(single(scope, index), name, 3));
  const width = rows[0]?.length ?? 0;
  if (at < 1)
    throw fail(
      "VALUE",
      `Function ${name} parameter 3 value is ${at}. It should be greater than or equal to 1.`,
    );
  if (at > width) throw fail("REF", `${name} evaluates to an out of bounds range.`);
  const line = columnOf(rows, 0);
  const isSorted =
    sorted === undefined ? values.length < 4 : toBoolean(single(scope, sorted), name, 4);
  const found = isSorted ? atMost(line, wanted) : exact(stood, line, name, wanted);
  if (found === -1)
    throw fail("N_A", `Did not find value '${toText(wanted)}' in ${name} evaluation.`);
  return rows[found]?.[at - 1];
}

/** VLOOKUP of many keys inside ARRAYFORMULA. */
function manyKeys(
  scope: Scope,
  values: readonly Computed[],
  name: "VLOOKUP" | "HLOOKUP",
): Computed {
  const [search, ...rest] = values;
  if (!scope.isArray || isAtom(search)) return verticalLookup(scope, values, name);
  return matrix(
    rowsOf(scope, search).map((row) =>
      row.map((key) => {
        try {
          const found = verticalLookup(scope, [key, ...rest], name);
          return isAtom(found) ? found : undefined;
        } catch (error) {
          if (error instanceof FormulaError) return error.error;
          throw error;
        }
      }),
    ),
  );
}

function lineOf(rows: Matrix): Atom[] {
  return rows.length === 1 ? [...(rows[0] ?? [])] : columnOf(rows, 0);
}

function matchPosition(scope: Scope, values: readonly Computed[]): number {
  const [search, range, type] = values;
  const rows = rowsOf(scope, range);
  const line = lineOf(rows);
  const wanted = wantedValue(scope, search);
  const kind = type === undefined ? 1 : toNumber(single(scope, type), "MATCH", 3);
  const found =
    kind === 0
      ? exact(rows, line, "MATCH", wanted)
      : kind > 0
        ? atMost(line, wanted)
        : line.findLastIndex(
            (value) => isComparable(value, wanted) && compareAtoms(value, wanted) >= 0,
          );
  if (found === -1)
    throw fail("N_A", `Did not find value '${toText(wanted)}' in MATCH evaluation.`);
  return found + 1;
}

function subRange(range: RangeValue, row: number, column: number): RangeValue {
  const { area } = range;
  if (
    row < 0 ||
    column < 0 ||
    row > area.endRow - area.startRow ||
    column > area.endColumn - area.startColumn
  ) {
    throw fail("NUM", "Function INDEX parameter value is out of range.");
  }
  return {
    ...range,
    area: {
      startRow: row === 0 ? area.startRow : area.startRow + row - 1,
      endRow: row === 0 ? area.endRow : area.startRow + row,
      startColumn: column === 0 ? area.startColumn : area.startColumn + column - 1,
      endColumn: column === 0 ? area.endColumn : area.startColumn + column,
    },
  };
}

function indexed(
  scope: Scope,
  [reference, rowArgument, columnArgument]: readonly Computed[],
): Computed {
  const first =
    rowArgument === undefined ? 0 : Math.floor(toNumber(single(scope, rowArgument), "INDEX", 2));
  const second =
    columnArgument === undefined
      ? 0
      : Math.floor(toNumber(single(scope, columnArgument), "INDEX", 3));
  if (isRange(reference)) {
    const isOneRow = reference.area.endRow - reference.area.startRow === 1;
    return columnArgument === undefined && isOneRow
      ? subRange(reference, 0, first)
      : subRange(reference, first, second);
  }
  const rows = rowsOf(scope, reference);
  const picked = first === 0 ? rows : rows.slice(first - 1, first);
  const cut = picked.map((row) => (second === 0 ? row : row.slice(second - 1, second)));
  return cut.length === 1 && cut[0]?.length === 1 ? cut[0][0] : matrix(cut);
}

function extendedLookup(scope: Scope, values: readonly Computed[]): Computed {
  const [search, lookup, result, missing, mode] = values;
  const rows = rowsOf(scope, lookup);
  const line = lineOf(rows);
  const wanted = wantedValue(scope, search);
  const kind = mode === undefined ? 0 : toNumber(single(scope, mode), "XLOOKUP", 5);
  let found =
    kind === 2
      ? line.findIndex(criterion(wanted))
      : (indexOf(rows, line, "XLOOKUP").get(keyOf(wanted)) ?? -1);
  if (found === -1 && (kind === -1 || kind === 1)) found = nearest(line, wanted, kind);
  if (found === -1) {
    if (missing !== undefined) return missing;
    throw fail("N_A", "Did not find value in XLOOKUP evaluation.");
  }
  const results = fullRows(scope, result);
  if (rows.length === 1) return matrix(results.map((row) => [row[found]]));
  const row = results[found] ?? [];
  return row.length === 1 ? row[0] : matrix([row]);
}

function nearest(line: readonly Atom[], wanted: Atom, direction: number): number {
  let best = -1;
  line.forEach((value, index) => {
    const order = isComparable(value, wanted) ? compareAtoms(value, wanted) : 0;
    if (order === 0 || Math.sign(order) !== direction) return;
    if (best === -1 || compareAtoms(value, line[best]) * direction < 0) best = index;
  });
  return best;
}

function lookupLast(scope: Scope, [search, range, result]: readonly Computed[]): Computed {
  const rows = rowsOf(scope, range);
  const wanted = wantedValue(scope, search);
  const found = atMost(lineOf(rows), wanted);
  if (found === -1)
    throw fail("N_A", `Did not find value '${toText(wanted)}' in LOOKUP evaluation.`);
  const results = result === undefined ? rows : rowsOf(scope, result);
  return results.length === 1 ? results[0]?.[found] : results[found]?.at(-1);
}

function rangeArgument(value: Computed, where: string): RangeValue {
  if (isRange(value)) return value;
  throw fail("N_A", `Argument must be a range (${where}).`);
}

function offset(scope: Scope, values: readonly Computed[]): Computed {
  const { sheet, area } = rangeArgument(values[0], "OFFSET");
  const number = (index: number, fallback: number): number =>
    values[index] === undefined
      ? fallback
      : Math.trunc(toNumber(single(scope, values[index]), "OFFSET", index + 1));
  const startRow = area.startRow + number(1, 0);
  const startColumn = area.startColumn + number(2, 0);
  const moved = {
    startRow,
    startColumn,
    endRow: startRow + number(3, area.endRow - area.startRow),
    endColumn: startColumn + number(4, area.endColumn - area.startColumn),
  };
  if (
    startRow < 0 ||
    startColumn < 0 ||
    moved.endRow > sheet.grid.rowCount ||
    moved.endColumn > sheet.grid.columnCount
  ) {
    throw fail("REF", "Function OFFSET evaluates to an out of bounds range.");
  }
  return { kind: "range", sheet, area: moved };
}

function indirect(scope: Scope, values: readonly Computed[]): Computed {
  const text = toText(single(scope, values[0]));
  const node = parseReference(text) ?? { kind: "name" as const, name: text };
  try {
    return evaluate(scope, node);
  } catch (error) {
    if (error instanceof FormulaError)
      throw fail(
        "REF",
        `Function INDIRECT parameter 1 value is '${text}'. It is not a valid cell/range reference.`,
      );
    throw error;
  }
}

function address([row, column, mode, a1, sheet]: readonly Atom[]): string {
  const [r, c] = [toNumber(row, "ADDRESS", 1), toNumber(column, "ADDRESS", 2)];
  const kind = mode === undefined ? 1 : toNumber(mode, "ADDRESS", 3);
  const prefix = sheet === undefined ? "" : `${quoteTitle(toText(sheet))}!`;
  if (a1 !== undefined && !toBoolean(a1, "ADDRESS", 4)) return `${prefix}R${r}C${c}`;
  return `${prefix}${kind === 1 || kind === 3 ? "$" : ""}${columnName(c - 1)}${kind === 1 || kind === 2 ? "$" : ""}${r}`;
}

const place = (scope: Scope, value: Computed, where: string): RangeValue["area"] =>
  value === undefined
    ? {
        startRow: scope.row,
        endRow: scope.row + 1,
        startColumn: scope.column,
        endColumn: scope.column + 1,
      }
    : rangeArgument(value, where).area;

function numbered(scope: Scope, start: number, end: number, isRows: boolean): Computed {
  if (!scope.isArray || end - start === 1) return start + 1;
  const numbers = Array.from({ length: end - start }, (_, index) => start + index + 1);
  return matrix(isRows ? numbers.map((number) => [number]) : [numbers]);
}

export const lookupFunctions: FunctionTable = {
  VLOOKUP: whole(3, 4, (scope, values) => manyKeys(scope, values, "VLOOKUP")),
  HLOOKUP: whole(3, 4, (scope, values) => manyKeys(scope, values, "HLOOKUP")),
  XLOOKUP: whole(3, 6, extendedLookup),
  LOOKUP: whole(2, 3, lookupLast),
  MATCH: whole(2, 3, matchPosition),
  XMATCH: whole(2, 4, (scope, [search, range, mode]) =>
    matchPosition(scope, [search, range, mode === undefined ? 0 : mode]),
  ),
  INDEX: whole(1, 3, indexed),
  OFFSET: whole(3, 5, offset),
  INDIRECT: whole(1, 2, indirect),
  ADDRESS: scalar(2, 5, address),
  ROW: whole(0, 1, (scope, [value]) => {
    const area = place(scope, value, "ROW");
    return numbered(scope, area.startRow, area.endRow, true);
  }),
  COLUMN: whole(0, 1, (scope, [value]) => {
    const area = place(scope, value, "COLUMN");
    return numbered(scope, area.startColumn, area.endColumn, false);
  }),
  ROWS: whole(1, 1, (scope, [value]) => fullRows(scope, value).length),
  COLUMNS: whole(1, 1, (scope, [value]) => rowsOf(scope, value)[0]?.length ?? 0),
  HYPERLINK: scalar(1, 2, ([url, label]) => (label === undefined ? toText(url) : label)),
  ISFORMULA: lazy(1, 1, (scope, [node]) => {
    if (!node) return false;
    const { sheet, area } = rangeArgument(evaluate(scope, node), "ISFORMULA");
    const slot = sheet.rows[area.startRow]?.slots[area.startColumn];
    return (
      typeof slot === "object" && typeof slot.entered === "object" && "formula" in slot.entered
    );
  }),
  FORMULATEXT: lazy(1, 1, (scope, [node]) => {
    const range = node ? rangeArgument(evaluate(scope, node), "FORMULATEXT") : undefined;
    const slot = range?.sheet.rows[range.area.startRow]?.slots[range.area.startColumn];
    if (typeof slot === "object" && typeof slot.entered === "object" && "formula" in slot.entered)
      return slot.entered.formula;
    throw fail("N_A", "Function FORMULATEXT parameter 1 is not a formula.");
  }),
};
