import { describe, expect, test } from "vitest";
import { judgePlanted, program } from "./plantedTree.ts";

function manifest(name: string, dependencies: Record<string, string> = {}): string {
  return JSON.stringify({
    name: `@rollbook/${name}`,
    version: "0.0.0",
    exports: { ".": "./src/index.ts" },
    dependencies,
  });
}

function judge(dependencies: Record<string, string>) {
  const tag = (name: string) => JSON.stringify({ extends: ["//"], tags: [name] });
  return judgePlanted({
    files: {
      "package.json": JSON.stringify({
        name: "planted",
        private: true,
        packageManager: "pnpm@12.21.0",
      }),
      "pnpm-workspace.yaml": 'packages: ["packages/*"]\n',
      "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
      "packages/core/package.json": manifest("core", dependencies),
      "packages/core/turbo.json": tag("core"),
      "packages/core/src/index.ts": Object.keys(dependencies)
        .map((name) => `import "${name}";\n`)
        .join(""),
      "packages/db/package.json": manifest("db"),
      "packages/db/turbo.json": tag("db"),
      "packages/db/src/index.ts": "export const one = 1;\n",
    },
    copies: ["turbo.json", "tsconfig.base.json"],
    args: [program("turbo", "bin", "turbo"), "boundaries"],
  });
}

describe("turbo's boundaries between packages", () => {
  test("bite when core depends on the database", () => {
    const { exitCode, output } = judge({ "@rollbook/db": "workspace:*" });
    expect(output).toMatch(/1 issue|issues found/);
    expect(exitCode).toBe(1);
  });

  test("let a core without dependencies pass", () => {
    expect(judge({})).toMatchObject({ exitCode: 0 });
  });
});
