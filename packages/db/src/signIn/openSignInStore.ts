import { Kysely, type KyselyPlugin } from "kysely";
import { PostgresJSDialect } from "kysely-postgres-js";
import type { Database } from "../connection/openDatabase.ts";

/** The sign-in library's tables (schema auth), on the pool that everything else uses. */
export function openSignInStore({ sql }: Database) {
  return new Kysely<Record<string, Record<string, unknown>>>({
    dialect: new PostgresJSDialect({ postgres: sql }),
    plugins: [instantsAsDates],
  });
}

// Our pool reads instants as text; the library compares them as Date.
const instantsAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({
    ...result,
    rows: result.rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          name.endsWith("At") && typeof value === "string" ? new Date(value) : value,
        ]),
      ),
    ),
  }),
};
