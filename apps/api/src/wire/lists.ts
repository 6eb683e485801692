import { z } from "@hono/zod-openapi";

export const listQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25).openapi({
    type: "integer",
    minimum: 1,
    maximum: 100,
    default: 25,
    description: "At most 100",
  }),
  cursor: z
    .string()
    .max(500)
    .optional()
    .openapi({ description: "next_cursor of the page before, with the same filters" }),
};

/** For a list that can be read from either end. */
export const orderedListQuery = {
  ...listQuery,
  order: z
    .enum(["oldest_first", "newest_first"])
    .optional()
    .openapi({ description: "From which end: oldest_first unless told" }),
};

export function listOf<Item extends z.ZodType>(item: Item, name: string) {
  return z
    .object({
      data: z.array(item),
      has_more: z.boolean(),
      next_cursor: z.string().nullable().openapi({ description: "Null on the last page" }),
    })
    .openapi(name);
}
