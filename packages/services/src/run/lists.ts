import type { EntityRecord } from "@rollbook/db";
import * as z from "zod";

/** One page of a list, in the order in which the records were made. */
export const ListInput = z.strictObject({
  /** The id of the last record of the page before. */
  after: z.string().optional(),
  limit: z.int().min(1).max(1000).default(100),
});
export type ListInput = z.infer<typeof ListInput>;

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
