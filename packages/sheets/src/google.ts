import { readFileSync } from "node:fs";
import { auth, sheets, type sheets_v4 } from "googleapis/build/src/apis/sheets/index.js";
import { drive } from "googleapis/build/src/apis/drive/index.js";

export type SpreadsheetAnswer = sheets_v4.Schema$Spreadsheet;
export type SheetAnswer = sheets_v4.Schema$Sheet;
export type CellAnswer = sheets_v4.Schema$CellData;
export type CellFormat = sheets_v4.Schema$CellFormat;
export type SheetsRequest = sheets_v4.Schema$Request;
export type BatchAnswer = sheets_v4.Schema$BatchUpdateSpreadsheetResponse;

export type GoogleCredentials =
  | { kind: "none" }
  | { kind: "access_token"; token: string }
  | { kind: "key_file"; path: string };

const scopes = [
  "https://www.googleapis.com/auth/spreadsheets",
  "https://www.googleapis.com/auth/drive",
];

export type GoogleOptions = {
  rootUrl?: string | undefined;
  credentials: GoogleCredentials;
  timeoutMs: number;
  fetchImplementation?: typeof fetch | undefined;
};

export function connectToGoogle(options: GoogleOptions) {
  const shared = {
    ...(options.rootUrl === undefined ? {} : { rootUrl: ensureTrailingSlash(options.rootUrl) }),
    ...authOf(options.credentials),
    ...(options.fetchImplementation === undefined
      ? {}
      : { fetchImplementation: options.fetchImplementation }),
    retry: false,
    timeout: options.timeoutMs,
  };
  return {
    sheets: sheets({ version: "v4", ...shared }),
    drive: drive({ version: "v3", ...shared }),
  };
}

function authOf(credentials: GoogleCredentials) {
  switch (credentials.kind) {
    case "none":
      return {};
    case "access_token": {
      const client = new auth.OAuth2();
      client.setCredentials({ access_token: credentials.token });
      return { auth: client };
    }
    case "key_file":
      return { auth: serviceAccountOf(credentials.path) };
  }
}

/** The account that a key file signs in as. */
export function accountOf(path: string): string {
  const key: { client_email: string } = JSON.parse(readFileSync(path, "utf8"));
  return key.client_email;
}

function serviceAccountOf(path: string) {
  const key: { client_email: string; private_key: string } = JSON.parse(readFileSync(path, "utf8"));
  return new auth.JWT({ email: key.client_email, key: key.private_key, scopes });
}

const ensureTrailingSlash = (url: string) => (url.endsWith("/") ? url : `${url}/`);
