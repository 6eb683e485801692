import { parseSync, Visitor } from "oxc-parser";
import type { Expression, Node } from "oxc-parser";

const testFunctions = new Set(["test", "it", "describe"]);

/** The `test` of `test(...)`, `test.each(...)(...)`, `test.prop([...])(...)`. */
function rootName(node: Node): string | undefined {
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "MemberExpression":
      return rootName(node.object);
    case "CallExpression":
      return rootName(node.callee);
    case "TaggedTemplateExpression":
      return rootName(node.tag);
    default:
      return undefined;
  }
}

function textOf(node: Expression | Node | undefined): string | undefined {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type === "TemplateLiteral") return node.quasis[0]?.value.raw;
  return undefined;
}

/** Names of tests in one file: the first words of test, it and describe, and `name` or `title` of their table rows. */
export function readTestNames({
  fileName,
  source,
}: {
  fileName: string;
  source: string;
}): string[] {
  const names: string[] = [];
  const { program } = parseSync(fileName, source);
  new Visitor({
    CallExpression: (node) => {
      if (!testFunctions.has(rootName(node.callee) ?? "")) return;
      const name = textOf(node.arguments[0]);
      if (name !== undefined) names.push(name);
    },
    Property: (node) => {
      if (node.key.type !== "Identifier" || !["name", "title"].includes(node.key.name)) return;
      const name = textOf(node.value);
      if (name !== undefined) names.push(name);
    },
  }).visit(program);
  return names;
}
