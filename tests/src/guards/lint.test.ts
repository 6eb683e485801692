import path from "node:path";
import { describe, expect, test } from "vitest";
import { judgePlanted, program } from "./plantedTree.ts";

const long = (lines: number) =>
  Array.from({ length: lines }, (_, index) => `  total += ${index};`).join("\n");

const plants = [
  {
    rule: "max-lines",
    file: "packages/db/src/longFile.ts",
    source: `let total = 0;\n${long(400)}\nexport { total };\n`,
  },
  {
    rule: "max-lines-per-function",
    file: "packages/db/src/longFunction.ts",
    source: `export function sum(): number {\n  let total = 0;\n${long(60)}\n  return total;\n}\n`,
  },
  {
    rule: "max-params",
    file: "packages/db/src/positional.ts",
    source: "export const f = (a: 1, b: 2, c: 3, d: 4, e: 5) => [a, b, c, d, e];\n",
  },
  { rule: "no-explicit-any", file: "packages/db/src/any.ts", source: "export const x: any = 1;\n" },
  {
    rule: "no-restricted-globals",
    file: "packages/core/src/start/clock.ts",
    source: "export const now = () => new Date();\n",
  },
  {
    rule: "no-console",
    file: "packages/core/src/start/print.ts",
    source: 'console.log("x");\nexport {};\n',
  },
  {
    rule: "no-floating-promises",
    file: "packages/db/src/floating.ts",
    source:
      "const work = async (): Promise<number> => 1;\nexport function start(): void {\n  work();\n}\n",
  },
  {
    rule: "switch-exhaustiveness-check",
    file: "packages/db/src/exhaustive.ts",
    source:
      'export function f(kind: "a" | "b"): number {\n  switch (kind) {\n    case "a":\n      return 1;\n  }\n  return 2;\n}\n',
  },
  {
    rule: "no-default-export",
    file: "packages/db/src/anonymous.ts",
    source: "export default 1;\n",
  },
  {
    rule: "expect-expect",
    file: "packages/db/src/empty.test.ts",
    source: 'import { test } from "vitest";\ntest("asserts nothing", () => {\n  String(1);\n});\n',
  },
  {
    rule: "no-focused-tests",
    file: "packages/db/src/focused.test.ts",
    source:
      'import { expect, test } from "vitest";\ntest.only("alone", () => {\n  expect(1).toBe(1);\n});\n',
  },
];

const fine = {
  "packages/core/src/calendar/epoch.ts": "export const epoch = () => new Date(0).toISOString();\n",
  "packages/db/src/fine.ts": "export const one = 1;\n",
};

function lint(files: Record<string, string>) {
  return judgePlanted({
    files: {
      ...files,
      "tsconfig.json": JSON.stringify({
        compilerOptions: { strict: true, module: "nodenext", target: "es2024", noEmit: true },
      }),
    },
    copies: [".oxlintrc.json"],
    args: [program("oxlint", "bin", "oxlint"), "--deny-warnings", "-f", "unix"],
  });
}

describe("the lint rules of the house", () => {
  const { exitCode, output } = lint({
    ...fine,
    ...Object.fromEntries(plants.map(({ file, source }) => [file, source])),
  });
  const complaints = output.split("\n");

  test.each(plants)("$rule bites", ({ rule, file }) => {
    expect(exitCode).toBe(1);
    expect(
      complaints.filter((line) => line.includes(path.basename(file)) && line.includes(`(${rule})`)),
    ).not.toEqual([]);
  });

  test("what is fine passes", () => {
    const { exitCode: code, output: said } = lint(fine);
    expect(said).not.toContain("problem");
    expect(code).toBe(0);
  });
});
