import os from "node:os";
import path from "node:path";
import process from "node:process";

/** For processes that all load the same program: the first one compiles it for all. */
export const compiledOnce: NodeJS.ProcessEnv = {
  ...process.env,
  NODE_COMPILE_CACHE: path.join(os.tmpdir(), "rollbook-compiled"),
};
