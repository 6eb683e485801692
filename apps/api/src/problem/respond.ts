import type { Context } from "hono";
import { asServiceError } from "@rollbook/services/run";
import { HTTPException } from "hono/http-exception";
import type { ApiEnvironment } from "../environment.ts";
import { fromServiceError } from "./fromServiceError.ts";
import { fhirContentType, isFhirPath, toOperationOutcome } from "./operationOutcome.ts";
import { ProblemError, toProblem } from "./problem.ts";

/** The one mapper from anything thrown to a problem. What is not ours is a 500 that says nothing but its id. */
export function respondWithProblem(error: unknown, context: Context<ApiEnvironment>): Response {
  const requestId = context.get("requestId");
  const problemError = toProblemError(error);
  if (problemError.code === "internal") {
    context.get("log").error({ request_id: requestId, error: describe(error) }, "request failed");
  }
  const problem = toProblem({ error: problemError, requestId });
  for (const [name, value] of Object.entries(problemError.headers)) context.header(name, value);
  if (isFhirPath(context.req.path)) {
    const outcome = JSON.stringify(toOperationOutcome(problem));
    return context.body(outcome, problem.status as 400, { "content-type": fhirContentType });
  }
  return context.body(JSON.stringify(problem), problem.status as 400, {
    "content-type": "application/problem+json",
  });
}

function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof HTTPException) return fromHttpException(error);
  return (
    fromServiceError(asServiceError(error)) ??
    new ProblemError({ code: "internal", detail: "The request failed here." })
  );
}

function fromHttpException(error: HTTPException): ProblemError {
  switch (error.status) {
    case 400:
      return new ProblemError({
        code: "malformed_json",
        detail: "The body could not be read as JSON.",
      });
    case 413:
      return new ProblemError({ code: "payload_too_large", detail: "The body is over the limit." });
    case 415:
      return new ProblemError({
        code: "unsupported_media_type",
        detail: "This operation takes application/json.",
      });
    default:
      return new ProblemError({ code: "internal", detail: "The request failed here." });
  }
}

// Messages of unknown errors may quote rows: only their kind and place are logged.
function describe(error: unknown): { name: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const frames = (error.stack ?? "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "));
  return { name: error.name, ...code, stack: frames.join("\n") };
}
