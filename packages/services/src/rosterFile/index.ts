export { keepMapping, mappingFor } from "./keptMapping.ts";
export { previewRosterFile, type PlannedRosterFile } from "./planRosterFile.ts";
export { importRosterFile, type ImportedRosterFile } from "./importRosterFile.ts";
