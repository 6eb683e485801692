import type { EntityRecord } from "@rollbook/db";
import * as z from "zod";

/** One page of a list, in the order in which the records were made. */
export const ListInput = z.strictObject({
  /** The id of the last record of the page before. */
  after: z.string().optional(),
  limit: z.int().min(1).max(1000).default(100),
});
export type ListInput = z.infer<typeof ListInput>;

/** A list that can be read from either end. */
export const ListFromEitherEnd = ListInput.extend({
  order: z.enum(["oldest_first", "newest_first"]).default("oldest_first"),
});

export interface Listed<Item> {
  readonly data: readonly Item[];
  readonly hasMore: boolean;
  /** The `after` of the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** From limit + 1 records: one more than asked for tells that there are more. */
export function asPage<Item extends Pick<EntityRecord, "id">>(
  found: readonly Item[],
  limit: number,
): Listed<Item> {
  return asPageBy({ found, limit, placeOf: (item) => item.id });
}

/** The same for what is told apart otherwise than by an id. */
export function asPageBy<Item>({
  found,
  limit,
  placeOf,
}: {
  found: readonly Item[];
  limit: number;
  placeOf: (item: Item) => string;
}): Listed<Item> {
  const data = found.slice(0, limit);
  const last = data.at(-1);
  const hasMore = found.length > limit;
  return { data, hasMore, nextCursor: hasMore && last !== undefined ? placeOf(last) : null };
}

/** A list that is short by nature, whole. */
export async function everyPage<Item>(
  read: (after: string | undefined) => Promise<Listed<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null | undefined;
  while (after !== null) {
    const page: Listed<Item> = await read(after);
    items.push(...page.data);
    after = page.nextCursor;
  }
  return items;
}

/**
 * A page of what a rule keeps of a list. The list is read in order and piece by piece, no further than the page needs; each
 * piece is twice the one before, so that a rule that keeps little does not ask often.
 */
export async function pageOfKept<Row extends { readonly id: string }, Item>({
  after,
  limit,
  read,
  keep,
  placeOf,
}: {
  after?: string | undefined;
  limit: number;
  read: (piece: { after: string | undefined; limit: number }) => Promise<readonly Row[]>;
  keep: (rows: readonly Row[]) => Promise<readonly Item[]> | readonly Item[];
  /** The id of the row that it was kept of. */
  placeOf: (item: Item) => string;
}): Promise<Listed<Item>> {
  const found: Item[] = [];
  let from = after;
  for (let size = limit + 1; found.length <= limit; size = Math.min(size * 2, longestPiece)) {
    const rows = await read({ after: from, limit: size });
    found.push(...(await keep(rows)));
    if (rows.length < size) break;
    from = rows.at(-1)?.id;
  }
  return asPageBy({ found, limit, placeOf });
}

const longestPiece = 2000;
