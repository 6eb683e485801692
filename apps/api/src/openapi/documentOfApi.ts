import { fileURLToPath } from "node:url";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnvironment } from "../environment.ts";
import { operations } from "../routes/operations.ts";
import { buildDocument } from "./document.ts";
import { routeOf } from "./mount.ts";

export const documentPath = fileURLToPath(new URL("../../openapi.json", import.meta.url));

/** What callers were promised at the last release. */
export const releasedPath = fileURLToPath(new URL("../../openapi.released.json", import.meta.url));
export const accessPath = fileURLToPath(new URL("../../access.json", import.meta.url));

/** The document of every operation, without an API to serve them. */
export function documentOfApi(): Record<string, unknown> {
  const app = new OpenAPIHono<ApiEnvironment>();
  for (const operation of operations) app.openAPIRegistry.registerPath(routeOf(operation));
  return buildDocument(app);
}

export function printDocument(document: Record<string, unknown>): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
