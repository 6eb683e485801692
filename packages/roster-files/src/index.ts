export { fromInertText, toInertText } from "./inertText.ts";
export { loadRosterFile } from "./loadRosterFile.ts";
export type { LoadedRosterFile, RosterFileFormat } from "./loadRosterFile.ts";
