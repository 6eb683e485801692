import { z } from "@hono/zod-openapi";

export const ExplanationField = z
  .object({
    rule: z.string().openapi({ example: "START-1" }),
    inputs: z.record(z.string(), z.unknown()),
    arithmetic: z.string(),
    sentence: z.string(),
  })
  .openapi("Explanation", { description: "Why a computed value is what it is" });
