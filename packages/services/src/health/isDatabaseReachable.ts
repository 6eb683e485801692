import type { Services } from "../run/index.ts";

/** Whether the database answers; the reason of a failure is for the log and not for a caller. */
export async function isDatabaseReachable({ database }: Services): Promise<boolean> {
  try {
    await database.sql`select 1`;
    return true;
  } catch {
    return false;
  }
}
