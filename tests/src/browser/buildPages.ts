import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";

const root = path.resolve(import.meta.dirname, "../../..");

/** Builds the named package's pages, or takes them from turbo's cache when nothing has changed. */
export async function buildPages(packageName: string): Promise<void> {
  const turbo = path.join(root, "node_modules/turbo/bin/turbo");
  await promisify(execFile)(
    process.execPath,
    [turbo, "run", "build", `--filter=${packageName}`, "--output-logs=errors-only"],
    { cwd: root, env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" } },
  );
}
