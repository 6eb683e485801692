import { expect, test } from "vitest";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";

function world() {
  const sheet = new SpreadsheetHelper();
  const share = (body: object) =>
    sheet.server.ok("POST", `/drive/v3/files/${sheet.id}/permissions`, { ...body });
  const lock = () => {
    sheet.server.sheets.access = {
      mode: "checked",
      tokens: { owner: "robot@example.com", ann: "ann@practice.test", eve: "eve@elsewhere.test" },
      apiKeys: ["key"],
    };
  };
  const read = (caller: object) =>
    sheet.server.call("GET", `${sheet.path}/values/A1`, undefined, { caller });
  const write = (caller: object) =>
    sheet.server.call("POST", `${sheet.path}/values/A1:clear`, undefined, { caller });
  return { sheet, share, lock, read, write };
}

test("without credentials 403, with a bad token 401, with a bad key 400", () => {
  const { lock, read } = world();
  lock();
  expect(read({})).toMatchObject({ status: 403, body: { error: { status: "PERMISSION_DENIED" } } });
  expect(read({ bearer: "old" })).toMatchObject({
    status: 401,
    body: { error: { status: "UNAUTHENTICATED" } },
  });
  expect(read({ apiKey: "bad" })).toMatchObject({
    status: 400,
    body: { error: { message: "API key not valid. Please pass a valid API key." } },
  });
});

test("a role says who may read and who may write", () => {
  const { share, lock, read, write } = world();
  share({ type: "user", role: "reader", emailAddress: "ann@practice.test" });
  lock();
  expect(
    [read({ bearer: "owner" }), write({ bearer: "owner" })].map(({ status }) => status),
  ).toEqual([200, 200]);
  expect([read({ bearer: "ann" }), write({ bearer: "ann" })].map(({ status }) => status)).toEqual([
    200, 403,
  ]);
  expect(read({ bearer: "eve" })).toMatchObject({
    status: 403,
    body: { error: { message: "The caller does not have permission" } },
  });
});

test("an API key reads what anyone may read, and never writes", () => {
  const { share, read, write } = world();
  expect(read({ apiKey: "any" }).status).toBe(403);
  share({ type: "anyone", role: "writer" });
  expect([read({ apiKey: "any" }), write({ apiKey: "any" })].map(({ status }) => status)).toEqual([
    200, 401,
  ]);
});

test.each([
  ["1AbcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ", "permission_denied", 403],
  ["1AbcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ", "not_found", 404],
  ["short", "permission_denied", 404],
] as const)("an id that was never here: %s with %s is %i", (id, unknownId, status) => {
  const sheet = new SpreadsheetHelper({ switches: { unknownId } });
  expect(sheet.server.call("GET", `/v4/spreadsheets/${id}`).status).toBe(status);
});

test("a deleted spreadsheet is gone for both APIs", () => {
  const { sheet, read } = world();
  expect(sheet.server.call("DELETE", `/drive/v3/files/${sheet.id}`)).toEqual({
    status: 204,
    body: {},
  });
  expect(read({}).body).toEqual({
    error: { code: 404, message: "Requested entity was not found.", status: "NOT_FOUND" },
  });
  expect(sheet.server.call("GET", `/drive/v3/files/${sheet.id}`)).toMatchObject({
    status: 404,
    body: { error: { errors: [{ reason: "notFound" }], message: `File not found: ${sheet.id}.` } },
  });
});
