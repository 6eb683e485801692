import { describe, expect, test } from "vitest";
import { judgeWithTool } from "./plantedTree.ts";

function judge(document: string) {
  const manifest = JSON.stringify({
    name: "planted",
    dependencies: { zod: "1.0.0", "@scope/a": "1.0.0" },
  });
  return judgeWithTool({
    tool: "checkReasons.ts",
    files: { "packages/core/package.json": manifest, "docs/dependencies.md": document },
  });
}

describe("the check that every library has a reason", () => {
  test("bites when a library has no line", () => {
    const { exitCode, output } = judge("| `zod` | MIT | schemas |\n");
    expect(output).toContain("@scope/a has no line");
    expect(exitCode).toBe(1);
  });

  test("bites when a library is only mentioned", () => {
    expect(judge("| `@scope/*` | MIT | goes with `zod` |\n")).toMatchObject({ exitCode: 1 });
  });

  test("lets a complete table pass", () => {
    expect(judge("| `zod`, `@scope/*` | MIT | schemas |\n")).toMatchObject({ exitCode: 0 });
  });
});
