import { gzipSync } from "node:zlib";
import type { Answer } from "./call.ts";
import type { ApiResponse } from "./handle.ts";

/** The text of a JSON answer; some know a quicker way to it. */
export const textOf = (answer: Extract<Answer, { kind: "json" }>): string =>
  answer.toText?.() ?? JSON.stringify(answer.body);

interface Rendered {
  readonly body: string | Uint8Array | null;
  readonly type: string | undefined;
}

function rendered({ answer }: ApiResponse): Rendered {
  switch (answer.kind) {
    case "json":
      return { body: textOf(answer), type: "application/json; charset=UTF-8" };
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

export interface ResponseDetails {
  readonly retryAfterSeconds?: number | undefined;
  /** The share of the body that is sent; the rest is cut off. */
  readonly share?: number | undefined;
}

export function toResponse(
  request: Request,
  response: ApiResponse,
  details: ResponseDetails = {},
): Response {
  const { body, type } = rendered(response);
  const headers = new Headers({ vary: "Origin, X-Origin, Referer", "cache-control": "private" });
  if (type !== undefined) headers.set("content-type", type);
  if (details.retryAfterSeconds !== undefined)
    headers.set("retry-after", String(details.retryAfterSeconds));
  if (body === null) return new Response(null, { status: response.status, headers });
  const sent =
    details.share === undefined ? body : body.slice(0, Math.floor(body.length * details.share));
  if (!wantsGzip(request))
    return new Response(sent as string, { status: response.status, headers });
  headers.set("content-encoding", "gzip");
  return new Response(new Uint8Array(gzipSync(sent, { level: 1 })), {
    status: response.status,
    headers,
  });
}
