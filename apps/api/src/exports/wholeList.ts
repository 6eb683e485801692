import type { Listed } from "@rollbook/services/run";

const pageSize = 1000;

/** Every page of a list, one after the other. */
export async function wholeList<Item>(
  readPage: (page: { limit: number; after?: string }) => Promise<Listed<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const page: Listed<Item> = await readPage({
      limit: pageSize,
      ...(after === null ? {} : { after }),
    });
    items.push(...page.data);
    after = page.nextCursor;
  } while (after !== null);
  return items;
}
