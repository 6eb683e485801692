import { isCellError } from "../../model/cell.ts";
import { broadcast, evaluate, single, type Scope } from "../evaluate.ts";
import type { Node } from "../ast.ts";
import { compareAtoms } from "../operators.ts";
import {
  fail,
  FormulaError,
  isAtom,
  isMatrix,
  toBoolean,
  toNumber,
  type Atom,
  type Computed,
} from "../values.ts";
import { atomsOf } from "./atoms.ts";
import { lazy, scalar, whole, type FunctionTable } from "./spec.ts";

const attempt = (scope: Scope, node: Node): Computed => {
  try {
    const value = evaluate(scope, node);
    return scope.isArray || isMatrix(value) ? value : single(scope, value);
  } catch (error) {
    if (error instanceof FormulaError) return error.error;
    throw error;
  }
};

const one = (scope: Scope, node: Node | undefined): Atom =>
  node ? single(scope, evaluate(scope, node)) : undefined;

function choose(scope: Scope, nodes: readonly Node[]): Computed {
  const [test, yes, no] = nodes;
  if (!test) return undefined;
  const condition = attempt(scope, test);
  if (!isAtom(condition)) {
    const [first, second] = [
      yes ? attempt(scope, yes) : undefined,
      no ? attempt(scope, no) : false,
    ];
    return broadcast(scope, [condition, first, second], ([chosen, left, right]) =>
      toBoolean(chosen, "IF") ? left : right,
    );
  }
  if (toBoolean(condition, "IF")) return yes ? evaluate(scope, yes) : undefined;
  return no ? evaluate(scope, no) : false;
}

function unless(
  scope: Scope,
  nodes: readonly Node[],
  isCaught: (value: Atom) => boolean,
): Computed {
  const [node, otherwise] = nodes;
  const value = node ? attempt(scope, node) : undefined;
  const instead = (): Computed => (otherwise ? evaluate(scope, otherwise) : undefined);
  if (isAtom(value)) return isCaught(value) ? instead() : value;
  const rescue = instead();
  return broadcast(scope, [value, rescue], ([first, second]) => (isCaught(first) ? second : first));
}

function booleansOf(scope: Scope, values: readonly Computed[], where: string): boolean[] {
  const kept = values.flatMap((value, index) => {
    if (isAtom(value)) return [toBoolean(value, where, index + 1)];
    return atomsOf(scope, [value]).flatMap((atom) => {
      if (isCellError(atom)) throw new FormulaError(atom);
      return typeof atom === "boolean" || typeof atom === "number" ? [Boolean(atom)] : [];
    });
  });
  if (kept.length === 0) throw fail("VALUE", `Function ${where} has no boolean values.`);
  return kept;
}

function firstTrue(scope: Scope, nodes: readonly Node[]): Computed {
  for (let index = 0; index + 1 < nodes.length; index += 2) {
    const result = nodes[index + 1];
    if (result && toBoolean(one(scope, nodes[index]), "IFS", index + 1))
      return evaluate(scope, result);
  }
  throw fail("N_A", "No match.");
}

function switched(scope: Scope, nodes: readonly Node[]): Computed {
  const subject = one(scope, nodes[0]);
  let index = 1;
  for (; index + 1 < nodes.length; index += 2) {
    const result = nodes[index + 1];
    if (result && compareAtoms(one(scope, nodes[index]), subject) === 0)
      return evaluate(scope, result);
  }
  const fallback = nodes[index];
  if (fallback) return evaluate(scope, fallback);
  throw fail("N_A", "No match.");
}

export const logicFunctions: FunctionTable = {
  IF: lazy(2, 3, choose),
  IFS: lazy(2, Infinity, firstTrue),
  SWITCH: lazy(3, Infinity, switched),
  IFERROR: lazy(1, 2, (scope, nodes) => unless(scope, nodes, isCellError)),
  IFNA: lazy(1, 2, (scope, nodes) =>
    unless(scope, nodes, (value) => isCellError(value) && value.errorType === "N_A"),
  ),
  CHOOSE: lazy(2, Infinity, (scope, [first, ...rest]) => {
    const index = Math.floor(toNumber(one(scope, first), "CHOOSE"));
    const chosen = rest[index - 1];
    if (!chosen)
      throw fail(
        "NUM",
        `Function CHOOSE parameter 1 value is ${index}. Valid values are between 1 and ${rest.length} inclusive.`,
      );
    return evaluate(scope, chosen);
  }),
  AND: whole(1, Infinity, (scope, values) => booleansOf(scope, values, "AND").every(Boolean)),
  OR: whole(1, Infinity, (scope, values) => booleansOf(scope, values, "OR").some(Boolean)),
  XOR: whole(
    1,
    Infinity,
    (scope, values) => booleansOf(scope, values, "XOR").filter(Boolean).length % 2 === 1,
  ),
  NOT: scalar(1, 1, ([value]) => !toBoolean(value, "NOT")),
  TRUE: scalar(0, 0, () => true),
  FALSE: scalar(0, 0, () => false),
};
