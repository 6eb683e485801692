import type { Database } from "./openDatabase.ts";

/** Whether the database answers; the reason of a failure is for the log and not for a caller. */
export async function isReachable({ sql }: Database): Promise<boolean> {
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  }
}
