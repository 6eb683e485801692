import { expect, test } from "vitest";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";
import { answerWithFault } from "./answerWithFaults.ts";
import { Fault, parseFaultHeader } from "./fault.ts";

function write(fault: Fault) {
  const sheet = new SpreadsheetHelper();
  const request = {
    method: "PUT",
    target: `${sheet.path}/values/A1?valueInputOption=RAW`,
    body: '{"values":[["x"]]}',
  };
  return { sheet, outcome: answerWithFault(sheet.server.sheets, request, fault) };
}

test.each([
  ["status=503", 503, false],
  ["status=404", 404, false],
  ["applied_status=500", 500, true],
] as const)("%s answers %i, applied: %s", (header, status, isApplied) => {
  const { sheet, outcome } = write(parseFaultHeader(header));
  expect(outcome).toMatchObject({ kind: "answered", response: { status } });
  expect(sheet.get("A1")).toEqual(isApplied ? [["x"]] : null);
});

test.each([
  ["lost_answer", true],
  ["lost_request", false],
] as const)("%s breaks the connection, applied: %s", (header, isApplied) => {
  const { sheet, outcome } = write(parseFaultHeader(header));
  expect(outcome).toEqual({ kind: "dropped" });
  expect(sheet.get("A1")).toEqual(isApplied ? [["x"]] : null);
});

test("a late request lands when the clock has passed its time, after what came between", () => {
  const { sheet } = write(parseFaultHeader("late_landing=1000"));
  const { sheets } = sheet.server;
  sheets.workspace.clock.advance(999);
  expect(sheets.landDue()).toBe(0);
  sheet.put("A1", [["between"]]);
  sheets.workspace.clock.advance(1);
  expect(sheets.landDue()).toBe(1);
  expect(sheet.get("A1")).toEqual([["x"]]);
});

test("a status of 429 has Google’s own body", () => {
  const { outcome } = write(Fault.parse({ kind: "status", status: 429, retryAfterSeconds: 30 }));
  expect(outcome).toMatchObject({
    retryAfterSeconds: 30,
    response: {
      status: 429,
      answer: {
        body: {
          error: { status: "RESOURCE_EXHAUSTED", details: [{ reason: "RATE_LIMIT_EXCEEDED" }, {}] },
        },
      },
    },
  });
});

test("the dial gives each fault to the requests it matches, as often as it says", () => {
  const { faults } = new SpreadsheetHelper().server.sheets;
  faults.add(Fault.parse({ kind: "status", status: 500, match: ":batchUpdate", times: 2 }));
  faults.add(Fault.parse({ kind: "lost_answer" }));
  const batch = { method: "POST", target: "/v4/spreadsheets/1:batchUpdate" };
  const read = { method: "GET", target: "/v4/spreadsheets/1" };
  expect([read, batch, batch, batch].map((request) => faults.take(request)?.kind)).toEqual([
    "lost_answer",
    "status",
    "status",
    undefined,
  ]);
});

test("with the read-back not atomic, what lands between shows in the answer", () => {
  const sheet = new SpreadsheetHelper({ switches: { isReadBackAtomic: false } });
  sheet.server.sheets.workspace.interlude = () => {
    sheet.server.sheets.workspace.interlude = undefined;
    sheet.put("A1", [["later"]]);
  };
  const answer = sheet.server.ok(
    "POST",
    `${sheet.path}:batchUpdate?fields=updatedSpreadsheet.sheets.data.rowData.values.formattedValue`,
    {
      requests: [{ addSheet: {} }],
      includeSpreadsheetInResponse: true,
      responseIncludeGridData: true,
      responseRanges: ["Sheet1!A1"],
    },
  );
  expect(answer).toEqual({
    updatedSpreadsheet: {
      sheets: [{ data: [{ rowData: [{ values: [{ formattedValue: "later" }] }] }] }],
    },
  });
});
