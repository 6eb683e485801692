import { Hono } from "hono";
import type { Workspace } from "./workspace/workspace.ts";

export function createPage(_options: { workspace: Workspace }): Hono {
  return new Hono();
}
