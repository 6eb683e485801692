import { isCellError } from "../model/cell.ts";
import { fail, FormulaError, toNumber, toText, type Atom } from "./values.ts";

const names: Readonly<Record<string, string>> = {
  "+": "ADD",
  "-": "MINUS",
  "*": "MULTIPLY",
  "/": "DIVIDE",
  "^": "POWER",
};

const rank = (value: Atom): number =>
  typeof value === "number" ? 0 : typeof value === "string" ? 1 : 2;

/** Sheets' order: numbers, then text without regard to case, then booleans; an empty cell takes the other's kind. */
export function compareAtoms(left: Atom, right: Atom): number {
  const first = left ?? (typeof right === "string" ? "" : typeof right === "boolean" ? false : 0);
  const second = right ?? (typeof left === "string" ? "" : typeof left === "boolean" ? false : 0);
  const difference = rank(first) - rank(second);
  if (difference !== 0) return difference;
  if (typeof first === "string" && typeof second === "string") {
    const [a, b] = [first.toLowerCase(), second.toLowerCase()];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return Number(first) - Number(second);
}

function compared(operator: string, order: number): boolean {
  switch (operator) {
    case "=":
      return order === 0;
    case "<>":
      return order !== 0;
    case "<":
      return order < 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    default:
      return order >= 0;
  }
}

function arithmetic(operator: string, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      if (right === 0) throw fail("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.");
      return left / right;
    default:
      return finite(left ** right, "POWER");
  }
}

export function finite(value: number, where: string): number {
  if (Number.isFinite(value)) return value;
  throw fail("NUM", `Function ${where} result is not a finite number.`);
}

export function binaryOperation(operator: string, left: Atom, right: Atom): Atom {
  if (isCellError(left)) throw new FormulaError(left);
  if (isCellError(right)) throw new FormulaError(right);
  if (operator === "&") return toText(left) + toText(right);
  const name = names[operator];
  if (name === undefined) return compared(operator, compareAtoms(left, right));
  return arithmetic(operator, toNumber(left, name, 1), toNumber(right, name, 2));
}

export function unaryOperation(operator: "-" | "+" | "%", operand: Atom): Atom {
  if (isCellError(operand)) throw new FormulaError(operand);
  if (operator === "+") return operand;
  return operator === "-" ? -toNumber(operand, "UMINUS") : toNumber(operand, "UNARY_PERCENT") / 100;
}
