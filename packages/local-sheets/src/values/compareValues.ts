import { isCellError, type Value } from "../model/cell.ts";

const collator = new Intl.Collator("en", { sensitivity: "accent", numeric: false });

function rank(value: Value | undefined): number {
  if (typeof value === "number") return 0;
  if (typeof value === "string") return 1;
  if (typeof value === "boolean") return 2;
  return isCellError(value) ? 3 : 4;
}

/** Numbers, then text, then booleans, then errors. */
export function compareValues(left: Value | undefined, right: Value | undefined): number {
  const difference = rank(left) - rank(right);
  if (difference !== 0) return difference;
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return collator.compare(left, right);
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  return 0;
}
