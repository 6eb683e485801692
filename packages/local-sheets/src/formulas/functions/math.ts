import { fullRows, rowsOf, single, type Scope } from "../evaluate.ts";
import { finite } from "../operators.ts";
import { fail, isAtom, matrix, toNumber, type Atom, type Computed } from "../values.ts";
import { atomsOf, numbersOf } from "./atoms.ts";
import { criterion } from "./criteria.ts";
import { scalar, whole, type FunctionSpec, type FunctionTable } from "./spec.ts";

const total = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0);

const of = (
  where: string,
  compute: (number: number, second: number) => number,
  second = 0,
): FunctionSpec =>
  scalar(1, 2, ([value, other]) =>
    finite(
      compute(toNumber(value, where, 1), other === undefined ? second : toNumber(other, where, 2)),
      where,
    ),
  );

const plain = (where: string, compute: (number: number) => number): FunctionSpec =>
  scalar(1, 1, ([value]) => finite(compute(toNumber(value, where)), where));

const exactly = (number: number): number => Number(number.toPrecision(15));

function rounded(number: number, places: number, round: (size: number) => number): number {
  const scale = 10 ** Math.trunc(places);
  const scaled = exactly(Math.abs(number) * scale);
  return (Math.sign(number) * round(scaled)) / scale;
}

const halfUp = (size: number): number => Math.floor(size + 0.5);

function multiple(number: number, step: number, round: (size: number) => number): number {
  const by = step === 0 ? 1 : Math.abs(step);
  return exactly(round(exactly(number / by)) * by);
}

interface Conditions {
  readonly matches: (index: number) => boolean;
  readonly length: number;
}

function conditionsOf(scope: Scope, values: readonly Computed[]): Conditions {
  const tests: { atoms: Atom[]; test: (value: Atom) => boolean }[] = [];
  for (let index = 0; index + 1 < values.length; index += 2) {
    tests.push({
      atoms: fullRows(scope, values[index]).flat(),
      test: criterion(single(scope, values[index + 1])),
    });
  }
  const length = tests[0]?.atoms.length ?? 0;
  if (tests.some(({ atoms }) => atoms.length !== length))
    throw fail("VALUE", "Array arguments are of different size.");
  return { length, matches: (index) => tests.every(({ atoms, test }) => test(atoms[index])) };
}

function matching(scope: Scope, target: Computed, conditions: Conditions): number[] {
  const atoms = fullRows(scope, target).flat();
  const numbers: number[] = [];
  for (let index = 0; index < conditions.length; index += 1) {
    const atom = atoms[index];
    if (typeof atom === "number" && conditions.matches(index)) numbers.push(atom);
  }
  return numbers;
}

function mean(numbers: readonly number[], where: string): number {
  if (numbers.length === 0)
    throw fail("DIVIDE_BY_ZERO", `Evaluation of function ${where} caused a divide by zero error.`);
  return total(numbers) / numbers.length;
}

/** SUMIF and AVERAGEIF: the tested range, its criterion, and what is taken instead. */
const singleCondition = (scope: Scope, [range, test, target]: readonly Computed[]): number[] =>
  matching(scope, target === undefined ? range : target, conditionsOf(scope, [range, test]));

const countIf = (scope: Scope, values: readonly Computed[]): number => {
  const conditions = conditionsOf(scope, values);
  let count = 0;
  for (let index = 0; index < conditions.length; index += 1)
    if (conditions.matches(index)) count += 1;
  return count;
};

const modulo = (number: number, divisor: number): number => {
  if (divisor === 0) throw fail("DIVIDE_BY_ZERO", "Function MOD parameter 2 cannot be zero.");
  return number - divisor * Math.floor(number / divisor);
};

