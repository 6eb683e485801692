import { json, type Verb } from "../http/call.ts";
import { selectAreas, type DataFilter } from "../developer-metadata/dataFilter.ts";
import { sheetsDiscovery } from "../schema/discovery.ts";
import { parseFieldMask } from "../schema/fieldMask.ts";
import { parseMessage } from "../schema/parseMessage.ts";
import { renderSpreadsheet } from "./renderSpreadsheet.ts";

interface Body {
  dataFilters?: DataFilter[];
  includeGridData?: boolean;
}

export const getSpreadsheetByDataFilter: Verb = {
  isWrite: false,
  run: ({ workspace, path: [id = ""], query, body }) => {
    const { dataFilters = [], includeGridData } = parseMessage<Body>({
      schema: "GetSpreadsheetByDataFilterRequest",
      value: body ?? {},
    });
    const document = workspace.document(id);
    const mask = parseFieldMask(query.get("fields") ?? undefined, {
      discovery: sheetsDiscovery,
      schema: "Spreadsheet",
    });
    const ranges =
      dataFilters.length === 0
        ? undefined
        : dataFilters.flatMap((filter) => selectAreas(document, filter));
    return json(
      renderSpreadsheet({ document, ranges, includesGridData: includeGridData === true, mask }),
    );
  },
};
