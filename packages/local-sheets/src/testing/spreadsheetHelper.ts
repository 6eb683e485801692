import type { Json, JsonObject } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import type { LocalSheetsOptions } from "../workspace/localSheets.ts";
import { CheckedSheets, type CheckedAnswer } from "./checkedSheets.ts";

/** One new spreadsheet on a checked server, with the calls that tests make most. */
export class SpreadsheetHelper {
  readonly server: CheckedSheets;
  readonly id: string;

  constructor(options: LocalSheetsOptions & { locale?: string; timeZone?: string } = {}) {
    const { locale, timeZone, ...rest } = options;
    this.server = new CheckedSheets(rest);
    const properties = {
      ...(locale === undefined ? {} : { locale }),
      ...(timeZone === undefined ? {} : { timeZone }),
    };
    this.id = String(this.server.ok("POST", "/v4/spreadsheets", { properties })["spreadsheetId"]);
  }

  get path(): string {
    return `/v4/spreadsheets/${this.id}`;
  }

  put(range: string, values: Json[][], option = "USER_ENTERED"): JsonObject {
    return this.server.ok(
      "PUT",
      `${this.path}/values/${encodeURIComponent(range)}?valueInputOption=${option}`,
      { values },
    );
  }

  get(range: string, query = ""): Json {
    return (
      this.server.ok("GET", `${this.path}/values/${encodeURIComponent(range)}${query}`)["values"] ??
      null
    );
  }

  batch(...requests: JsonObject[]): Json[] {
    const { replies } = this.server.ok("POST", `${this.path}:batchUpdate`, { requests });
    return Array.isArray(replies) ? replies : [];
  }

  tryBatch(...requests: JsonObject[]): CheckedAnswer {
    return this.server.call("POST", `${this.path}:batchUpdate`, { requests });
  }

  read(query = ""): JsonObject {
    return this.server.ok("GET", `${this.path}${query}`);
  }

  /** The first sheet as the API shows it. */
  firstSheet(query = ""): JsonObject {
    const { sheets } = this.read(query);
    const [first] = Array.isArray(sheets) ? sheets : [];
    return isJsonObject(first) ? first : {};
  }
}
