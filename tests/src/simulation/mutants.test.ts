import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hints } from "./mutantHints.ts";
import { mutants } from "./mutants.ts";

const sourceOf = (file: string) =>
  readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");

test.each(mutants)("$name: the fault can be planted in the source as it stands", ({ edits }) => {
  const counts = edits.map(({ file, find }) => sourceOf(file).split(find).length - 1);
  expect(counts).toEqual(edits.map(() => 1));
});

test("of every planted fault it is recorded where it was found", () => {
  const recorded = Object.entries(hints).flatMap(([name, { cases = [], seeds = [] }]) =>
    cases.length + seeds.length > 0 ? [name] : [],
  );
  expect(recorded.sort()).toEqual(mutants.map(({ name }) => name).sort());
});
