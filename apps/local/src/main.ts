import { ServiceError } from "@rollbook/services/run";
import { readFlags, usage } from "./flags.ts";
import { start } from "./start.ts";
import { StartRefused } from "./startRefused.ts";

const { INIT_CWD } = process.env;

async function main(): Promise<number> {
  const options = readFlags({
    argv: process.argv.slice(2),
    environment: process.env,
    standingIn: INIT_CWD ?? process.cwd(),
  });
  if (options.isHelp) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  await start({ options, environment: process.env, signal: stopping.signal, write: print });
  return 0;
}

function print(text: string): void {
  process.stdout.write(text);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof StartRefused) && !(error instanceof ServiceError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
