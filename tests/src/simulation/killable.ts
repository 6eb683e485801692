import type { Services } from "@rollbook/services/run";
import { Killed } from "./faults.ts";

/** What happens to a worker's database: at its transaction number `at` and, where it is away, the next `count`. */
export type DatabaseFault =
  | { kind: "die_before" | "die_after" | "lost_commit"; at: number }
  | { kind: "away"; at: number; count: number };

/** Services of one process: once it is killed none of its work reaches the database. */
export function killable(services: Services, fault: DatabaseFault | null) {
  let isDead = false;
  let hasHappened = false;
  let begun = 0;
  const begin = async (work: () => Promise<unknown>): Promise<unknown> => {
    begun += 1;
    const isNow = fault !== null && fault.at === begun;
    if (isNow) hasHappened = true;
    if (isNow && fault.kind === "die_before") isDead = true;
    if (isDead) throw new Killed();
    if (fault?.kind === "away" && begun >= fault.at && begun < fault.at + fault.count) {
      throw unreachable();
    }
    const result = await work();
    if (isNow && fault.kind === "die_after") isDead = true;
    if (isNow && fault.kind === "lost_commit") throw unreachable();
    if (isDead) throw new Killed();
    return result;
  };
  const sql = new Proxy(services.database.sql, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (property !== "begin" || typeof value !== "function") return value;
      return (...given: unknown[]) =>
        begin(() => Reflect.apply(value, target, given) as Promise<unknown>);
    },
  });
  return {
    services: { ...services, database: { ...services.database, sql } } satisfies Services,
    kill: () => {
      isDead = true;
    },
    isDead: () => isDead,
    hasHappened: () => hasHappened,
  };
}

const unreachable = () =>
  Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
