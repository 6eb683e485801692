import { json, type Verb } from "../http/call.ts";
import { resolveRange } from "../model/a1.ts";
import { sheetsDiscovery } from "../schema/discovery.ts";
import { parseFieldMask } from "../schema/fieldMask.ts";
import { renderSpreadsheet } from "./renderSpreadsheet.ts";

export const isTrue = (text: string | null): boolean => text !== null && /^(true|1)$/i.test(text);

export const getSpreadsheet: Verb = {
  isWrite: false,
  run: ({ workspace, path: [id = ""], query }) => {
    const document = workspace.document(id);
    const mask = parseFieldMask(query.get("fields") ?? query.get("$fields") ?? undefined, {
      discovery: sheetsDiscovery,
      schema: "Spreadsheet",
    });
    const ranges = query.getAll("ranges").filter((range) => range !== "");
    const resolved =
      ranges.length === 0 ? undefined : ranges.map((range) => resolveRange(document, range));
    return json(
      renderSpreadsheet({
        document,
        ranges: resolved,
        includesGridData: isTrue(query.get("includeGridData")),
        mask,
      }),
    );
  },
};
