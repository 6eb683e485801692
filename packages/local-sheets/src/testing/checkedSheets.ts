import { matchRoute } from "../http/routes.ts";
import type { ApiRequest, ApiResponse } from "../http/handle.ts";
import { isJsonObject } from "../model/document.ts";
import type { Json, JsonObject } from "../model/cell.ts";
import { LocalSheets, type LocalSheetsOptions } from "../workspace/localSheets.ts";
import { answerSchemas } from "./answerSchema.ts";
import { schemaFaults } from "./schemaCheck.ts";

export interface CheckedAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

function bodyOf({ answer }: ApiResponse): Json {
  switch (answer.kind) {
    case "json":
      return answer.body;
    case "text":
      return { text: answer.body };
    case "bytes":
      return { bytes: answer.body.length };
    case "nothing":
      return {};
  }
}

/** A server in memory, with the same ids in every run, whose every answer is held against the published schemas. */
export class CheckedSheets {
  readonly sheets: LocalSheets;

  constructor(options: LocalSheetsOptions = {}) {
    this.sheets = new LocalSheets({ seed: 1, now: () => Date.UTC(2026, 4, 1, 9), ...options });
  }

  call(method: string, target: string, body?: Json, more: Partial<ApiRequest> = {}): CheckedAnswer {
    const response = this.sheets.answer({
      method,
      target,
      body: body === undefined ? undefined : JSON.stringify(body),
      ...more,
    });
    this.check(method, target, response);
    const answered = bodyOf(response);
    return { status: response.status, body: isJsonObject(answered) ? answered : { answered } };
  }

  /** @throws when the answer is no 2xx. */
  ok(method: string, target: string, body?: Json): JsonObject {
    const answer = this.call(method, target, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${target}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  private check(method: string, target: string, response: ApiResponse): void {
    const route = matchRoute(method, target.split("?")[0] ?? "")?.route.name ?? "";
    const schema = answerSchemas[route];
    if (schema === undefined || response.status >= 300 || response.answer.kind !== "json") return;
    const faults = schemaFaults({
      api: route.startsWith("drive.") ? "drive" : "sheets",
      schema,
      body: response.answer.body,
    });
    if (faults.length > 0) throw new Error(`${route} does not fit ${schema}: ${faults.join("; ")}`);
  }
}
