import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Installed } from "./judgeLicence.ts";

type Manifest = { name?: string; version?: string; license?: unknown; licenses?: unknown };

function licenceOf({ license, licenses }: Manifest): string {
  const stated = license ?? licenses;
  const all = (Array.isArray(stated) ? stated : [stated]).map((each: unknown) => {
    if (typeof each === "object" && each !== null && "type" in each) return String(each.type);
    return typeof each === "string" ? each : "";
  });
  return all.filter(Boolean).join(" OR ");
}

const licenceTexts: readonly (readonly [RegExp, string])[] = [
  [/^\s*Apache License\s+Version 2\.0/, "Apache-2.0"],
  [/^\s*(The )?MIT License/, "MIT"],
];

/** For a manifest that states none: the licence whose text lies in the package. */
function licenceFromText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (!file) return "";
  const text = readFileSync(path.join(folder, file), "utf8");
  return licenceTexts.find(([beginning]) => beginning.test(text))?.[1] ?? "";
}

function packageFolders(modules: string): string[] {
  return readdirSync(modules).flatMap((entry) => {
    if (!entry.startsWith("@")) return [path.join(modules, entry)];
    return readdirSync(path.join(modules, entry)).map((inner) => path.join(modules, entry, inner));
  });
}

/** The packages of pnpm's own record of what is installed; folders of earlier installs may lie beside them. */
function recordedPackages(store: string): Set<string> | undefined {
  const file = path.join(store, "lock.yaml");
  if (!existsSync(file)) return undefined;
  const section = /\npackages:\n([\s\S]*?)\nsnapshots:/.exec(readFileSync(file, "utf8"))?.[1] ?? "";
  return new Set(
    [...section.matchAll(/^ {2}'?([^\s'][^:']*)'?:$/gm)].map(([, name]) => name ?? ""),
  );
}

/** Every package that lies in node_modules/.pnpm, whoever asked for it. */
export function listInstalled(root: string): Installed[] {
  const store = path.join(root, "node_modules", ".pnpm");
  if (!existsSync(store)) return [];
  const found = new Map<string, Installed>();
  const recorded = recordedPackages(store);
  for (const entry of readdirSync(store)) {
    const modules = path.join(store, entry, "node_modules");
    if (!existsSync(modules)) continue;
    for (const folder of packageFolders(modules)) {
      const file = path.join(folder, "package.json");
      if (!existsSync(file)) continue;
      const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
      if (!manifest.name || !manifest.version || manifest.name.startsWith("@rollbook/")) continue;
      const { name, version } = manifest;
      if (recorded && !recorded.has(`${name}@${version}`)) continue;
      found.set(`${name}@${version}`, {
        name,
        version,
        licence: licenceOf(manifest) || licenceFromText(folder),
      });
    }
  }
  return [...found.values()];
}
