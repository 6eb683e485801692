import process from "node:process";
import { openDatabase } from "@rollbook/db";
import { createServices, type Services } from "@rollbook/services/run";
import { createSheetsClient } from "@rollbook/sheets";
import { syncPractice } from "@rollbook/sync";

/** Runs of the engine, one for each of several practices, in a process that its parent kills wherever it likes. */
export type ChildOrder = {
  /** Of the practice; it is named in every message about it. */
  practiceId: string;
  sheetsUrl: string;
  nowMs: number;
};
export type ChildMessage =
  | { kind: "sync"; order: ChildOrder }
  | { kind: "go_on"; practiceId: string };
/** The run stands at a point and goes on when it is told so. */
export type ChildReport = { practiceId: string } & (
  | { kind: "at"; point: string }
  | { kind: "done"; result: string }
);

const [, , databaseUrl = ""] = process.argv;
const database = openDatabase({ url: databaseUrl, maxConnections: 8 });
const report = (said: ChildReport) => process.send?.(said);
const standing = new Map<string, () => void>();

process.on("message", (message: ChildMessage) => {
  if (message.kind === "go_on") standing.get(message.practiceId)?.();
  else void work(message.order);
});
process.once("disconnect", () => process.exit());

function standAt(practiceId: string, point: string): Promise<void> {
  return new Promise((resolve) => {
    standing.set(practiceId, resolve);
    report({ practiceId, kind: "at", point });
  });
}

async function work({ practiceId, sheetsUrl, nowMs }: ChildOrder): Promise<void> {
  const services = createServices({
    database: { ...database, sql: told(practiceId) },
    clock: () => new Date(nowMs).toISOString(),
  });
  const result = await syncPractice({
    services,
    sheets: createSheetsClient({ rootUrl: sheetsUrl, retry: { wait: () => Promise.resolve() } }),
    practiceId,
  });
  report({ practiceId, kind: "done", result: result.kind });
}

/** Every transaction tells when it begins and when it is over. */
const told = (practiceId: string): Services["database"]["sql"] =>
  new Proxy(database.sql, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (property !== "begin" || typeof value !== "function") return value;
      return async (...given: unknown[]) => {
        await standAt(practiceId, "before a transaction");
        const result: unknown = await Reflect.apply(value, target, given);
        await standAt(practiceId, "after a transaction");
        return result;
      };
    },
  });
