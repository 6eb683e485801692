import { isCellError } from "../../model/cell.ts";
import { compareAtoms } from "../operators.ts";
import { textToNumber, toText, type Atom } from "../values.ts";

export type Criterion = (value: Atom) => boolean;

function wildcard(text: string): RegExp {
  const source = text.replaceAll(
    /~([*?~])|([*?])|([.+^${}()|[\]\\])/g,
    (_, escaped: string | undefined, wild: string | undefined, special: string | undefined) => {
      if (escaped !== undefined) return `\\${escaped}`;
      if (wild !== undefined) return wild === "*" ? ".*" : ".";
      return `\\${special ?? ""}`;
    },
  );
  return new RegExp(`^${source}$`, "isu");
}

function equals(operand: string): Criterion {
  const number = textToNumber(operand);
  if (operand === "") return (value) => value === undefined || value === "";
  if (number !== undefined)
    return (value) =>
      value === number || (typeof value === "string" && textToNumber(value) === number);
  if (/^(true|false)$/i.test(operand))
    return (value) => value === (operand.toLowerCase() === "true");
  const pattern = wildcard(operand);
  return (value) => typeof value === "string" && pattern.test(value);
}

function ordered(operator: string, operand: string): Criterion {
  const number = textToNumber(operand);
  const wanted = number ?? operand;
  return (value) => {
    if (typeof value !== typeof wanted) return false;
    const order = compareAtoms(value, wanted);
    if (operator === ">") return order > 0;
    if (operator === "<") return order < 0;
    return operator === ">=" ? order >= 0 : order <= 0;
  };
}

/** Reads a criterion of SUMIF and its like: ">=5", "<>x", "a*", or a plain value. */
export function criterion(given: Atom): Criterion {
  if (typeof given !== "string") {
    const text = given === undefined ? "0" : toText(given);
    return typeof given === "boolean" ? (value) => value === given : equals(text);
  }
  const match = /^(<>|<=|>=|=|<|>)([\s\S]*)$/.exec(given);
  if (!match) return equals(given);
  const [, operator = "=", operand = ""] = match;
  if (operator === "=") return operand === "" ? (value) => value === undefined : equals(operand);
  if (operator === "<>") {
    const same = operand === "" ? (value: Atom) => value === undefined : equals(operand);
    return (value) => !isCellError(value) && !same(value);
  }
  return ordered(operator, operand);
}
