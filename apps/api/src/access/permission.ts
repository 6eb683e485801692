import { z } from "@hono/zod-openapi";

export const Permission = z.string();
export type Permission = string;
