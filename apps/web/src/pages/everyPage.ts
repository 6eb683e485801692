type Cursor = { cursor?: string };

/** A list that is short by nature, whole. */
export async function everyPage<Item>(
  read: (cursor: Cursor) => Promise<{ data: Item[]; next_cursor: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: Cursor | undefined = {};
  while (cursor !== undefined) {
    const page: { data: Item[]; next_cursor: string | null } = await read(cursor);
    items.push(...page.data);
    cursor = page.next_cursor === null ? undefined : { cursor: page.next_cursor };
  }
  return items;
}
