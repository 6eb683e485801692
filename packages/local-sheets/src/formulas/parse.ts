import { parseCells, splitSheet } from "../model/a1.ts";
import type { Node } from "./ast.ts";
import { errorFromText } from "./errors.ts";
import { tokenize, type Token } from "./tokenize.ts";

const precedence: Readonly<Record<string, number>> = {
  "=": 1,
  "<>": 1,
  "<": 1,
  ">": 1,
  "<=": 1,
  ">=": 1,
  "&": 2,
  "+": 3,
  "-": 3,
  "*": 4,
  "/": 4,
  "^": 5,
};
const unaryPrecedence = 6;
const operatorNames = /^(true|false)$/i;

export function parseReference(text: string): Node | undefined {
  const { title, cells } = splitSheet(text);
  const parsed = parseCells(cells.replaceAll("$", ""));
  if (!parsed) return undefined;
  const { range, isCell } = parsed;
  const { startRowIndex, endRowIndex, startColumnIndex, endColumnIndex } = range;
  return {
    kind: "reference",
    sheet: title,
    isCell,
    start: { row: startRowIndex, column: startColumnIndex },
    end: { row: endRowIndex, column: endColumnIndex },
  };
}

class FormulaParser {
  private position = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens.filter(({ kind }) => kind !== "space");
  }

  parse(): Node | undefined {
    const node = this.expression(0);
    return this.position === this.tokens.length ? node : undefined;
  }

  private peek(): Token | undefined {
    return this.tokens[this.position];
  }

  private takes(kind: Token["kind"]): boolean {
    if (this.peek()?.kind !== kind) return false;
    this.position += 1;
    return true;
  }

  private expression(minimum: number): Node | undefined {
    let left = this.prefix();
    for (;;) {
      const token = this.peek();
      if (!left || token?.kind !== "operator") return left;
      if (token.text === "%") {
        this.position += 1;
        left = { kind: "unary", operator: "%", operand: left };
        continue;
      }
      const strength = precedence[token.text];
      if (strength === undefined || strength <= minimum) return left;
      this.position += 1;
      const right = this.expression(strength);
      if (!right) return undefined;
      left = { kind: "binary", operator: token.text, left, right };
    }
  }

  private prefix(): Node | undefined {
    const token = this.peek();
    if (!token) return undefined;
    this.position += 1;
    switch (token.kind) {
      case "number":
        return { kind: "value", value: Number(token.text.replace(",", ".")) };
      case "string":
        return { kind: "value", value: token.text.slice(1, -1).replaceAll('""', '"') };
      case "error":
        return { kind: "value", value: errorFromText(token.text) };
      case "reference":
        return this.referenceOrNumber(token.text);
      case "name":
        return this.nameOrCall(token.text);
      case "open":
        return this.group();
      case "open_array":
        return this.array();
      case "operator":
        return this.unary(token.text);
      default:
        return undefined;
    }
  }

  private referenceOrNumber(text: string): Node | undefined {
    return parseReference(text);
  }

  private unary(operator: string): Node | undefined {
    if (operator !== "-" && operator !== "+") return undefined;
    const operand = this.expression(unaryPrecedence);
    return operand && { kind: "unary", operator, operand };
  }

  private group(): Node | undefined {
    const inner = this.expression(0);
    return this.takes("close") ? inner : undefined;
  }

  private nameOrCall(name: string): Node | undefined {
    if (this.takes("open")) return this.call(name);
    if (operatorNames.test(name)) return { kind: "value", value: name.toLowerCase() === "true" };
    return { kind: "name", name };
  }

  private call(name: string): Node | undefined {
    const args: Node[] = [];
    if (this.takes("close")) return { kind: "call", name: name.toUpperCase(), args };
    for (;;) {
      const next = this.peek()?.kind;
      if (next === "separator" || next === "row_separator" || next === "close")
        args.push({ kind: "value", value: undefined });
      else {
        const argument = this.expression(0);
        if (!argument) return undefined;
        args.push(argument);
      }
      if (this.takes("close")) return { kind: "call", name: name.toUpperCase(), args };
      if (!this.takes("separator") && !this.takes("row_separator")) return undefined;
    }
  }

  private array(): Node | undefined {
    const rows: Node[][] = [[]];
    if (this.takes("close_array")) return { kind: "array", rows };
    for (;;) {
      const item = this.expression(0);
      if (!item) return undefined;
      rows.at(-1)?.push(item);
      if (this.takes("close_array")) return { kind: "array", rows };
      if (this.takes("row_separator")) rows.push([]);
      else if (!this.takes("separator")) return undefined;
    }
  }
}

const parsed = new Map<string, Node | undefined>();
const keptFormulas = 50_000;

/** The tree of a formula such as "=A1+1"; undefined when it cannot be read. */
export function parseFormula(
  formula: string,
  options: { isDecimalComma?: boolean } = {},
): Node | undefined {
  const key = options.isDecimalComma ? `,${formula}` : formula;
  if (parsed.has(key)) return parsed.get(key);
  const tokens = tokenize(formula.slice(1), options);
  const node = tokens && new FormulaParser(tokens).parse();
  if (parsed.size > keptFormulas) parsed.clear();
  parsed.set(key, node);
  return node;
}
