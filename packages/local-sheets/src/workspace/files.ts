import type { JsonObject } from "../model/cell.ts";

export const spreadsheetType = "application/vnd.google-apps.spreadsheet";

export interface Permission {
  readonly id: string;
  readonly type: string;
  readonly role: string;
  readonly emailAddress: string | undefined;
  readonly domain: string | undefined;
  readonly displayName: string | undefined;
  readonly allowFileDiscovery: boolean | undefined;
  readonly pendingOwner: boolean;
}

export interface DriveFile {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly version: number;
  readonly trashed: boolean;
  readonly parents: readonly string[];
  readonly permissions: readonly Permission[];
  readonly lastModifyingUser: string;
  readonly comments: readonly JsonObject[];
  readonly rest: JsonObject;
}
