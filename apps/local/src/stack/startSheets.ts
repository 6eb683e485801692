import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startLocalSheets } from "@rollbook/local-sheets";
import { createSheetsClient, type SheetsClient } from "@rollbook/sheets";
import { StartRefused } from "../startRefused.ts";
import { asPortRefusal, servedBy } from "./portRefusal.ts";

export interface StartedSheets {
  client: SheetsClient;
  /** The address of a spreadsheet's page. */
  pageOf(spreadsheetId: string): string;
  isLocal: boolean;
  stop: () => Promise<void>;
}

export async function startLocal(input: {
  dataFolder: string;
  port: number;
}): Promise<StartedSheets> {
  const server = await startLocalSheets({
    port: input.port,
    dataFolder: join(input.dataFolder, "sheets"),
  }).catch((error: unknown) => {
    throw asPortRefusal({ error, port: input.port, ...servedBy.sheets });
  });
  return {
    client: createSheetsClient({ rootUrl: server.url }),
    pageOf: (spreadsheetId) => `${server.url}/spreadsheets/d/${spreadsheetId}/edit`,
    isLocal: true,
    stop: () => server.stop(),
  };
}

/** Google itself, with the credentials file that the environment names; nothing else differs. */
export function connectGoogle(environment: Record<string, string | undefined>): StartedSheets {
  const path = environment.GOOGLE_APPLICATION_CREDENTIALS;
  if (path === undefined || path === "") {
    throw new StartRefused(
      "--sheet needs a Google account: set GOOGLE_APPLICATION_CREDENTIALS to the path of a service account's key file, and share the sheet with that account.",
    );
  }
  refuseWithoutKey(path);
  return {
    client: createSheetsClient({ credentials: { kind: "key_file", path } }),
    pageOf: (spreadsheetId) => `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`,
    isLocal: false,
    stop: async () => {},
  };
}

function refuseWithoutKey(path: string): void {
  try {
    const key: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof key === "object" && key !== null && "client_email" in key) return;
  } catch {
    // Told below, like a file that holds something else.
  }
  throw new StartRefused(
    `GOOGLE_APPLICATION_CREDENTIALS names ${path}, which is not a service account's key file: download one as JSON from the Google Cloud console.`,
  );
}
