import { Hono } from "hono";
import type { LocalSheets } from "../workspace/localSheets.ts";

/** What Google has not: the clock, undo and faults. */
export function controlRoutes(sheets: LocalSheets): Hono {
  const app = new Hono();
  app.get("/health", (context) =>
    context.json({ isReady: true, spreadsheets: sheets.workspace.documents.size }),
  );
  return app;
}
