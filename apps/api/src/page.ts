import type { Listed } from "@rollbook/services/run";
import type { OperationRequest } from "./openapi/index.ts";

type ListRequest = Pick<
  OperationRequest<unknown, { limit: number; cursor?: string | undefined }, unknown>,
  "ports" | "query" | "cursorScope"
>;

/** The paging part of a list verb's input, from limit and cursor. */
export function pageInput({ ports, query, cursorScope }: ListRequest): {
  limit: number;
  after?: string;
} {
  if (query.cursor === undefined) return { limit: query.limit };
  const [after] = ports.cursors.read({ scope: cursorScope, cursor: query.cursor });
  return { limit: query.limit, after: String(after) };
}

export function pageAnswer<Item, Wire>(
  { ports, cursorScope }: ListRequest,
  page: Listed<Item>,
  wire: (item: Item) => Wire,
): { data: Wire[]; has_more: boolean; next_cursor: string | null } {
  const { nextCursor } = page;
  return {
    data: page.data.map(wire),
    has_more: page.hasMore,
    next_cursor:
      nextCursor === null
        ? null
        : ports.cursors.sign({ scope: cursorScope, position: [nextCursor] }),
  };
}
