import { ApiError, invalid, notImplemented } from "../model/apiError.ts";
import { forgetEvaluation } from "../formulas/evaluation.ts";
import type { JsonObject } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import type { BatchContext } from "./context.ts";
import { requestKinds } from "./requestKinds.ts";

function kindOf(request: JsonObject, index: number): string {
  const kinds = Object.keys(request);
  const [kind] = kinds;
  if (kind === undefined) throw invalid(`Invalid requests[${index}]: No request set.`);
  if (kinds.length > 1)
    throw invalid(`Invalid requests[${index}]: Only one kind of request may be set.`);
  return kind;
}

/** Applies the requests in order to the context's draft. The first that fails fails all. */
export function applyRequests(
  context: BatchContext,
  requests: readonly JsonObject[],
): JsonObject[] {
  return requests.map((request, index) => {
    const kind = kindOf(request, index);
    const run = requestKinds[kind];
    if (!run) throw notImplemented(`requests[${index}].${kind}`);
    const body = request[kind];
    forgetEvaluation(context.draft.document);
    try {
      return run(context, isJsonObject(body) ? body : {}) ?? {};
    } catch (error) {
      if (error instanceof ApiError && error.code === 400)
        throw new ApiError(400, `Invalid requests[${index}].${kind}: ${error.message}`);
      throw error;
    }
  });
}
