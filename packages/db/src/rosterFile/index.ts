export { findRosterMapping, putRosterMapping, type RosterMappingRow } from "./rosterMapping.ts";
export { listKnownPeople, lockRosterFiles, type KnownPersonRow } from "./knownPeople.ts";
