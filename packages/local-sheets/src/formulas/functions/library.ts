import * as formulajs from "@formulajs/formulajs";
import { isCellError } from "../../model/cell.ts";
import { errorFromText } from "../errors.ts";
import { rowsOf } from "../evaluate.ts";
import { fail, FormulaError, isAtom, type Atom, type Computed } from "../values.ts";
import { whole, type FunctionSpec } from "./spec.ts";

/** Statistics, finance and engineering come from a library; these of its functions compute as Sheets does. */
const names = [
  "ACOS",
  "ACOSH",
  "ASIN",
  "ASINH",
  "ATAN",
  "ATAN2",
  "ATANH",
  "AVEDEV",
  "AVERAGEA",
  "BASE",
  "BIN2DEC",
  "BIN2HEX",
  "BITAND",
  "BITOR",
  "BITXOR",
  "COMBIN",
  "CORREL",
  "COS",
  "COSH",
  "COT",
  "COVAR",
  "CUMIPMT",
  "CUMPRINC",
  "DB",
  "DDB",
  "DEC2BIN",
  "DEC2HEX",
  "DECIMAL",
  "DEGREES",
  "DELTA",
  "DEVSQ",
  "EFFECT",
  "EVEN",
  "FACT",
  "FACTDOUBLE",
  "FORECAST",
  "FREQUENCY",
  "FV",
  "GCD",
  "GEOMEAN",
  "HARMEAN",
  "HEX2DEC",
  "INTERCEPT",
  "IPMT",
  "IRR",
  "KURT",
  "LCM",
  "MAXA",
  "MEDIAN",
  "MINA",
  "MIRR",
  "MODE",
  "MULTINOMIAL",
  "NOMINAL",
  "NORMDIST",
  "NORMINV",
  "NPER",
  "NPV",
  "ODD",
  "PERCENTILE",
  "PERCENTRANK",
  "PERMUT",
  "PMT",
  "PPMT",
  "PV",
  "QUARTILE",
  "RADIANS",
  "RANK",
  "RATE",
  "ROMAN",
  "RSQ",
  "SIN",
  "SINH",
  "SKEW",
  "SLN",
  "SLOPE",
  "STANDARDIZE",
  "STDEV",
  "STDEVA",
  "STDEVP",
  "STDEVPA",
  "STEYX",
  "SUBTOTAL",
  "SUMX2MY2",
  "SUMX2PY2",
  "SUMXMY2",
  "SYD",
  "TAN",
  "TANH",
  "VAR",
  "VARA",
  "VARP",
  "VARPA",
  "XNPV",
  "ZTEST",
] as const;

const library: Readonly<Record<string, unknown>> = formulajs;

const renamed: Readonly<Record<string, string>> = {
  MODE: "MODESNGL",
  STDEV: "STDEVS",
  VAR: "VARS",
  PERCENTILE: "PERCENTILEINC",
  PERCENTRANK: "PERCENTRANKINC",
  QUARTILE: "QUARTILEINC",
  RANK: "RANKEQ",
};

function plain(atom: Atom): unknown {
  if (isCellError(atom)) throw new FormulaError(atom);
  return atom ?? null;
}

function toAtom(result: unknown, name: string): Atom {
  if (typeof result === "number") {
    if (!Number.isFinite(result))
      throw fail("NUM", `Function ${name} result is not a finite number.`);
    return result;
  }
  if (typeof result === "string" || typeof result === "boolean") return result;
  if (result instanceof Error)
    throw new FormulaError(
      errorFromText(result.message) ?? { errorType: "VALUE", message: result.message },
    );
  throw fail("VALUE", `Function ${name} has no single result.`);
}

function fromLibrary(name: string): FunctionSpec | undefined {
  const run = library[renamed[name] ?? name];
  if (typeof run !== "function") return undefined;
  return whole(0, Infinity, (scope, values: readonly Computed[]) => {
    const args = values.map((value) => {
      if (isAtom(value)) return plain(value);
      const rows = rowsOf(scope, value).map((row) => row.map(plain));
      return rows.length === 1 && rows[0]?.length === 1 ? rows[0][0] : rows;
    });
    const result: unknown = Reflect.apply(run, undefined, args);
    return toAtom(result, name);
  });
}

export const libraryFunctions: Readonly<Record<string, FunctionSpec>> = Object.fromEntries(
  names.flatMap((name) => {
    const found = fromLibrary(name);
    return found ? [[name, found] as const] : [];
  }),
);
