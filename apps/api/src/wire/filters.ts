import { z } from "@hono/zod-openapi";

/** `true` or `false` in a query. */
export const BooleanFilter = z
  .enum(["true", "false"])
  .transform((text) => text === "true")
  .optional()
  .openapi({ type: "boolean", enum: undefined });

export const TextFilter = z.string().min(1).max(200).optional();
