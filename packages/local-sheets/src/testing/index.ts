export { startLocalSheets, type RunningLocalSheets } from "../http/server.ts";
export { CheckedSheets } from "./checkedSheets.ts";
export { schemaFaults } from "./schemaCheck.ts";
export { SpreadsheetHelper } from "./spreadsheetHelper.ts";
