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
  return all.join(" OR ");
}

function packageFolders(modules: string): string[] {
  return readdirSync(modules).flatMap((entry) => {
    if (!entry.startsWith("@")) return [path.join(modules, entry)];
    return readdirSync(path.join(modules, entry)).map((inner) => path.join(modules, entry, inner));
  });
}

/** Every package that lies in node_modules/.pnpm, whoever asked for it. */
export function listInstalled(root: string): Installed[] {
  const store = path.join(root, "node_modules", ".pnpm");
  if (!existsSync(store)) return [];
  const found = new Map<string, Installed>();
  for (const entry of readdirSync(store)) {
    const modules = path.join(store, entry, "node_modules");
    if (!existsSync(modules)) continue;
    for (const folder of packageFolders(modules)) {
      const file = path.join(folder, "package.json");
      if (!existsSync(file)) continue;
      const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
      if (!manifest.name || !manifest.version || manifest.name.startsWith("@rollbook/")) continue;
      const { name, version } = manifest;
      found.set(`${name}@${version}`, { name, version, licence: licenceOf(manifest) });
    }
  }
  return [...found.values()];
}
