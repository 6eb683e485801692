import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { hostname } from "node:os";
import type { Database } from "@rollbook/db";
import { StartRefused } from "../startRefused.ts";
import type { StartedParts } from "./startedParts.ts";

/**
 * One program at a time works in a data folder. The database holds the lock for as long as this program lives, so that
 * a killed one leaves none behind.
 */
export async function takeFolder({
  database,
  dataFolder,
  parts,
}: {
  database: Database;
  dataFolder: string;
  parts: StartedParts;
}): Promise<void> {
  const connection = await database.sql.reserve();
  const place = `${hostname()}:${realpathSync(dataFolder)}`;
  const key = createHash("sha256").update(place).digest().readBigInt64BE();
  const [row] = await connection`select pg_try_advisory_lock(${String(key)}::bigint) as "isTaken"`;
  if (row?.isTaken !== true) {
    connection.release();
    throw new StartRefused(
      `Rollbook already runs in the data folder ${dataFolder}: stop it first, or name another folder with --data.`,
    );
  }
  parts.add("The lock on the data folder", async () => {
    await connection`select pg_advisory_unlock(${String(key)}::bigint)`;
    connection.release();
  });
}
