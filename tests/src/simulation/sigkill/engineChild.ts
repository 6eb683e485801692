import process from "node:process";
import { openDatabase } from "@rollbook/db";
import { createServices, type Services } from "@rollbook/services/run";
import { createSheetsClient } from "@rollbook/sheets";
import { syncPractice } from "@rollbook/sync";

/** One run of the engine in a process of its own, which its parent kills wherever it likes. */
export type ChildOrder = {
  databaseUrl: string;
  sheetsUrl: string;
  practiceId: string;
  nowMs: number;
};
/** The child stands at a point and goes on when it is told so. */
export type ChildReport = { kind: "at"; point: string } | { kind: "done"; result: string };

const report = (said: ChildReport) => process.send?.(said);

let goOn: (() => void) | undefined;

process.on("message", (message: ChildOrder | "go_on") => {
  if (message === "go_on") goOn?.();
  else void work(message);
});
process.once("disconnect", () => process.exit());

function standAt(point: string): Promise<void> {
  return new Promise((resolve) => {
    goOn = resolve;
    report({ kind: "at", point });
  });
}

async function work(order: ChildOrder): Promise<void> {
  const database = openDatabase({ url: order.databaseUrl, maxConnections: 2 });
  const services = createServices({
    database: { ...database, sql: told(database.sql) },
    clock: () => new Date(order.nowMs).toISOString(),
  });
  const result = await syncPractice({
    services,
    sheets: createSheetsClient({
      rootUrl: order.sheetsUrl,
      retry: { wait: () => Promise.resolve() },
    }),
    practiceId: order.practiceId,
  });
  report({ kind: "done", result: result.kind });
}

/** Every transaction tells when it begins and when it is over. */
const told = (sql: Services["database"]["sql"]): Services["database"]["sql"] =>
  new Proxy(sql, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (property !== "begin" || typeof value !== "function") return value;
      return async (...given: unknown[]) => {
        await standAt("before a transaction");
        const result: unknown = await Reflect.apply(value, target, given);
        await standAt("after a transaction");
        return result;
      };
    },
  });
