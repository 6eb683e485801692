import { localeOf } from "../formats/locale.ts";
import { parseAmount } from "../values/parseAmount.ts";
import { parseDateTime } from "../values/parseDateTime.ts";
import { isCellError, type CellError, type Value } from "../model/cell.ts";
import type { Area, Sheet } from "../model/document.ts";
import { cellError } from "./errors.ts";

/** A single value while computing; nothing is an empty cell. */
export type Atom = Value | undefined;
export type Matrix = readonly (readonly Atom[])[];

/** A place in a grid that is read only when its values are wanted. */
export interface RangeValue {
  readonly kind: "range";
  readonly sheet: Sheet;
  readonly area: Area;
}

export interface MatrixValue {
  readonly kind: "matrix";
  readonly rows: Matrix;
}

export type Computed = Atom | RangeValue | MatrixValue;

export const isRange = (value: Computed): value is RangeValue =>
  typeof value === "object" && "kind" in value && value.kind === "range";
export const isMatrix = (value: Computed): value is MatrixValue =>
  typeof value === "object" && "kind" in value && value.kind === "matrix";
export const isAtom = (value: Computed): value is Atom => !isRange(value) && !isMatrix(value);

export const matrix = (rows: Matrix): MatrixValue => ({ kind: "matrix", rows });

/** Thrown inside a computation; the cell then shows it. */
export class FormulaError extends Error {
  readonly error: CellError;

  constructor(error: CellError) {
    super(error.message);
    this.error = error;
  }
}

export const fail = (type: CellError["errorType"], message: string): FormulaError =>
  new FormulaError(cellError(type, message));

const describe = (value: Atom): string =>
  typeof value === "string" ? `'${value}' is a text` : `'${String(value)}' is a boolean`;

export function toNumber(value: Atom, where: string, parameter = 1): number {
  if (typeof value === "number") return value;
  if (value === undefined) return 0;
  if (typeof value === "boolean") return Number(value);
  if (isCellError(value)) throw new FormulaError(value);
  const number = textToNumber(value);
  if (number !== undefined) return number;
  throw fail(
    "VALUE",
    `Function ${where} parameter ${parameter} expects number values. But ${describe(value)} and cannot be coerced to a number.`,
  );
}

/** Amounts and dates that are written as text count as numbers too. */
export function textToNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/\d/.test(trimmed)) return undefined;
  const facts = localeOf("en_US");
  return (parseAmount(trimmed, facts) ?? parseDateTime(trimmed, facts))?.value;
}

export function toText(value: Atom): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (isCellError(value)) throw new FormulaError(value);
  return numberText(value);
}

function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(15)));
}

export function toBoolean(value: Atom, where: string, parameter = 1): boolean {
  if (typeof value === "boolean") return value;
  if (value === undefined) return false;
  if (typeof value === "number") return value !== 0;
  if (isCellError(value)) throw new FormulaError(value);
  if (/^true$/i.test(value)) return true;
  if (/^false$/i.test(value) || value === "") return false;
  throw fail(
    "VALUE",
    `Function ${where} parameter ${parameter} expects boolean values. But ${describe(value)} and cannot be coerced to a boolean.`,
  );
}
