import { parseArgs } from "node:util";
import { resolve } from "node:path";
import { startLocalSheets } from "./http/server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4010" },
    data: { type: "string" },
    host: { type: "string" },
  },
});
const from = process.env["INIT_CWD"] ?? process.cwd();
const dataFolder = values.data === undefined ? undefined : resolve(from, values.data);
const running = await startLocalSheets({
  port: Number(values.port),
  host: values.host,
  dataFolder,
});
console.log(
  `Local Sheets at ${running.url}${dataFolder === undefined ? " (in memory)" : `, kept in ${dataFolder}`}`,
);
const stop = async (): Promise<void> => {
  await running.stop();
  process.exit(0);
};
process.once("SIGINT", () => void stop());
process.once("SIGTERM", () => void stop());
