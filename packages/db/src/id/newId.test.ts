import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { newId } from "./newId.ts";

test("an id is its prefix and 26 characters", () => {
  expect(newId("mem", { instant: "2026-11-22T10:00:00Z", random: randomBytes })).toMatch(
    /^mem_[0-9a-z]{26}$/,
  );
});

test("ids sort by the instant they were made at", () => {
  const instants = [
    "2025-12-31T23:59:59.999Z",
    "2026-01-01T00:00:00.000Z",
    "2026-01-01T00:00:00.001Z",
  ];
  const ids = instants.map((instant) => newId("inv", { instant, random: randomBytes }));
  expect(ids.toSorted()).toEqual(ids);
});

test("the same instant and chance give the same id", () => {
  const random = (count: number) => new Uint8Array(count).fill(7);
  const make = () => newId("pat", { instant: "2026-01-01T00:00:00Z", random });
  expect(make()).toBe(make());
});

test("an instant that is no instant is refused", () => {
  expect(() => newId("pat", { instant: "yesterday", random: randomBytes })).toThrow(RangeError);
});
