import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The checkout to look at: `--root DIR`, or the one this file lies in. */
export function rootFolder(): string {
  const at = process.argv.indexOf("--root");
  const given = at === -1 ? undefined : process.argv[at + 1];
  return path.resolve(given ?? fileURLToPath(new URL("../..", import.meta.url)));
}

/** Prints what was found, one line each, and ends with code 1 when there is anything. */
export function reportAndExit({
  name,
  problems,
  counted,
}: {
  name: string;
  problems: string[];
  counted: string;
}): void {
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  const verdict =
    problems.length === 0 ? "nothing to complain about" : `${problems.length} to put right`;
  process.stdout.write(`${name}: ${counted}, ${verdict}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
