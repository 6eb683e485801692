import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { reportAndExit, rootFolder } from "./commandLine.ts";
import { listManifests } from "./manifests.ts";

const document = "docs/dependencies.md";

/** Names in backquotes in the first cell of a table row; `@scope/*` stands for all of a scope. */
function reasonedNames(text: string): string[] {
  const firstCells = text
    .split("\n")
    .flatMap((line) => /^\| ([^|]*`[^|]*) \|/.exec(line)?.[1] ?? []);
  return firstCells.flatMap((cell) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ""),
  );
}

function covers({ pattern, name }: { pattern: string; name: string }): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

const root = rootFolder();
const named = new Map<string, string>();
for (const { file, dependencies } of listManifests(root)) {
  for (const name of dependencies)
    if (!name.startsWith("@rollbook/")) named.set(name, named.get(name) ?? file);
}
const file = path.join(root, document);
const reasons = existsSync(file) ? reasonedNames(readFileSync(file, "utf8")) : [];
const missing = [...named]
  .filter(([name]) => !reasons.some((pattern) => covers({ pattern, name })))
  .map(([name, where]) => `${where}: ${name} has no line in ${document}`);
if (named.size === 0)
  missing.push("No dependency was found in any package: the check looked in the wrong place.");
reportAndExit({ name: "reasons", problems: missing.sort(), counted: `${named.size} libraries` });
