import { describe, expect, test } from "vitest";
import { judgeWithTool } from "./plantedTree.ts";

const violations = [
  {
    what: "what runs uses test support",
    file: "packages/core/src/plan/x.ts",
    source: 'import "./testing/factories.ts";',
  },
  {
    what: "core reads a file",
    file: "packages/core/src/plan/x.ts",
    source: 'import fs from "node:fs";',
  },
  {
    what: "core knows another package",
    file: "packages/core/src/plan/x.ts",
    source: 'import "@rollbook/db";',
  },
  {
    what: "core takes a library nobody agreed on",
    file: "packages/core/src/plan/x.ts",
    source: 'import "lodash";',
  },
  {
    what: "a type alone counts",
    file: "packages/core/src/plan/x.ts",
    source: 'import type { A } from "@rollbook/db";',
  },
  {
    what: "an import type counts",
    file: "packages/core/src/plan/x.ts",
    source: 'type A = import("@rollbook/db").A;',
  },
  {
    what: "a dynamic import counts",
    file: "packages/core/src/plan/x.ts",
    source: 'await import("node:fs");',
  },
  {
    what: "an export-from counts",
    file: "packages/core/src/plan/x.ts",
    source: 'export * from "@rollbook/db";',
  },
  {
    what: "a folder is entered by the back door",
    file: "packages/core/src/plan/x.ts",
    source: 'import "../money/split.ts";',
  },
  {
    what: "db knows the services",
    file: "packages/db/src/x.ts",
    source: 'import "@rollbook/services/run";',
  },
  {
    what: "roster-files knows the database",
    file: "packages/roster-files/src/x.ts",
    source: 'import "@rollbook/db";',
  },
  {
    what: "sheets knows the database",
    file: "packages/sheets/src/x.ts",
    source: 'import "@rollbook/db";',
  },
  {
    what: "sheets' own code uses the local server",
    file: "packages/sheets/src/x.ts",
    source: 'import "@rollbook/local-sheets";',
  },
  {
    what: "local-sheets knows more of core than its calendar",
    file: "packages/local-sheets/src/x.ts",
    source: 'import "@rollbook/core/roster";',
  },
  {
    what: "services speak HTTP",
    file: "packages/services/src/run/x.ts",
    source: 'import { Hono } from "hono";',
  },
  {
    what: "services know Google",
    file: "packages/services/src/run/x.ts",
    source: 'import "@rollbook/sheets";',
  },
  {
    what: "services hold SQL",
    file: "packages/services/src/run/x.ts",
    source: "export const q = (tx: any) => tx`select 1`;",
  },
  { what: "the API knows Google", file: "apps/api/src/x.ts", source: 'import "@rollbook/sheets";' },
  {
    what: "the API opens the database outside main",
    file: "apps/api/src/x.ts",
    source: 'import "@rollbook/db";',
  },
  {
    what: "the API holds SQL",
    file: "apps/api/src/x.ts",
    source: "export const q = (db: any) => db.sql`select 1`;",
  },
  {
    what: "the sync speaks HTTP",
    file: "apps/sync/src/x.ts",
    source: 'import { Hono } from "hono";',
  },
  {
    what: "the sync opens the database outside main",
    file: "apps/sync/src/x.ts",
    source: 'import "@rollbook/db";',
  },
  {
    what: "the dashboard knows the database",
    file: "apps/web/src/x.ts",
    source: 'import "@rollbook/db";',
  },
  {
    what: "somebody imports the composition",
    file: "apps/sync/src/x.ts",
    source: 'import "@rollbook/local";',
  },
  {
    what: "somebody imports the tools",
    file: "apps/local/src/x.ts",
    source: 'import "@rollbook/tools";',
  },
  {
    what: "a relative path leaves its package",
    file: "apps/sync/src/x.ts",
    source: 'import "../../../packages/db/src/index.ts";',
  },
];

const allowed = [
  {
    what: "a test uses another folder's test support",
    file: "packages/core/src/plan/x.test.ts",
    source: 'import "../money/testing/factories.ts";',
  },
  {
    what: "core uses zod",
    file: "packages/core/src/plan/x.ts",
    source: 'import { z } from "zod";',
  },
  {
    what: "a folder is entered by its index",
    file: "packages/core/src/plan/x.ts",
    source: 'import "../money/index.ts";',
  },
  {
    what: "the API's main opens the database",
    file: "apps/api/src/main.ts",
    source: 'import "@rollbook/db";',
  },
  {
    what: "tests beside the code use vitest",
    file: "packages/core/src/plan/x.test.ts",
    source: 'import "vitest";',
  },
  {
    what: "sheets' tests use the local server",
    file: "packages/sheets/src/x.test.ts",
    source: 'import "@rollbook/local-sheets";',
  },
  {
    what: "services narrow a list with a condition",
    file: "packages/services/src/run/x.ts",
    source:
      'import "zod"; export const q = (tx: any) => tx`and status = ${1} and exists (${tx`select from line`})`;',
  },
  {
    what: "local-sheets uses the calendar",
    file: "packages/local-sheets/src/x.ts",
    source: 'import "@rollbook/core/calendar";',
  },
];

/** All of them in one tree and one run, each in a file of its own name. */
function judgeAll(plants: readonly { file: string; source: string }[]) {
  const planted = plants.map(({ file, source }, index) => ({
    file: file.replace(/\bx\.(test\.)?ts$/, `x${index}.$1ts`),
    source,
  }));
  const files = Object.fromEntries(planted.map(({ file, source }) => [file, source]));
  const verdict = judgeWithTool({ tool: "checkImports.ts", files });
  return {
    ...verdict,
    lines: planted.map(({ file }) =>
      verdict.output.split("\n").find((line) => line.startsWith(`${file}:`)),
    ),
  };
}

describe("the import check", () => {
  const bitten = judgeAll(violations);
  const passed = judgeAll(allowed);

  test.each(violations.map(({ what }, index) => ({ what, index })))(
    "bites when $what",
    ({ index }) => {
      expect(bitten.lines[index]).toMatch(
        /:1: .+(may not|belongs|imported by nobody|reaches|leaves|for tests only)/,
      );
      expect(bitten.exitCode).toBe(1);
    },
  );

  test.each(allowed.map(({ what }, index) => ({ what, index })))(
    "lets pass that $what",
    ({ index }) => {
      expect(passed.lines[index]).toBeUndefined();
      expect(passed).toMatchObject({ exitCode: 0 });
    },
  );

  test("bites when it sees no import at all", () => {
    const { exitCode } = judgeWithTool({
      tool: "checkImports.ts",
      files: { "packages/core/src/x.ts": "export {};" },
    });
    expect(exitCode).toBe(1);
  });
});
