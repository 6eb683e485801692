import { Hono, type Context } from "hono";
import { z } from "zod";
import { Access } from "../access/access.ts";
import { Fault } from "../faults/fault.ts";
import { googleOnly } from "../formulas/functions/googleOnly.ts";
import { functionNames } from "../formulas/functions/registry.ts";
import { QuotaLimits } from "../quotas/quotas.ts";
import type { LocalSheets } from "../workspace/localSheets.ts";
import { Switches } from "../workspace/switches.ts";
import { toResponse } from "./respond.ts";

const ClockRequest = z.union([
  z.object({ setTo: z.iso.datetime({ offset: true }) }),
  z.object({ advanceMs: z.number().nonnegative() }),
  z.object({ release: z.literal(true) }),
]);

const Settings = z.object({
  switches: Switches.partial().optional(),
  changesLagMs: z.number().nonnegative().optional(),
  /** null switches quotas off. */
  quotas: QuotaLimits.partial().nullable().optional(),
  access: Access.optional(),
});

function settingsOf(sheets: LocalSheets): z.infer<typeof Settings> {
  const { workspace, quotas, access } = sheets;
  return {
    switches: workspace.switches,
    changesLagMs: workspace.changes.lagMs,
    quotas: quotas.limits ?? null,
    access,
  };
}

async function read<T>(context: Context, schema: z.ZodType<T>): Promise<T | Response> {
  const text = await context.req.text();
  const parsed = schema.safeParse(text === "" ? {} : JSON.parse(text));
  return parsed.success ? parsed.data : context.json({ error: z.prettifyError(parsed.error) }, 400);
}

function clockRoutes(app: Hono, sheets: LocalSheets): void {
  const { clock } = sheets.workspace;
  const now = (): { now: string; isVirtual: boolean } => ({
    now: new Date(clock.now()).toISOString(),
    isVirtual: clock.isVirtual,
  });
  app.get("/clock", (context) => context.json(now()));
  app.post("/clock", async (context) => {
    const request = await read(context, ClockRequest);
    if (request instanceof Response) return request;
    if ("setTo" in request) clock.set(Date.parse(request.setTo));
    else if ("advanceMs" in request) clock.advance(request.advanceMs);
    else clock.release();
    sheets.landDue();
    sheets.workspace.changes.settle();
    return context.json(now());
  });
}

function faultRoutes(app: Hono, sheets: LocalSheets): void {
  const { faults } = sheets;
  app.get("/faults", (context) => context.json(faults.waiting));
  app.post("/faults", async (context) => {
    const request = await read(
      context,
      z.union([z.array(Fault), Fault.transform((fault) => [fault])]),
    );
    if (request instanceof Response) return request;
    for (const fault of request) faults.add(fault);
    return context.json(faults.waiting);
  });
  app.delete("/faults", (context) => {
    faults.clear();
    return context.json([]);
  });
  app.post("/faults/land", (context) =>
    context.json({ landed: sheets.landDue({ isForced: true }) }),
  );
}

/** What Google has not: settings, the clock, faults, undo and older versions. */
export function controlRoutes(sheets: LocalSheets): Hono {
  const app = new Hono();
  const { workspace } = sheets;
  app.get("/health", (context) =>
    context.json({ isReady: true, spreadsheets: workspace.documents.size }),
  );
  app.get("/functions", (context) => context.json({ known: functionNames(), googleOnly }));
  app.get("/settings", (context) => context.json(settingsOf(sheets)));
  app.patch("/settings", async (context) => {
    const request = await read(context, Settings);
    if (request instanceof Response) return request;
    if (request.switches)
      workspace.switches = Switches.parse({ ...workspace.switches, ...request.switches });
    if (request.changesLagMs !== undefined) workspace.changes.lagMs = request.changesLagMs;
    if (request.quotas !== undefined)
      sheets.quotas.limits =
        request.quotas === null ? undefined : QuotaLimits.parse(request.quotas);
    if (request.access) sheets.access = request.access;
    return context.json(settingsOf(sheets));
  });
  clockRoutes(app, sheets);
  faultRoutes(app, sheets);
  app.post("/spreadsheets/:id/:verb", async (context) => {
    const { pathname } = new URL(context.req.url);
    const response = sheets.answer({
      method: "POST",
      target: pathname,
      body: await context.req.text(),
      who: "page",
    });
    return toResponse(context.req.raw, response);
  });
  return app;
}
