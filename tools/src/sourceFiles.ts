import { readdirSync } from "node:fs";
import path from "node:path";

const skipped = new Set(["node_modules", "dist", ".turbo", ".git", "coverage", "data"]);

/** Paths of all TypeScript and JavaScript files below a folder, relative to it, with forward slashes. */
export function listSourceFiles(root: string): string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const relative = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) visit(relative);
      } else if (/\.(ts|tsx|mts|js|mjs)$/.test(entry.name) && !entry.name.endsWith(".d.ts")) {
        found.push(relative);
      }
    }
  };
  visit("");
  return found.sort();
}
