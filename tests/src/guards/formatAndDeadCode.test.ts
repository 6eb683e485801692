import { describe, expect, test } from "vitest";
import { judgePlanted, program } from "./plantedTree.ts";

describe("the format check", () => {
  const judge = (source: string) =>
    judgePlanted({
      files: { "src/planted.ts": source },
      copies: [".oxfmtrc.json"],
      args: [program("oxfmt", "bin", "oxfmt"), "--check"],
    });

  test("bites on a line of other form", () => {
    expect(judge("export const  a = {b:1}\n")).toMatchObject({ exitCode: 1 });
  });

  test("lets the house's form pass", () => {
    expect(judge("export const a = { b: 1 };\n")).toMatchObject({ exitCode: 0 });
  });
});

describe("the search for dead code", () => {
  const workspace = (extra: Record<string, string>) =>
    judgePlanted({
      files: {
        "package.json": JSON.stringify({ name: "planted", private: true, type: "module" }),
        "pnpm-workspace.yaml": 'packages: ["packages/*"]\n',
        "packages/db/package.json": JSON.stringify({
          name: "@rollbook/db",
          type: "module",
          exports: { ".": "./src/index.ts" },
        }),
        "packages/db/src/index.ts":
          'import { used } from "./parts.ts";\nexport const answer = used;\n',
        "packages/db/src/parts.ts": "export const used = 1;\n",
        ...extra,
      },
      copies: ["knip.json"],
      args: [program("knip", "bin", "knip.js"), "--no-progress", "--no-config-hints"],
    });

  test("bites on a file that nobody imports", () => {
    const { exitCode, output } = workspace({
      "packages/db/src/forgotten.ts": "export const forgotten = 1;\n",
    });
    expect(output).toContain("forgotten.ts");
    expect(exitCode).toBe(1);
  });

  test("bites on an export that nobody uses", () => {
    const { exitCode, output } = workspace({
      "packages/db/src/parts.ts": "export const used = 1;\nexport const unused = 2;\n",
    });
    expect(output).toContain("unused");
    expect(exitCode).toBe(1);
  });

  test("bites on a dependency that nobody imports", () => {
    const { exitCode, output } = workspace({
      "packages/db/package.json": JSON.stringify({
        name: "@rollbook/db",
        type: "module",
        exports: { ".": "./src/index.ts" },
        dependencies: { "left-pad": "1.0.0" },
      }),
    });
    expect(output).toContain("left-pad");
    expect(exitCode).toBe(1);
  });

  test("lets living code pass", () => {
    expect(workspace({})).toMatchObject({ exitCode: 0 });
  });
});
