import { isBuiltin } from "node:module";
import { parseSync, Visitor } from "oxc-parser";

export type SourceReading = {
  /** Every module named in an import, export-from, dynamic import or import type. */
  specifiers: { text: string; line: number }[];
  /** Template strings that are tagged as SQL, with their beginning. */
  sql: { text: string; line: number }[];
  errors: string[];
};

const sqlTags = new Set(["sql", "tx", "transaction"]);

function lineOf(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf("\n"); at !== -1 && at < offset; at = source.indexOf("\n", at + 1))
    line += 1;
  return line;
}

export function isNodeModule(specifier: string): boolean {
  return specifier.startsWith("node:") || isBuiltin(specifier);
}

/** Reads what one source file imports, types included. */
export function readImports({
  fileName,
  source,
}: {
  fileName: string;
  source: string;
}): SourceReading {
  const { program, errors } = parseSync(fileName, source);
  const specifiers: SourceReading["specifiers"] = [];
  const sql: SourceReading["sql"] = [];
  const add = (node: { value: unknown; start: number } | null): void => {
    if (typeof node?.value === "string")
      specifiers.push({ text: node.value, line: lineOf(source, node.start) });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
    ImportExpression: (node) => {
      if (node.source.type === "Literal")
        add({ value: node.source.value, start: node.source.start });
    },
    TaggedTemplateExpression: (node) => {
      const tag =
        node.tag.type === "MemberExpression" && !node.tag.computed ? node.tag.property : node.tag;
      if (tag.type !== "Identifier" || !sqlTags.has(tag.name)) return;
      const text = node.quasi.quasis[0]?.value.raw ?? "";
      sql.push({ text, line: lineOf(source, node.start) });
    },
  }).visit(program);
  return { specifiers, sql, errors: errors.map((error) => error.message) };
}
