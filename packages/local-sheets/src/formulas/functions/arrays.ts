import { isCellError } from "../../model/cell.ts";
import { compareValues } from "../../values/compareValues.ts";
import { evaluate, fullRows, rowsOf, single, type Scope } from "../evaluate.ts";
import {
  fail,
  isAtom,
  isRange,
  matrix,
  toBoolean,
  toNumber,
  type Atom,
  type Computed,
  type Matrix,
} from "../values.ts";
import { lazy, whole, type FunctionTable } from "./spec.ts";

const transposed = (rows: Matrix): Matrix =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));

const isTrue = (value: Atom): boolean =>
  !isCellError(value) && (value === true || (typeof value === "number" && value !== 0));

function filtered(scope: Scope, [source, ...conditions]: readonly Computed[]): Computed {
  const rows = fullRows(scope, source);
  const tests = conditions.map((condition) => fullRows(scope, condition));
  const isByColumn = tests.every((test) => test.length === 1 && (test[0]?.length ?? 0) > 1);
  if (isByColumn) {
    const kept = (rows[0] ?? []).map((_, column) =>
      tests.every((test) => isTrue(test[0]?.[column])),
    );
    return nonEmpty(rows.map((row) => row.filter((_, column) => kept[column])));
  }
  if (tests.some((test) => test.length !== rows.length))
    throw fail("N_A", "FILTER has mismatched range sizes.");
  return nonEmpty(rows.filter((_, index) => tests.every((test) => isTrue(test[index]?.[0]))));
}

function nonEmpty(rows: Matrix): Computed {
  if (rows.length === 0 || rows[0]?.length === 0)
    throw fail("N_A", "No matches are found in FILTER evaluation.");
  return matrix(rows);
}

function sorted(scope: Scope, [source, ...keys]: readonly Computed[]): Computed {
  const rows = rowsOf(scope, source);
  const specs: { values: Atom[]; sign: number }[] = [];
  for (let index = 0; index < Math.max(keys.length, 1); index += 2) {
    const key = keys[index];
    const column =
      key === undefined
        ? 1
        : isAtom(key) || isSingleCell(key)
          ? toNumber(single(scope, key), "SORT", index + 2)
          : undefined;
    const values =
      column === undefined
        ? fullRows(scope, key).map((row) => row[0])
        : rows.map((row) => row[column - 1]);
    const isAscending =
      keys[index + 1] === undefined || toBoolean(single(scope, keys[index + 1]), "SORT", index + 3);
    specs.push({ values, sign: isAscending ? 1 : -1 });
  }
  const order = rows.map((_, index) => index);
  order.sort((left, right) => {
    for (const { values, sign } of specs) {
      const [first, second] = [values[left], values[right]];
      if (first === undefined || second === undefined) {
        if (first !== second) return first === undefined ? 1 : -1;
        continue;
      }
      const compared = compareValues(first, second);
      if (compared !== 0) return compared * sign;
    }
    return left - right;
  });
  return matrix(order.map((index) => rows[index] ?? []));
}

const isSingleCell = (value: Computed): boolean =>
  isRange(value) &&
  value.area.endRow - value.area.startRow === 1 &&
  value.area.endColumn - value.area.startColumn === 1;

function unique(scope: Scope, [source]: readonly Computed[]): Computed {
  const seen = new Set<string>();
  const rows = rowsOf(scope, source).filter((row) => {
    const key = JSON.stringify(row.map((atom) => atom ?? null));
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
  return matrix(rows);
}

function sequence(scope: Scope, values: readonly Computed[]): Computed {
  const number = (index: number, fallback: number): number =>
    values[index] === undefined
      ? fallback
      : toNumber(single(scope, values[index]), "SEQUENCE", index + 1);
  const [rows, columns, start, step] = [number(0, 1), number(1, 1), number(2, 1), number(3, 1)];
  return matrix(
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (__, column) => start + (row * columns + column) * step),
    ),
  );
}

const flat = (scope: Scope, values: readonly Computed[]): Atom[] =>
  values.flatMap((value) => (isAtom(value) ? [value] : fullRows(scope, value).flat()));

export const arrayFunctions: FunctionTable = {
  ARRAYFORMULA: lazy(1, 1, (scope, [node]) => {
    const value = node ? evaluate({ ...scope, isArray: true }, node) : undefined;
    return isRange(value) ? matrix(rowsOf(scope, value)) : value;
  }),
  TRANSPOSE: whole(1, 1, (scope, [value]) => matrix(transposed(fullRows(scope, value)))),
  FILTER: lazy(2, Infinity, (scope, nodes) =>
    filtered(
      scope,
      nodes.map((node) => evaluate({ ...scope, isArray: true }, node)),
    ),
  ),
  SORT: whole(1, Infinity, sorted),
  UNIQUE: whole(1, 3, unique),
  SEQUENCE: whole(1, 4, sequence),
  FLATTEN: whole(1, Infinity, (scope, values) => matrix(flat(scope, values).map((atom) => [atom]))),
  TOCOL: whole(1, 3, (scope, [value]) => matrix(flat(scope, [value]).map((atom) => [atom]))),
  TOROW: whole(1, 3, (scope, [value]) => matrix([flat(scope, [value])])),
  VSTACK: whole(1, Infinity, (scope, values) =>
    matrix(values.flatMap((value) => [...fullRows(scope, value)])),
  ),
  HSTACK: whole(1, Infinity, (scope, values) => {
    const blocks = values.map((value) => fullRows(scope, value));
    const height = Math.max(...blocks.map((block) => block.length));
    return matrix(
      Array.from({ length: height }, (_, row) =>
        blocks.flatMap((block) => block[row] ?? (block[0] ?? []).map(() => fail("N_A", "").error)),
      ),
    );
  }),
  SUMPRODUCT: lazy(1, Infinity, (scope, nodes) => {
    const grids = nodes.map((node) =>
      fullRows(scope, evaluate({ ...scope, isArray: true }, node)).flat(),
    );
    const length = grids[0]?.length ?? 0;
    if (grids.some((grid) => grid.length !== length))
      throw fail("VALUE", "SUMPRODUCT has mismatched range sizes.");
    let sum = 0;
    for (let index = 0; index < length; index += 1)
      sum += grids.reduce((product, grid) => product * factor(grid[index]), 1);
    return sum;
  }),
};

function factor(atom: Atom): number {
  if (isCellError(atom)) throw fail(atom.errorType, atom.message);
  return typeof atom === "number" ? atom : typeof atom === "boolean" ? Number(atom) : 0;
}
