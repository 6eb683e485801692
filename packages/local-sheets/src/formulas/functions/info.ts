import { errorTypes, isCellError } from "../../model/cell.ts";
import { isDateFormat } from "../../formats/formatNumber.ts";
import { numberFormatOf } from "../../formats/numberFormatOf.ts";
import { evaluate, single, type Scope } from "../evaluate.ts";
import { FormulaError, fail, isRange, type Atom, type Computed } from "../values.ts";
import type { Node } from "../ast.ts";
import { lazy, scalar, type FunctionSpec, type FunctionTable } from "./spec.ts";

function judged(scope: Scope, node: Node | undefined): Computed {
  try {
    return node ? evaluate(scope, node) : undefined;
  } catch (error) {
    if (error instanceof FormulaError) return error.error;
    throw error;
  }
}

/** Looks at a value without failing on errors. */
const test = (check: (value: Atom) => boolean): FunctionSpec =>
  scalar(1, 1, ([value]) => check(value));

const errorTest = (check: (value: Atom) => boolean): FunctionSpec =>
  lazy(1, 1, (scope, [node]) => {
    try {
      return check(single(scope, judged(scope, node)));
    } catch (error) {
      if (error instanceof FormulaError) return check(error.error);
      throw error;
    }
  });

const typeNumber = (value: Atom): number => {
  if (typeof value === "number" || value === undefined) return 1;
  if (typeof value === "string") return 2;
  return typeof value === "boolean" ? 4 : 16;
};

export const infoFunctions: FunctionTable = {
  ISBLANK: test((value) => value === undefined),
  ISNUMBER: test((value) => typeof value === "number"),
  ISTEXT: test((value) => typeof value === "string"),
  ISNONTEXT: test((value) => typeof value !== "string"),
  ISLOGICAL: test((value) => typeof value === "boolean"),
  ISEVEN: test((value) => typeof value === "number" && Math.trunc(value) % 2 === 0),
  ISODD: test((value) => typeof value === "number" && Math.trunc(value) % 2 !== 0),
  ISEMAIL: test(
    (value) => typeof value === "string" && /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value),
  ),
  ISURL: test(
    (value) => typeof value === "string" && /^(https?:\/\/)?[\w-]+(\.[\w-]+)+/.test(value),
  ),
  ISERROR: errorTest(isCellError),
  ISERR: errorTest((value) => isCellError(value) && value.errorType !== "N_A"),
  ISNA: errorTest((value) => isCellError(value) && value.errorType === "N_A"),
  ISREF: lazy(1, 1, (scope, [node]) => isRange(judged(scope, node))),
  ISDATE: lazy(1, 1, (scope, [node]) => {
    const value = judged(scope, node);
    if (!isRange(value)) return false;
    const slot = value.sheet.rows[value.area.startRow]?.slots[value.area.startColumn];
    return (
      typeof single(scope, value) === "number" &&
      isDateFormat(numberFormatOf({ slot, document: scope.document }))
    );
  }),
  TYPE: lazy(1, 1, (scope, [node]) => typeNumber(single(scope, judged(scope, node)))),
  NA: scalar(0, 0, () => {
    throw fail("N_A", "");
  }),
  "ERROR.TYPE": lazy(1, 1, (scope, [node]) => {
    const value = judged(scope, node);
    if (isCellError(value)) return errorTypes.indexOf(value.errorType);
    throw fail("N_A", "Function ERROR.TYPE parameter 1 is not an error.");
  }),
};
