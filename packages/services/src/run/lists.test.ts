import * as fc from "fast-check";
import { expect, test } from "vitest";
import { everyPage, pageOfKept } from "./lists.ts";

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: String(at).padStart(5, "0") }));

test("pages of what a rule keeps are all of it, in order and each once, however little it keeps", async () => {
  const given = fc.record({
    count: fc.integer({ min: 0, max: 300 }),
    limit: fc.integer({ min: 1, max: 60 }),
    keepsEach: fc.integer({ min: 1, max: 100 }),
  });
  await fc.assert(
    fc.asyncProperty(given, async ({ count, limit, keepsEach }) => {
      const all = rows(count);
      const isKept = ({ id }: { id: string }) => Number(id) % keepsEach === 0;
      const sizes: number[] = [];
      const found = await everyPage(async (from) => {
        const page = await pageOfKept({
          after: from,
          limit,
          read: async (piece) => {
            const later = all.filter(({ id }) => piece.after === undefined || id > piece.after);
            return later.slice(0, piece.limit);
          },
          keep: (piece) => piece.filter(isKept),
          placeOf: ({ id }) => id,
        });
        sizes.push(page.data.length);
        return page;
      });
      expect(found).toEqual(all.filter(isKept));
      expect(sizes.slice(0, -1).every((size) => size === limit)).toBe(true);
    }),
  );
});

test("no more of the list is read than the page needs, and little that is kept is found in few questions", async () => {
  const all = rows(10_000);
  const asked: number[] = [];
  const pageOf = (isKept: (id: string) => boolean) =>
    pageOfKept({
      limit: 9,
      read: async ({ after = "", limit }) => {
        asked.push(limit);
        return all.filter(({ id }) => id > after).slice(0, limit);
      },
      keep: (piece) => piece.filter(({ id }) => isKept(id)),
      placeOf: ({ id }) => id,
    });
  expect(await pageOf(() => true)).toMatchObject({ hasMore: true, nextCursor: "00008" });
  expect(asked.splice(0)).toEqual([10]);
  expect(await pageOf((id) => id === "09999")).toMatchObject({ data: [{ id: "09999" }] });
  expect(asked.length).toBeLessThan(15);
});
