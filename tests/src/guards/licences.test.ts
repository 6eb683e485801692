import { describe, expect, test } from "vitest";
import { judgeWithTool } from "./plantedTree.ts";

function judge(license: unknown) {
  const manifest = JSON.stringify({ name: "planted", version: "1.0.0", license });
  const file = "node_modules/.pnpm/planted@1.0.0/node_modules/planted/package.json";
  return judgeWithTool({ tool: "checkLicences.ts", files: { [file]: manifest } });
}

describe("the licence check", () => {
  test.each(["MIT", "Apache-2.0", "(MIT OR GPL-3.0-or-later)", "(ISC AND BSD-3-Clause)"])(
    "lets %s pass",
    (licence) => {
      expect(judge(licence)).toMatchObject({ exitCode: 0 });
    },
  );

  test.each([
    "GPL-3.0-only",
    "AGPL-3.0-or-later",
    "(MIT AND GPL-2.0-only)",
    "SEE LICENSE IN LICENSE",
    "UNLICENSED",
    undefined,
  ])("bites on %s", (licence) => {
    const { exitCode, output } = judge(licence);
    expect(output).toContain("planted@1.0.0");
    expect(exitCode).toBe(1);
  });
});
