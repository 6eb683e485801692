import { describe, expect, test } from "vitest";
import { judgeWithTool } from "./plantedTree.ts";

const rulesFile = "packages/core/RULES.md";
const testFile = "packages/core/src/start/x.test.ts";

function judge({ rules, tests }: { rules: string; tests: string }) {
  return judgeWithTool({ tool: "checkRules.ts", files: { [rulesFile]: rules, [testFile]: tests } });
}

describe("the rule check", () => {
  test("passes when every rule has a test and every number a rule", () => {
    const rules =
      "## Start\n### START-1 Coverage\ntext\n- **START-2** The anchor\n| CAL-3 | tiles |\n";
    const tests = `
      test("START-1: a", () => {});
      describe("START-2: b", () => {});
      test.each([{ name: "CAL-3: c" }])("$name", () => {});`;
    expect(judge({ rules, tests })).toMatchObject({ exitCode: 0 });
  });

  test("bites when a rule has no test", () => {
    const { exitCode, output } = judge({
      rules: "### START-1\n### START-2\n",
      tests: 'test("START-1: a", () => {});',
    });
    expect(output).toContain("START-2 has no test");
    expect(exitCode).toBe(1);
  });

  test("bites when a test names an unknown rule", () => {
    const { exitCode, output } = judge({
      rules: "### START-1\n",
      tests: 'test("START-1: a", () => {}); it.each([1])("GONE-7: b", () => {});',
    });
    expect(output).toContain("GONE-7, which is no rule");
    expect(exitCode).toBe(1);
  });

  test("bites when a number is in the middle of the name only", () => {
    const { exitCode } = judge({
      rules: "### START-1\n",
      tests: 'test("as START-1 says", () => {});',
    });
    expect(exitCode).toBe(1);
  });

  test("bites when a number stands twice", () => {
    const { output } = judge({
      rules: "### START-1\n### START-1\n",
      tests: 'test("START-1: a", () => {});',
    });
    expect(output).toContain("stands already in line 1");
  });

  test("bites when there is no rule to look at", () => {
    expect(judge({ rules: "nothing\n", tests: "" })).toMatchObject({ exitCode: 1 });
  });
});
