import type { Hono } from "hono";
import type { ApiEnvironment } from "../environment.ts";
import type { Operation } from "../openapi/index.ts";

/** Routes under /v1 that serve no operation of the access table: mounted beside it, nobody says who may call them. */
export function routesWithoutAccess(input: {
  routes: Hono<ApiEnvironment>["routes"];
  operations: readonly Operation[];
  /** Those with a check of their own, such as a processor's signature. */
  exempt: readonly string[];
}): string[] {
  const known = new Set([
    ...input.operations.map(({ method, path }) => `${method.toUpperCase()} ${honoPath(path)}`),
    ...input.exempt,
  ]);
  const served = input.routes
    .filter(({ method, path }) => method !== "ALL" && path.startsWith("/v1"))
    .map(({ method, path }) => `${method} ${path}`);
  return [...new Set(served)].filter((route) => !known.has(route));
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}
