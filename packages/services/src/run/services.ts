import { randomBytes } from "node:crypto";
import type { Database, RandomBytes } from "@rollbook/db";

/** What verbs are run with. Made once, where the program starts. */
export interface Services {
  readonly database: Database;
  /** The present instant, ISO 8601. */
  readonly clock: () => string;
  readonly randomBytes: RandomBytes;
}

export function createServices(input: {
  database: Database;
  clock?: () => string;
  randomBytes?: RandomBytes;
}): Services {
  return {
    database: input.database,
    clock: input.clock ?? systemClock,
    randomBytes: input.randomBytes ?? randomBytes,
  };
}

function systemClock(): string {
  return new Date().toISOString();
}
