import { isReachable } from "@rollbook/db";
import type { Services } from "../run/index.ts";

/** Whether the database answers. */
export function isDatabaseReachable({ database }: Services): Promise<boolean> {
  return isReachable(database);
}
