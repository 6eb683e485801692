import { setTimeout as wait } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { Hono, type Context } from "hono";
import { z } from "zod";
import type { Caller } from "../access/access.ts";
import { answerWithFault } from "../faults/answerWithFaults.ts";
import { faultHeader, parseFaultHeader, type Fault } from "../faults/fault.ts";
import { exportTypes } from "../drive/exportFile.ts";
import { createPage } from "../page.ts";
import type { LocalSheets } from "../workspace/localSheets.ts";
import { controlRoutes } from "./control.ts";
import { eventRoutes } from "./events.ts";
import type { ApiRequest } from "./handle.ts";
import { toResponse } from "./respond.ts";
import { onlyOwnAddress } from "./ownAddress.ts";

/** A request that the browser's page makes says so, so that what the API wrote can be told apart. */
export const actorHeader = "x-local-sheets-actor";

type ApiContext = Context<{ Bindings: Partial<HttpBindings> }>;

function callerOf(request: Request, url: URL): Caller {
  const authorization = request.headers.get("authorization") ?? "";
  const bearer =
    /^Bearer\s+(.+)$/i.exec(authorization)?.[1] ??
    url.searchParams.get("access_token") ??
    undefined;
  return {
    bearer,
    apiKey: url.searchParams.get("key") ?? request.headers.get("x-goog-api-key") ?? undefined,
  };
}

function faultFor(
  context: ApiContext,
  sheets: LocalSheets,
  request: ApiRequest,
): Fault | undefined {
  const header = context.req.header(faultHeader);
  return header === undefined ? sheets.faults.take(request) : parseFaultHeader(header);
}

/** Breaks the connection, as a network does. */
function drop(context: ApiContext): Response {
  const { outgoing } = context.env ?? {};
  if (!outgoing) throw new TypeError("fetch failed");
  outgoing.destroy();
  return new Response(null, { status: 502 });
}

async function answerApi(context: ApiContext, sheets: LocalSheets): Promise<Response> {
  const request = context.req.raw;
  const url = new URL(request.url);
  const method = request.headers.get("x-http-method-override") ?? request.method;
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const body = hasBody ? await request.text() : undefined;
  const who = request.headers.get(actorHeader) === "page" ? "page" : "api";
  const apiRequest: ApiRequest = {
    method,
    target: url.pathname + url.search,
    body,
    who,
    caller: callerOf(request, url),
  };
  sheets.landDue();
  let outcome = answerWithFault(sheets, apiRequest, faultFor(context, sheets, apiRequest));
  if (outcome.kind === "delayed") {
    await wait(outcome.delayMs);
    outcome = answerWithFault(sheets, apiRequest, undefined);
  }
  if (outcome.kind !== "answered") return drop(context);
  return toResponse(request, outcome.response, {
    retryAfterSeconds: outcome.retryAfterSeconds,
    share: outcome.share,
  });
}

function answerExport(context: ApiContext, sheets: LocalSheets): Response {
  const { searchParams } = new URL(context.req.url);
  const gid = searchParams.get("gid");
  const query = new URLSearchParams({
    mimeType: exportTypes[searchParams.get("format") ?? "xlsx"] ?? "",
  });
  if (gid !== null) query.set("gid", gid);
  const target = `/drive/v3/files/${encodeURIComponent(context.req.param("id") ?? "")}/export?${query.toString()}`;
  const caller = callerOf(context.req.raw, new URL(context.req.url));
  return toResponse(context.req.raw, sheets.answer({ method: "GET", target, caller }));
}

/** Everything the server answers: the API, the control endpoints, the event stream and the page. */
export function createApp(sheets: LocalSheets): Hono<{ Bindings: Partial<HttpBindings> }> {
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>();
  app.onError((error, context) => {
    if (error instanceof z.ZodError) return context.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof TypeError && error.message === "fetch failed") throw error;
    return context.json({ error: { code: 500, message: error.message, status: "INTERNAL" } }, 500);
  });
  app.use(onlyOwnAddress);
  app.route("/_local", eventRoutes(sheets));
  app.route("/_local", controlRoutes(sheets));
  for (const path of ["/v4/*", "/v3/*", "/drive/*", "/upload/*"])
    app.all(path, (context) => answerApi(context, sheets));
  app.get("/spreadsheets/d/:id/export", (context) => answerExport(context, sheets));
  app.route("/", createPage({ sheets }));
  return app;
}
