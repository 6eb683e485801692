import { isFormula } from "../model/cell.ts";
import type { Document, Sheet } from "../model/document.ts";
import { numberFormatOf, type NumberFormat } from "../formats/numberFormatOf.ts";
import type { Node } from "./ast.ts";
import { parseFormula } from "./parse.ts";

interface Place {
  readonly document: Document;
  readonly sheet: Sheet;
}

const date: NumberFormat = { type: "DATE", pattern: undefined };
const dateFunctions = new Set([
  "TODAY",
  "DATE",
  "EDATE",
  "EOMONTH",
  "WORKDAY",
  "DATEVALUE",
  "TO_DATE",
]);
/** These give back one of their arguments, or something of the same kind; the number says from which on. */
const carriers: Readonly<Record<string, number>> = {
  SUM: 0,
  AVERAGE: 0,
  MIN: 0,
  MAX: 0,
  MEDIAN: 0,
  ROUND: 0,
  ROUNDUP: 0,
  ROUNDDOWN: 0,
  ABS: 0,
  IFERROR: 0,
  IFNA: 0,
  INDEX: 0,
  ARRAYFORMULA: 0,
  MINIFS: 0,
  MAXIFS: 0,
  SUMIFS: 0,
  IF: 1,
  XLOOKUP: 2,
  SUMIF: 2,
};
const deepest = 20;

function ofReference(
  place: Place,
  node: Extract<Node, { kind: "reference" }>,
  depth: number,
): NumberFormat | undefined {
  const { document } = place;
  const named = node.sheet?.toLowerCase();
  const sheet =
    named === undefined
      ? place.sheet
      : document.sheets.find(({ title }) => title.toLowerCase() === named);
  const slot = sheet?.rows[node.start.row ?? 0]?.slots[node.start.column ?? 0];
  if (!sheet || typeof slot !== "object") return undefined;
  const own = numberFormatOf({ slot, document });
  if (own || !isFormula(slot.entered)) return own;
  const below = parseFormula(slot.entered.formula);
  return below && ofNode({ document, sheet }, below, depth + 1);
}

function ofSum(
  place: Place,
  node: Extract<Node, { kind: "binary" }>,
  depth: number,
): NumberFormat | undefined {
  const [left, right] = [ofNode(place, node.left, depth), ofNode(place, node.right, depth)];
  const areDates = left?.type === "DATE" && right?.type === "DATE";
  return areDates ? undefined : (left ?? right);
}

function ofCall(
  place: Place,
  node: Extract<Node, { kind: "call" }>,
  depth: number,
): NumberFormat | undefined {
  if (dateFunctions.has(node.name)) return date;
  if (node.name === "NOW") return { type: "DATE_TIME", pattern: undefined };
  const first = carriers[node.name];
  if (first === undefined) return undefined;
  for (const argument of node.args.slice(first)) {
    const found = ofNode(place, argument, depth);
    if (found) return found;
  }
  return undefined;
}

function ofNode(place: Place, node: Node, depth: number): NumberFormat | undefined {
  if (depth > deepest) return undefined;
  switch (node.kind) {
    case "reference":
      return ofReference(place, node, depth);
    case "call":
      return ofCall(place, node, depth + 1);
    case "unary":
      return node.operator === "%" ? undefined : ofNode(place, node.operand, depth + 1);
    case "binary":
      if (node.operator === "+" || node.operator === "-") return ofSum(place, node, depth + 1);
      if (node.operator !== "*" && node.operator !== "/") return undefined;
      return (
        amountOf(ofNode(place, node.left, depth + 1)) ??
        amountOf(ofNode(place, node.right, depth + 1))
      );
    case "value":
    case "name":
    case "array":
      return undefined;
  }
}

const amountOf = (format: NumberFormat | undefined): NumberFormat | undefined =>
  format?.type === "CURRENCY" ? format : undefined;

/** The number format that a formula's result takes over from what it works on, in a cell that has none of its own. */
export function inferFormat(input: {
  document: Document;
  sheet: Sheet;
  formula: string;
}): NumberFormat | undefined {
  const node = parseFormula(input.formula);
  return node && ofNode(input, node, 0);
}
