import { DriveError } from "../drive/driveError.ts";
import { ApiError, notImplemented } from "../model/apiError.ts";
import type { Caller } from "../access/access.ts";
import type { Json } from "../model/cell.ts";
import type { Who } from "../workspace/events.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Answer } from "./call.ts";
import { applyFieldMask, parseFieldMask } from "../schema/fieldMask.ts";
import { matchRoute, type Match } from "./routes.ts";

export interface ApiRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  readonly body?: string | undefined;
  readonly who?: Who;
  readonly caller?: Caller | undefined;
}

export interface ApiResponse {
  readonly status: number;
  readonly answer: Answer;
}

const isDrive = (pathname: string): boolean => /^(\/drive)?\/v3\//.test(pathname);

function parseBody(text: string | undefined): Json {
  if (text === undefined || text.trim() === "") return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ApiError(400, "Invalid JSON payload received. Unexpected token.");
  }
}

export function failure(error: unknown): ApiResponse {
  if (error instanceof ApiError || error instanceof DriveError)
    return { status: error.code, answer: { kind: "json", body: error.toBody() } };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    status: 500,
    answer: {
      kind: "json",
      body: {
        error: { code: 500, message: `Internal error encountered. ${detail}`, status: "INTERNAL" },
      },
    },
  };
}

function unknown(method: string, pathname: string): Error {
  if (isDrive(pathname))
    return new DriveError(
      501,
      "notImplemented",
      `The local server does not know ${method} ${pathname}`,
    );
  return notImplemented(`${method} ${pathname}`);
}

const maskThemselves = new Set([
  "spreadsheets.get",
  "spreadsheets.getByDataFilter",
  "spreadsheets.batchUpdate",
]);

/** Most verbs of Sheets know nothing of field masks: their answers are cut here. */
function masked({ route }: Match, query: URLSearchParams, answer: Answer): Answer {
  const fields = query.get("fields") ?? query.get("$fields");
  const isCut = route.name.startsWith("spreadsheets.") && !maskThemselves.has(route.name);
  if (fields === null || !isCut || answer.kind !== "json") return answer;
  const mask = parseFieldMask(fields);
  return mask === true ? answer : { kind: "json", body: applyFieldMask(answer.body, mask) };
}

/** Answers one request of the Sheets or Drive API, without HTTP. Never throws. */
export function handle(workspace: Workspace, request: ApiRequest): ApiResponse {
  const cut = request.target.indexOf("?");
  const pathname = cut === -1 ? request.target : request.target.slice(0, cut);
  const query = new URLSearchParams(cut === -1 ? "" : request.target.slice(cut + 1));
  const match = matchRoute(request.method, pathname);
  try {
    if (!match) throw unknown(request.method, pathname);
    const call = {
      workspace,
      path: match.path,
      query,
      body: match.route.verb.readsText ? (request.body ?? null) : parseBody(request.body),
      who: request.who ?? "api",
    };
    const answer = masked(match, query, match.route.verb.run(call));
    return { status: answer.kind === "nothing" ? 204 : 200, answer };
  } catch (error) {
    return failure(error);
  }
}
