import { expect, test } from "vitest";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";
import type { Notification } from "./channels.ts";

const changesOf = (sheet: SpreadsheetHelper, token: string) =>
  sheet.server.ok(
    "GET",
    `/drive/v3/changes?pageToken=${token}&fields=newStartPageToken,changes(fileId,removed,file/name)`,
  );
const startToken = (sheet: SpreadsheetHelper) =>
  String(sheet.server.ok("GET", "/drive/v3/changes/startPageToken")["startPageToken"]);

test("changes are listed once a file, the newest last, from the token on", () => {
  const sheet = new SpreadsheetHelper();
  const token = startToken(sheet);
  expect(changesOf(sheet, token)).toEqual({ newStartPageToken: token, changes: [] });
  sheet.put("A1", [["x"]]);
  sheet.put("A1", [["y"]]);
  const answer = changesOf(sheet, token);
  expect(answer["changes"]).toEqual([
    { fileId: sheet.id, removed: false, file: { name: "Untitled spreadsheet" } },
  ]);
  expect(changesOf(sheet, String(answer["newStartPageToken"]))).toMatchObject({ changes: [] });
  sheet.server.call("DELETE", `/drive/v3/files/${sheet.id}`);
  expect(changesOf(sheet, token)["changes"]).toEqual([{ fileId: sheet.id, removed: true }]);
});

test("with a lag, edits show late and joined together", () => {
  const sheet = new SpreadsheetHelper({ changesLagMs: 180_000 });
  const { clock } = sheet.server.sheets.workspace;
  const token = startToken(sheet);
  sheet.put("A1", [["x"]]);
  clock.advance(179_000);
  sheet.put("A1", [["y"]]);
  expect(changesOf(sheet, token)["changes"]).toEqual([]);
  clock.advance(1000);
  expect(changesOf(sheet, token)["changes"]).toHaveLength(1);
});

test("watchers are told at an address, with their token, until they stop", () => {
  const sheet = new SpreadsheetHelper();
  const sent: Notification[] = [];
  sheet.server.sheets.workspace.channels.send = (notification) => sent.push(notification);
  const channel = {
    id: "c1",
    type: "web_hook",
    address: "https://practice.test/hook",
    token: "secret",
  };
  sheet.server.ok("POST", `/drive/v3/changes/watch?pageToken=${startToken(sheet)}`, channel);
  sheet.server.ok("POST", `/drive/v3/files/${sheet.id}/watch`, { ...channel, id: "c2" });
  sheet.put("A1", [["x"]]);
  sheet.server.call("POST", "/drive/v3/channels/stop", { id: "c1" });
  sheet.server.call("DELETE", `/drive/v3/files/${sheet.id}`);
  const told = sent.map(
    ({ headers }) =>
      `${headers["x-goog-channel-id"]} ${headers["x-goog-resource-state"]} ${headers["x-goog-channel-token"]}`,
  );
  expect(told).toEqual([
    "c1 sync secret",
    "c2 sync secret",
    "c1 change secret",
    "c2 update secret",
    "c2 remove secret",
  ]);
});

test("files are found by their name, kind, folder and time", () => {
  const sheet = new SpreadsheetHelper();
  const { server } = sheet;
  const folder = String(
    server.ok("POST", "/drive/v3/files", {
      name: "Rosters",
      mimeType: "application/vnd.google-apps.folder",
    })["id"],
  );
  server.ok("POST", "/drive/v3/files", {
    name: "Ann's",
    mimeType: "application/vnd.google-apps.spreadsheet",
    parents: [folder],
  });
  const names = (q: string) => {
    const { files } = server.ok(
      "GET",
      `/drive/v3/files?fields=files(name)&q=${encodeURIComponent(q)}`,
    );
    return Array.isArray(files) ? files.map((file) => JSON.parse(JSON.stringify(file)).name) : [];
  };
  expect(names(String.raw`name = 'Ann\'s'`)).toEqual(["Ann's"]);
  expect(
    names(`mimeType="application/vnd.google-apps.folder" or name contains "untitled"`),
  ).toEqual(["Rosters", "Untitled spreadsheet"]);
  expect(names(`'${folder}' in parents and not trashed = true`)).toEqual(["Ann's"]);
  expect(names(`modifiedTime > '2030-01-01T00:00:00Z'`)).toEqual([]);
  expect(server.call("GET", "/drive/v3/files?q=nonsense").status).toBe(400);
});

test("a copy is a spreadsheet of its own", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["x"]]);
  const copy = String(
    sheet.server.ok("POST", `/drive/v3/files/${sheet.id}/copy`, { name: "Twin" })["id"],
  );
  sheet.put("A1", [["y"]]);
  expect(sheet.server.ok("GET", `/v4/spreadsheets/${copy}/values/A1`)).toMatchObject({
    values: [["x"]],
  });
  expect(sheet.server.ok("GET", `/v4/spreadsheets/${copy}?fields=properties.title`)).toEqual({
    properties: { title: "Twin" },
  });
});

test("a renamed file renames its spreadsheet, and the other way round", () => {
  const sheet = new SpreadsheetHelper();
  sheet.server.ok("PATCH", `/drive/v3/files/${sheet.id}`, { name: "Roster" });
  expect(sheet.read("?fields=properties.title")).toEqual({ properties: { title: "Roster" } });
  sheet.batch({
    updateSpreadsheetProperties: { properties: { title: "Members" }, fields: "title" },
  });
  expect(sheet.server.ok("GET", `/drive/v3/files/${sheet.id}?fields=name,version`)).toEqual({
    name: "Members",
    version: "4",
  });
});

test("comma-separated values go out and come in", () => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [
    ["a", "b,c"],
    ['"q"', "two\nlines"],
  ]);
  const csv = sheet.server.ok("GET", `/drive/v3/files/${sheet.id}/export?mimeType=text%2Fcsv`)[
    "text"
  ];
  expect(csv).toBe('a,"b,c"\r\n"""q""","two\nlines"');
  const other = new SpreadsheetHelper();
  const answer = other.server.sheets.answer({
    method: "PATCH",
    target: `/upload/drive/v3/files/${other.id}?uploadType=media`,
    body: String(csv),
  });
  expect(answer.status).toBe(200);
  expect(other.get("A1:B2")).toEqual([
    ["a", "b,c"],
    ['"q"', "two\nlines"],
  ]);
});

test.each([
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.oasis.opendocument.spreadsheet",
  "application/zip",
  "application/pdf",
])("%s is written", (type) => {
  const sheet = new SpreadsheetHelper();
  sheet.put("A1", [["a", 1, "=B1+1", "5/1/2026"]]);
  const answer = sheet.server.ok(
    "GET",
    `/drive/v3/files/${sheet.id}/export?mimeType=${encodeURIComponent(type)}`,
  );
  expect(answer["bytes"]).toBeGreaterThan(200);
});
