import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../..", import.meta.url));

export type Verdict = { exitCode: number | null; output: string };

export function program(...file: string[]): string {
  return path.join(repository, "node_modules", ...file);
}

/** A folder of its own with the given files and copies of the named files of the repository; `remove` takes it away. */
export function plantTree({
  files,
  copies = [],
}: {
  files: Record<string, string>;
  copies?: readonly string[];
}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "rollbook-guard-"));
  for (const name of copies) {
    cpSync(path.join(repository, name), path.join(folder, name), { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a program with this Node and gives what it said and how it ended. */
export function runNode({
  args,
  folder,
  environment = {},
}: {
  args: readonly string[];
  folder: string;
  environment?: Record<string, string>;
}): Verdict {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    timeout: 60_000,
    env: {
      ...process.env,
      NO_COLOR: "1",
      TURBO_TELEMETRY_DISABLED: "1",
      OXLINT_TSGOLINT_PATH: program("oxlint-tsgolint", "bin", "tsgolint.js"),
      ...environment,
    },
  });
  return { exitCode: status, output: `${stdout}${stderr}` };
}

/** Plants the files, runs the program in their folder, takes them away. */
export function judgePlanted({
  files,
  copies,
  args,
}: {
  files: Record<string, string>;
  copies?: readonly string[];
  args: readonly string[];
}): Verdict {
  const tree = plantTree({ files, copies });
  try {
    return runNode({ args, folder: tree.folder });
  } finally {
    tree.remove();
  }
}

/** The same for a check of ours in tools. */
export function judgeWithTool({
  tool,
  files,
}: {
  tool: string;
  files: Record<string, string>;
}): Verdict {
  const tree = plantTree({ files });
  try {
    const args = [path.join(repository, "tools/src", tool), "--root", tree.folder];
    return runNode({ args, folder: tree.folder });
  } finally {
    tree.remove();
  }
}