export const mathFunctions: FunctionTable = {
  SUM: whole(1, Infinity, (scope, values) => total(numbersOf(scope, values, "SUM"))),
  PRODUCT: whole(1, Infinity, (scope, values) =>
    numbersOf(scope, values, "PRODUCT").reduce((product, number) => product * number, 1),
  ),
  SUMSQ: whole(1, Infinity, (scope, values) =>
    total(numbersOf(scope, values, "SUMSQ").map((number) => number * number)),
  ),
  SUMIF: whole(2, 3, (scope, values) => total(singleCondition(scope, values))),
  SUMIFS: whole(3, Infinity, (scope, [target, ...rest]) =>
    total(matching(scope, target, conditionsOf(scope, rest))),
  ),
  COUNTIF: whole(2, 2, countIf),
  COUNTIFS: whole(2, Infinity, countIf),
  AVERAGEIF: whole(2, 3, (scope, values) => mean(singleCondition(scope, values), "AVERAGEIF")),
  AVERAGEIFS: whole(3, Infinity, (scope, [target, ...rest]) =>
    mean(matching(scope, target, conditionsOf(scope, rest)), "AVERAGEIFS"),
  ),
  MINIFS: whole(3, Infinity, (scope, [target, ...rest]) =>
    extreme(matching(scope, target, conditionsOf(scope, rest)), (left, right) => left < right),
  ),
  MAXIFS: whole(3, Infinity, (scope, [target, ...rest]) =>
    extreme(matching(scope, target, conditionsOf(scope, rest)), (left, right) => left > right),
  ),
  COUNT: whole(
    1,
    Infinity,
    (scope, values) => atomsOf(scope, values).filter((atom) => typeof atom === "number").length,
  ),
  COUNTA: whole(
    1,
    Infinity,
    (scope, values) => atomsOf(scope, values).filter((atom) => atom !== undefined).length,
  ),
  COUNTBLANK: whole(
    1,
    Infinity,
    (scope, values) =>
      values
        .flatMap((value) => (isAtom(value) ? [value] : fullRows(scope, value).flat()))
        .filter((atom) => atom === undefined || atom === "").length,
  ),
  COUNTUNIQUE: whole(
    1,
    Infinity,
    (scope, values) => new Set(atomsOf(scope, values).filter((atom) => atom !== undefined)).size,
  ),
  AVERAGE: whole(1, Infinity, (scope, values) =>
    mean(numbersOf(scope, values, "AVERAGE"), "AVERAGE"),
  ),
  MIN: whole(1, Infinity, (scope, values) =>
    extreme(numbersOf(scope, values, "MIN"), (left, right) => left < right),
  ),
  MAX: whole(1, Infinity, (scope, values) =>
    extreme(numbersOf(scope, values, "MAX"), (left, right) => left > right),
  ),
  ROUND: of("ROUND", (number, places) => rounded(number, places, halfUp)),
  ROUNDUP: of("ROUNDUP", (number, places) => rounded(number, places, Math.ceil)),
  ROUNDDOWN: of("ROUNDDOWN", (number, places) => rounded(number, places, Math.floor)),
  TRUNC: of("TRUNC", (number, places) => rounded(number, places, Math.floor)),
  MROUND: of("MROUND", (number, step) => multiple(number, step, Math.round), 1),
  CEILING: of("CEILING", (number, step) => multiple(number, step, Math.ceil), 1),
  FLOOR: of("FLOOR", (number, step) => multiple(number, step, Math.floor), 1),
  INT: plain("INT", Math.floor),
  ABS: plain("ABS", Math.abs),
  SIGN: plain("SIGN", Math.sign),
  SQRT: plain("SQRT", (number) => {
    if (number < 0)
      throw fail(
        "NUM",
        `Function SQRT parameter 1 value is ${number}. It should be greater than or equal to 0.`,
      );
    return Math.sqrt(number);
  }),
  EXP: plain("EXP", Math.exp),
  LN: plain("LN", Math.log),
  LOG10: plain("LOG10", Math.log10),
  LOG: of("LOG", (number, base) => Math.log(number) / Math.log(base), 10),
  POWER: scalar(2, 2, ([base, exponent]) =>
    finite(toNumber(base, "POWER", 1) ** toNumber(exponent, "POWER", 2), "POWER"),
  ),
  MOD: scalar(2, 2, ([number, divisor]) =>
    modulo(toNumber(number, "MOD", 1), toNumber(divisor, "MOD", 2)),
  ),
  QUOTIENT: scalar(2, 2, ([number, divisor]) => {
    if (toNumber(divisor, "QUOTIENT", 2) === 0)
      throw fail("DIVIDE_BY_ZERO", "Function QUOTIENT parameter 2 cannot be zero.");
    return Math.trunc(toNumber(number, "QUOTIENT", 1) / toNumber(divisor, "QUOTIENT", 2));
  }),
  PI: scalar(0, 0, () => Math.PI),
  RAND: scalar(0, 0, (_, scope) => {
    scope.evaluation.isVolatile = true;
    return Math.random();
  }),
  RANDBETWEEN: scalar(2, 2, ([low, high], scope) => {
    scope.evaluation.isVolatile = true;
    const [first, last] = [
      Math.ceil(toNumber(low, "RANDBETWEEN", 1)),
      Math.floor(toNumber(high, "RANDBETWEEN", 2)),
    ];
    return first + Math.floor(Math.random() * (last - first + 1));
  }),
  ADD: scalar(2, 2, ([left, right]) => toNumber(left, "ADD", 1) + toNumber(right, "ADD", 2)),
  MINUS: scalar(2, 2, ([left, right]) => toNumber(left, "MINUS", 1) - toNumber(right, "MINUS", 2)),
  MULTIPLY: scalar(
    2,
    2,
    ([left, right]) => toNumber(left, "MULTIPLY", 1) * toNumber(right, "MULTIPLY", 2),
  ),
  DIVIDE: scalar(2, 2, ([left, right]) => {
    if (toNumber(right, "DIVIDE", 2) === 0)
      throw fail("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.");
    return toNumber(left, "DIVIDE", 1) / toNumber(right, "DIVIDE", 2);
  }),
  LARGE: whole(2, 2, (scope, [values, rank]) =>
    ranked(
      numbersOf(scope, [values], "LARGE").sort((a, b) => b - a),
      toNumber(single(scope, rank), "LARGE", 2),
      "LARGE",
    ),
  ),
  SMALL: whole(2, 2, (scope, [values, rank]) =>
    ranked(
      numbersOf(scope, [values], "SMALL").sort((a, b) => a - b),
      toNumber(single(scope, rank), "SMALL", 2),
      "SMALL",
    ),
  ),
  MMULT: whole(2, 2, (scope, [left, right]) => {
    const [first, second] = [rowsOf(scope, left), rowsOf(scope, right)];
    return matrix(
      first.map((row) =>
        (second[0] ?? []).map((_, column) =>
          row.reduce<number>(
            (sum, atom, index) =>
              sum + toNumber(atom, "MMULT", 1) * toNumber(second[index]?.[column], "MMULT", 2),
            0,
          ),
        ),
      ),
    );
  }),
};

function extreme(
  numbers: readonly number[],
  isBetter: (left: number, right: number) => boolean,
): number {
  let best: number | undefined;
  for (const number of numbers) if (best === undefined || isBetter(number, best)) best = number;
  return best ?? 0;
}

function ranked(sorted: readonly number[], rank: number, where: string): number {
  const found = sorted[Math.floor(rank) - 1];
  if (found === undefined)
    throw fail("NUM", `Function ${where} parameter 2 value ${rank} is out of range.`);
  return found;
}
