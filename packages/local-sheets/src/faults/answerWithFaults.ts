import type { ApiRequest, ApiResponse } from "../http/handle.ts";
import { ApiError } from "../model/apiError.ts";
import type { LocalSheets } from "../workspace/localSheets.ts";
import type { Fault } from "./fault.ts";

export type Outcome =
  | {
      readonly kind: "answered";
      readonly response: ApiResponse;
      readonly retryAfterSeconds?: number;
      readonly share?: number;
    }
  | { readonly kind: "dropped" }
  /** Wait, then ask again without the fault. */
  | { readonly kind: "delayed"; readonly delayMs: number };

const texts: Readonly<Record<number, string>> = {
  401: "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
  403: "The caller does not have permission",
  404: "Requested entity was not found.",
  500: "Internal error encountered.",
  503: "The service is currently unavailable.",
};

function failed(status: number): ApiResponse {
  return {
    status,
    answer: {
      kind: "json",
      body: new ApiError(status, texts[status] ?? `Fault ${status}`).toBody(),
    },
  };
}

/** What a caller sees of one request when this fault befalls it. */
export function answerWithFault(
  sheets: LocalSheets,
  request: ApiRequest,
  fault: Fault | undefined,
): Outcome {
  if (!fault) return { kind: "answered", response: sheets.answer(request) };
  switch (fault.kind) {
    case "status": {
      const { retryAfterSeconds } = fault;
      const response = fault.status === 429 ? sheets.quotaAnswer(request) : failed(fault.status);
      return {
        kind: "answered",
        response,
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      };
    }
    case "applied_status":
      sheets.answer(request);
      return { kind: "answered", response: failed(fault.status) };
    case "lost_answer":
      sheets.answer(request);
      return { kind: "dropped" };
    case "lost_request":
      return { kind: "dropped" };
    case "delay":
      return { kind: "delayed", delayMs: fault.delayMs };
    case "truncate":
      return { kind: "answered", response: sheets.answer(request), share: fault.share };
    case "late_landing":
      sheets.landLater({ request, afterMs: fault.afterMs });
      return { kind: "dropped" };
    case "duplicate":
      sheets.answer(request);
      return { kind: "answered", response: sheets.answer(request) };
  }
}
