import {
  connectToGoogle,
  type BatchAnswer,
  type GoogleCredentials,
  type SheetsRequest,
  type SpreadsheetAnswer,
} from "./google.ts";
import { SheetsFailure } from "./failure.ts";
import { createQuota, unlimitedQuota, type Quota, type SharedQuota } from "./quota.ts";
import { callWithRetry, defaultRetryPolicy, type RetryPolicy } from "./retry.ts";

export type CallCounts = { sheetsReads: number; sheetsWrites: number; driveCalls: number };

export type SheetsClient = {
  readSpreadsheet: (input: {
    spreadsheetId: string;
    fields: string;
    ranges?: string[];
  }) => Promise<SpreadsheetAnswer>;
  batchUpdate: (input: {
    spreadsheetId: string;
    requests: SheetsRequest[];
    responseRanges: string[];
    fields: string;
  }) => Promise<BatchAnswer>;
  createSpreadsheet: (spreadsheet: SpreadsheetAnswer) => Promise<SpreadsheetAnswer>;
  startOfChanges: () => Promise<string>;
  changesSince: (pageToken: string) => Promise<ChangedFiles>;
  /** Asks Drive to call an address when anything changes after the token, until an instant. */
  watchChanges: (input: {
    pageToken: string;
    channelId: string;
    address: string;
    secret: string;
    expiresAtMs: number;
  }) => Promise<void>;
  calls: () => CallCounts;
};

export type ChangedFiles = {
  fileIds: string[];
  /** By file, who edited it last; a file whose last editor was this account is left out. */
  editors: ReadonlyMap<string, string>;
  removedFileIds: string[];
  nextPageToken: string;
};

export type SheetsClientOptions = {
  rootUrl?: string | undefined;
  credentials?: GoogleCredentials;
  quota?: Quota;
  /** Counts together with other processes of the account. */
  sharedQuota?: SharedQuota | undefined;
  retry?: Partial<RetryPolicy>;
  timeoutMs?: number;
  fetchImplementation?: typeof fetch | undefined;
};

/** The one way to Google. Calls throw SheetsFailure and nothing else. */
export function createSheetsClient(options: SheetsClientOptions = {}): SheetsClient {
  const google = connectToGoogle({
    rootUrl: options.rootUrl,
    credentials: options.credentials ?? { kind: "none" },
    timeoutMs: options.timeoutMs ?? 180_000,
    fetchImplementation: options.fetchImplementation,
  });
  const counts: CallCounts = { sheetsReads: 0, sheetsWrites: 0, driveCalls: 0 };
  const guarded = guardedCalls({ options, counts });
  return {
    readSpreadsheet: ({ spreadsheetId, fields, ranges }) =>
      guarded.read(() => google.sheets.spreadsheets.get({ spreadsheetId, fields, ranges })),
    batchUpdate: (input) =>
      guarded.write(() =>
        google.sheets.spreadsheets.batchUpdate({
          spreadsheetId: input.spreadsheetId,
          fields: input.fields,
          requestBody: {
            requests: input.requests,
            includeSpreadsheetInResponse: true,
            responseIncludeGridData: true,
            responseRanges: input.responseRanges,
          },
        }),
      ),
    createSpreadsheet: (requestBody) =>
      guarded.write(() => google.sheets.spreadsheets.create({ requestBody })),
    startOfChanges: async () => {
      const answer = await guarded.drive(() => google.drive.changes.getStartPageToken({}));
      return requireText(answer.startPageToken, "startPageToken");
    },
    changesSince: (pageToken) =>
      collectChanges(pageToken, (token) =>
        guarded.drive(() =>
          google.drive.changes.list({
            pageToken: token,
            pageSize: 1000,
            fields:
              "nextPageToken,newStartPageToken,changes(fileId,removed,file(trashed,lastModifyingUser(displayName,emailAddress,me)))",
          }),
        ),
      ),
    watchChanges: async ({ pageToken, channelId, address, secret, expiresAtMs }) => {
      await guarded.drive(() =>
        google.drive.changes.watch({
          pageToken,
          requestBody: {
            id: channelId,
            type: "web_hook",
            address,
            token: secret,
            expiration: String(expiresAtMs),
          },
        }),
      );
    },
    calls: () => ({ ...counts }),
  };
}

function guardedCalls(input: { options: SheetsClientOptions; counts: CallCounts }) {
  const { options, counts } = input;
  const isLocal = options.rootUrl !== undefined;
  const quota =
    options.quota ??
    (isLocal
      ? unlimitedQuota
      : createQuota({ readsPerMinute: 60, writesPerMinute: 60, shared: options.sharedQuota }));
  const policy = { ...defaultRetryPolicy, ...options.retry };
  return {
    read: <Answer>(call: () => Promise<{ data: Answer }>) =>
      callWithRetry({
        policy,
        isWrite: false,
        call: () =>
          quota.read(() => {
            counts.sheetsReads += 1;
            return dataOf(call);
          }),
      }),
    write: <Answer>(call: () => Promise<{ data: Answer }>) =>
      callWithRetry({
        policy,
        isWrite: true,
        call: () =>
          quota.write(() => {
            counts.sheetsWrites += 1;
            return dataOf(call);
          }),
      }),
    drive: <Answer>(call: () => Promise<{ data: Answer }>) =>
      callWithRetry({
        policy,
        isWrite: false,
        call: () => {
          counts.driveCalls += 1;
          return dataOf(call);
        },
      }),
  };
}

async function dataOf<Answer>(call: () => Promise<{ data: Answer }>): Promise<Answer> {
  const { data } = await call();
  if (typeof data === "object" && data !== null) return data;
  throw new SheetsFailure({
    kind: "unreadable_answer",
    message: "Google's answer was cut off; the sheet is read again.",
  });
}

type ChangesPage = {
  nextPageToken?: string | null;
  newStartPageToken?: string | null;
  changes?: {
    fileId?: string | null;
    removed?: boolean | null;
    file?: { trashed?: boolean | null; lastModifyingUser?: DriveUser | null };
  }[];
};

async function collectChanges(
  pageToken: string,
  page: (token: string) => Promise<ChangesPage>,
): Promise<ChangedFiles> {
  const fileIds = new Set<string>();
  const editors = new Map<string, string>();
  const removedFileIds = new Set<string>();
  let token = pageToken;
  for (;;) {
    const answer = await page(token);
    for (const change of answer.changes ?? []) {
      if (typeof change.fileId !== "string") continue;
      fileIds.add(change.fileId);
      const editor = editorOf(change.file?.lastModifyingUser);
      if (editor === null) editors.delete(change.fileId);
      else editors.set(change.fileId, editor);
      if (change.removed === true || change.file?.trashed === true) {
        removedFileIds.add(change.fileId);
      }
    }
    if (typeof answer.nextPageToken !== "string") {
      const nextPageToken = answer.newStartPageToken ?? token;
      return { fileIds: [...fileIds], editors, removedFileIds: [...removedFileIds], nextPageToken };
    }
    token = answer.nextPageToken;
  }
}

type DriveUser = { displayName?: string | null; emailAddress?: string | null; me?: boolean | null };

function editorOf(user: DriveUser | null | undefined): string | null {
  if (user === null || user === undefined || user.me === true) return null;
  return user.emailAddress ?? user.displayName ?? null;
}

function requireText(value: string | null | undefined, name: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new SheetsFailure({
    kind: "unreadable_answer",
    message: `Google's answer has no ${name}; the next run tries again.`,
  });
}
