import { json, type Verb } from "../http/call.ts";
import { ApiError } from "../model/apiError.ts";
import { parseMessage } from "../schema/parseMessage.ts";
import { selectMetadata, type DataFilter } from "./dataFilter.ts";
import { renderMetadata } from "./renderMetadata.ts";

export const getDeveloperMetadata: Verb = {
  isWrite: false,
  run: ({ workspace, path: [id = "", metadataId = ""] }) => {
    const found = workspace
      .document(id)
      .developerMetadata.find((entry) => String(entry.metadataId) === metadataId);
    if (!found) throw new ApiError(404, `No developer metadata with ID: ${metadataId}`);
    return json(renderMetadata(found));
  },
};

export const searchDeveloperMetadata: Verb = {
  isWrite: false,
  run: ({ workspace, path: [id = ""], body }) => {
    const document = workspace.document(id);
    const { dataFilters = [] } = parseMessage<{
      dataFilters?: (DataFilter & Record<string, never>)[];
    }>({
      schema: "SearchDeveloperMetadataRequest",
      value: body ?? {},
    });
    const matched = document.developerMetadata.flatMap((entry) => {
      const filters = dataFilters.filter((filter) =>
        selectMetadata(document, filter).includes(entry),
      );
      return filters.length === 0
        ? []
        : [{ developerMetadata: renderMetadata(entry), dataFilters: filters }];
    });
    return json(matched.length === 0 ? {} : { matchedDeveloperMetadata: matched });
  },
};
