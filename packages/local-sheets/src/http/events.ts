import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { ChangeEvent } from "../workspace/events.ts";
import type { LocalSheets } from "../workspace/localSheets.ts";

/** GET /_local/events/ID tells every committed change of one spreadsheet as it happens. */
export function eventRoutes(sheets: LocalSheets): Hono {
  const app = new Hono();
  app.get("/events/:id", (context) =>
    streamSSE(context, async (stream) => {
      const id = context.req.param("id");
      const { workspace } = sheets;
      const send = (event: ChangeEvent): void => {
        if (event.spreadsheetId === id)
          void stream.writeSSE({
            event: "change",
            id: String(event.revision),
            data: JSON.stringify(event),
          });
      };
      const stop = workspace.subscribe(send);
      await stream.writeSSE({
        event: "ready",
        data: JSON.stringify({ revision: workspace.documents.get(id)?.revision ?? null }),
      });
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      stop();
    }),
  );
  return app;
}
