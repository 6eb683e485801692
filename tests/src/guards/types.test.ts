import { describe, expect, test } from "vitest";
import { judgePlanted, program } from "./plantedTree.ts";

function compile({ folder, source }: { folder: string; source: string }) {
  return judgePlanted({
    files: {
      "package.json": JSON.stringify({ type: "module" }),
      [`${folder}/src/planted.ts`]: source,
    },
    copies: ["tsconfig.base.json", `${folder}/tsconfig.json`],
    args: [program("typescript", "bin", "tsc"), "-p", folder],
  });
}

const core = "packages/core";

describe("the types of the house", () => {
  test.each([
    {
      what: "core reads the environment",
      folder: core,
      source: "export const home = process.env;",
    },
    {
      what: "core calls the network",
      folder: core,
      source: 'export const page = fetch("https://x");',
    },
    { what: "core prints", folder: core, source: 'console.log("x");' },
    { what: "core sets a timer", folder: core, source: "setTimeout(() => 1, 1);" },
    { what: "an enum is made", folder: core, source: "export enum Colour { Red }" },
    {
      what: "a parameter property is made",
      folder: core,
      source: "export class A { constructor(private x: number) {} }",
    },
    {
      what: "an index is trusted",
      folder: core,
      source: "export const f = (list: number[]): number => list[0];",
    },
    {
      what: "null is ignored",
      folder: core,
      source: "export const f = (text: string | null): number => text.length;",
    },
  ])("bite when $what", ({ folder, source }) => {
    const { exitCode, output } = compile({ folder, source });
    expect(output).toMatch(/planted\.ts\(1,\d+\): error TS/);
    expect(exitCode).not.toBe(0);
  });

  test("let pure code pass", () => {
    expect(
      compile({ folder: core, source: "export const one: number = Math.max(1, 2);" }),
    ).toMatchObject({ exitCode: 0 });
  });
});
