import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataFolder } from "./dataFolder.ts";
import { StartRefused } from "./startRefused.ts";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "rollbook-folder-"));
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

test("what a folder remembers is there when it is opened again", () => {
  openDataFolder(join(parent, "data")).remember({ practiceId: "pra_1" });
  expect(openDataFolder(join(parent, "data")).contents).toEqual({
    version: 1,
    practiceId: "pra_1",
  });
});

test("a folder of a newer version is left alone", () => {
  writeFileSync(join(parent, "rollbook.json"), '{"version": 7}');
  expect(() => openDataFolder(parent)).toThrow(StartRefused);
  expect(() => openDataFolder(parent)).toThrow(/newer Rollbook \(its version 7, ours 1\)/u);
});

test("a damaged folder is not taken for a new one", () => {
  writeFileSync(join(parent, "rollbook.json"), '{"versi');
  expect(() => openDataFolder(parent)).toThrow(/restore it from a backup/u);
});

test("a file in the folder's place is refused", () => {
  writeFileSync(join(parent, "data"), "");
  expect(() => openDataFolder(join(parent, "data"))).toThrow(/is a file: name a folder/u);
});

test("a folder in which nothing can be written is refused in a sentence", () => {
  mkdirSync(join(parent, "rollbook.json.new"));
  expect(() => openDataFolder(parent)).toThrow(StartRefused);
  expect(() => openDataFolder(parent)).toThrow(/Nothing can be written into the data folder/u);
});

test("a folder that is missing with those above it is made", () => {
  openDataFolder(join(parent, "one", "two")).remember({ practiceId: "pra_1" });
  expect(openDataFolder(join(parent, "one", "two")).contents.practiceId).toBe("pra_1");
});

test("a place where no folder can be made is refused in a sentence", () => {
  expect(() => openDataFolder("/proc/rollbook/data")).toThrow(StartRefused);
  expect(() => openDataFolder("/proc/rollbook/data")).toThrow(/cannot be made \(E[A-Z]+\)/u);
});
