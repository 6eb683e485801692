import * as drive from "googleapis/build/src/apis/drive/index.js";
import * as sheetsApi from "googleapis/build/src/apis/sheets/index.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startLocalSheets, type RunningLocalSheets } from "./server.ts";

let running: RunningLocalSheets;

beforeEach(async () => {
  running = await startLocalSheets();
});
afterEach(() => running.stop());

const google = () =>
  sheetsApi.sheets({ version: "v4", rootUrl: `${running.url}/`, retryConfig: { retry: 0 } });

async function newSpreadsheet(): Promise<string> {
  const { data } = await google().spreadsheets.create({
    requestBody: { properties: { title: "Roster" } },
  });
  return data.spreadsheetId ?? "";
}

const control = (path: string, body: object, method = "POST") =>
  fetch(`${running.url}/_local/${path}`, { method, body: JSON.stringify(body) });

test("Google’s own client creates, writes, reads, searches and lists", async () => {
  const spreadsheetId = await newSpreadsheet();
  const { values } = google().spreadsheets;
  await values.update({
    spreadsheetId,
    range: "Sheet1!A1",
    valueInputOption: "USER_ENTERED",
    requestBody: { values: [["Ann", "=1+1"]] },
  });
  await values.append({
    spreadsheetId,
    range: "Sheet1",
    valueInputOption: "RAW",
    requestBody: { values: [["Bob", 3]] },
  });
  const read = await values.get({
    spreadsheetId,
    range: "Sheet1!A1:B2",
    valueRenderOption: "UNFORMATTED_VALUE",
  });
  expect(read.data.values).toEqual([
    ["Ann", 2],
    ["Bob", 3],
  ]);
  const location = { spreadsheet: true };
  const requests = [
    {
      createDeveloperMetadata: {
        developerMetadata: { metadataId: 5, metadataKey: "k", visibility: "DOCUMENT", location },
      },
    },
  ];
  await google().spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } });
  const found = await google().spreadsheets.developerMetadata.search({
    spreadsheetId,
    requestBody: { dataFilters: [{ developerMetadataLookup: { metadataKey: "k" } }] },
  });
  expect(found.data.matchedDeveloperMetadata?.[0]?.developerMetadata?.metadataId).toBe(5);
  const files = await drive
    .drive({ version: "v3", rootUrl: `${running.url}/` })
    .files.list({ q: "name = 'Roster'", fields: "files(id)" });
  expect(files.data.files).toEqual([{ id: spreadsheetId }]);
});

test("an error comes as Google’s client expects it", async () => {
  const spreadsheetId = await newSpreadsheet();
  await expect(
    google().spreadsheets.values.get({ spreadsheetId, range: "Nope!A1" }),
  ).rejects.toMatchObject({ status: 400, message: "Unable to parse range: Nope!A1" });
});

test("answers are compressed for those who ask as Google wants it", async () => {
  const spreadsheetId = await newSpreadsheet();
  const ask = (agent: string) =>
    fetch(`${running.url}/v4/spreadsheets/${spreadsheetId}`, {
      headers: { "user-agent": agent, "accept-encoding": "gzip" },
    });
  expect((await ask("client (gzip)")).headers.get("content-encoding")).toBe("gzip");
  expect((await ask("client")).headers.get("content-encoding")).toBeNull();
  expect(await (await ask("client (gzip)")).json()).toMatchObject({ spreadsheetId });
});

test("faults set at the control address befall the next calls", async () => {
  const spreadsheetId = await newSpreadsheet();
  const write = () =>
    google().spreadsheets.values.update({
      spreadsheetId,
      range: "A1",
      valueInputOption: "RAW",
      requestBody: { values: [["x"]] },
    });
  await control("faults", { kind: "status", status: 503, match: "/values/" });
  await expect(write()).rejects.toMatchObject({ status: 503 });
  await control("faults", [
    { kind: "lost_answer", match: "/values/" },
    { kind: "truncate", match: "GET" },
  ]);
  await expect(write()).rejects.toThrow(/socket|closed|fetch failed|terminated/);
  const cut = await fetch(`${running.url}/v4/spreadsheets/${spreadsheetId}/values/A1`);
  await expect(cut.json()).rejects.toThrow(SyntaxError);
  const whole = await fetch(`${running.url}/v4/spreadsheets/${spreadsheetId}/values/A1`);
  expect(await whole.json()).toMatchObject({ values: [["x"]] });
});

test("settings and clock answer and can be changed", async () => {
  await control(
    "settings",
    { changesLagMs: 1000, quotas: {}, switches: { metadataFollowsSort: true } },
    "PATCH",
  );
  const settings = await (await fetch(`${running.url}/_local/settings`)).json();
  expect(settings).toMatchObject({
    changesLagMs: 1000,
    quotas: { readsPerUser: 60 },
    switches: { metadataFollowsSort: true, explicitMetadataIds: true },
  });
  const clock = await (await control("clock", { setTo: "2026-05-01T09:00:00Z" })).json();
  expect(clock).toEqual({ now: "2026-05-01T09:00:00.000Z", isVirtual: true });
  expect((await control("clock", { setTo: "yesterday" })).status).toBe(400);
});

test("changes stream to whoever listens", async () => {
  const spreadsheetId = await newSpreadsheet();
  const stop = new AbortController();
  const response = await fetch(`${running.url}/_local/events/${spreadsheetId}`, {
    signal: stop.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain("event: ready");
  await google().spreadsheets.values.update({
    spreadsheetId,
    range: "A1",
    valueInputOption: "RAW",
    requestBody: { values: [["x"]] },
  });
  const told = (await reader?.read())?.value ?? "";
  expect(JSON.parse(told.split("data: ")[1]?.split("\n")[0] ?? "{}")).toMatchObject({
    spreadsheetId,
    who: "api",
    ranges: [{ startRowIndex: 0 }],
  });
  stop.abort();
});
