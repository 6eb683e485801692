import { json, type Verb } from "../http/call.ts";
import { resolveRange } from "../model/a1.ts";
import { invalid } from "../model/apiError.ts";
import type { JsonObject } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import { sheetsDiscovery } from "../schema/discovery.ts";
import { applyFieldMask, maskAt, parseFieldMask } from "../schema/fieldMask.ts";
import { parseMessage } from "../schema/parseMessage.ts";
import { renderSpreadsheet } from "../spreadsheets/renderSpreadsheet.ts";
import { applyRequests } from "./applyRequests.ts";

interface BatchUpdateRequest {
  requests?: JsonObject[];
  includeSpreadsheetInResponse?: boolean;
  responseRanges?: string[];
  responseIncludeGridData?: boolean;
}

export const batchUpdateSpreadsheet: Verb = {
  isWrite: true,
  run: ({ workspace, path: [id = ""], query, body, who }) => {
    const request = parseMessage<BatchUpdateRequest>({
      schema: "BatchUpdateSpreadsheetRequest",
      value: body ?? {},
    });
    const requests = request.requests ?? [];
    const mask = parseFieldMask(query.get("fields") ?? undefined, {
      discovery: sheetsDiscovery,
      schema: "BatchUpdateSpreadsheetResponse",
    });
    const draft = workspace.edit(id);
    if (requests.length === 0) throw invalid("Must specify at least one request.");
    const { random, clock, switches } = workspace;
    const replies = applyRequests({ draft, random, clock, switches }, requests);
    const committed = workspace.commit(draft, who);
    if (!switches.isReadBackAtomic) workspace.interlude?.(id);
    const document = switches.isReadBackAtomic ? committed : workspace.document(id);
    const answer = applyFieldMask({ spreadsheetId: id, replies }, mask);
    const below = maskAt(mask, "updatedSpreadsheet");
    if (!request.includeSpreadsheetInResponse || below === undefined) return json(answer);
    const ranges = request.responseRanges?.map((range) => resolveRange(document, range)) ?? [];
    const updatedSpreadsheet = renderSpreadsheet({
      document,
      ranges: ranges.length > 0 ? ranges : undefined,
      includesGridData: mask !== true || request.responseIncludeGridData === true,
      mask: below,
    });
    return json({ ...(isJsonObject(answer) ? answer : {}), updatedSpreadsheet });
  },
};
