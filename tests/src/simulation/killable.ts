import type { Services } from "@rollbook/services/run";
import { Killed } from "./faults.ts";

/** Services of one process: once it is killed, or its transaction number `dieAt` begins, none of its work reaches the database. */
export function killable(services: Services, dieAt: number | null) {
  let isDead = false;
  let begun = 0;
  const sql = new Proxy(services.database.sql, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (property !== "begin" || typeof value !== "function") return value;
      return (...given: unknown[]) => {
        begun += 1;
        if (begun === dieAt) isDead = true;
        if (isDead) return Promise.reject(new Killed());
        return Reflect.apply(value, target, given) as unknown;
      };
    },
  });
  return {
    services: { ...services, database: { ...services.database, sql } } satisfies Services,
    kill: () => {
      isDead = true;
    },
    isDead: () => isDead,
  };
}
