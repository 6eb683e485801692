interface Page<Item> {
  data: Item[];
  next_cursor: string | null;
}
type Read<Item> = (cursor: string | undefined) => Promise<Page<Item>>;

/** Several lists as one: a page holds the next page of each that has one. */
export function together<Item>(lists: readonly Read<Item>[]): Read<Item> {
  return async (cursor) => {
    const places: (string | null)[] =
      cursor === undefined ? [] : (JSON.parse(cursor) as (string | null)[]);
    const pages = await Promise.all(
      lists.map(async (read, at): Promise<Page<Item>> => {
        const place = places[at];
        return place === null ? { data: [], next_cursor: null } : read(place);
      }),
    );
    const next = pages.map((page) => page.next_cursor);
    return {
      data: pages.flatMap(({ data }) => data),
      next_cursor: next.every((place) => place === null) ? null : JSON.stringify(next),
    };
  };
}
