import { enableCompileCache } from "node:module";
import { readFlags, usage } from "./flags.ts";
import { StartRefused } from "./startRefused.ts";

enableCompileCache();

async function main(): Promise<void> {
  const options = readFlags({
    argv: process.argv.slice(2),
    environment: process.env,
    standingIn: process.env["INIT_CWD"] ?? process.cwd(),
  });
  if (options.isHelp) {
    print(`${usage}\n`);
    return;
  }
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const { start } = await import("./start.ts");
  await start({ options, environment: process.env, signal: stopping.signal, write: print });
}

function print(text: string): void {
  process.stdout.write(text);
}

/** What a person can mend is one sentence; anything else is a fault of ours and keeps its trace. */
async function isForPeople(error: unknown): Promise<boolean> {
  if (error instanceof StartRefused) return true;
  const { ServiceError } = await import("@rollbook/services/run");
  return error instanceof ServiceError;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Error) || !(await isForPeople(error))) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
