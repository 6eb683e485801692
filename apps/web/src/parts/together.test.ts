import { expect, test } from "vitest";
import { together } from "./together.ts";

const listOf = (items: readonly string[], limit: number) => async (cursor: string | undefined) => {
  const from = Number(cursor ?? 0);
  const next = from + limit;
  return {
    data: items.slice(from, next),
    next_cursor: next < items.length ? String(next) : null,
  };
};

test("several lists come as one: each page of each once, however long each is", async () => {
  const read = together([
    listOf(["a1", "a2", "a3", "a4", "a5"], 2),
    listOf([], 2),
    listOf(["c1", "c2", "c3"], 2),
  ]);
  const pages: string[][] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page: { data: string[]; next_cursor: string | null } = await read(cursor);
    pages.push(page.data);
    cursor = page.next_cursor;
  }
  expect(pages).toEqual([["a1", "a2", "c1", "c2"], ["a3", "a4", "c3"], ["a5"]]);
});
