import { gzipSync } from "node:zlib";
import { Hono, type Context } from "hono";
import { createPage } from "../page.ts";
import type { LocalSheets } from "../workspace/localSheets.ts";
import { controlRoutes } from "./control.ts";
import { eventRoutes } from "./events.ts";
import type { ApiResponse } from "./handle.ts";

/** A request that the browser's page makes says so, so that what the API wrote can be told apart. */
export const actorHeader = "x-local-sheets-actor";

interface Rendered {
  readonly body: string | Uint8Array | null;
  readonly type: string | undefined;
}

function rendered({ answer }: ApiResponse): Rendered {
  switch (answer.kind) {
    case "json":
      return { body: JSON.stringify(answer.body), type: "application/json; charset=UTF-8" };
    case "text":
    case "bytes":
      return { body: answer.body, type: answer.type };
    case "nothing":
      return { body: null, type: undefined };
  }
}

/** Google compresses only for clients whose user agent says gzip too. */
const wantsGzip = (request: Request): boolean =>
  /gzip/.test(request.headers.get("accept-encoding") ?? "") &&
  /gzip/.test(request.headers.get("user-agent") ?? "");

export function toResponse(request: Request, response: ApiResponse): Response {
  const { body, type } = rendered(response);
  const headers = new Headers({ vary: "Origin, X-Origin, Referer", "cache-control": "private" });
  if (type !== undefined) headers.set("content-type", type);
  if (body === null) return new Response(null, { status: response.status, headers });
  if (!wantsGzip(request))
    return new Response(body as string, { status: response.status, headers });
  headers.set("content-encoding", "gzip");
  return new Response(new Uint8Array(gzipSync(body, { level: 1 })), {
    status: response.status,
    headers,
  });
}

async function answerApi(context: Context, sheets: LocalSheets): Promise<Response> {
  const request = context.req.raw;
  const url = new URL(request.url);
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const body = hasBody ? await request.text() : undefined;
  const who = request.headers.get(actorHeader) === "page" ? "page" : "api";
  return toResponse(
    request,
    sheets.answer({ method: request.method, target: url.pathname + url.search, body, who }),
  );
}

/** Everything the server answers: the API, the control endpoints, the event stream and the page. */
export function createApp(sheets: LocalSheets): Hono {
  const app = new Hono();
  app.route("/_local", eventRoutes(sheets));
  app.route("/_local", controlRoutes(sheets));
  for (const path of ["/v4/*", "/v3/*", "/drive/*", "/upload/*"])
    app.all(path, (context) => answerApi(context, sheets));
  app.route("/", createPage({ sheets }));
  return app;
}
