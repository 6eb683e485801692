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

export function listOf<Item extends z.ZodType>(item: Item, name: string) {
  return z
    .object({
      data: z.array(item),
      has_more: z.boolean(),
      next_cursor: z.string().nullable().openapi({ description: "Null on the last page" }),
    })
    .openapi(name);
}
