import {
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  appendFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { ChangeEvent } from "./events.ts";
import { LocalSheets } from "./localSheets.ts";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "local-sheets-"));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const everything = (sheets: LocalSheets, id: string) =>
  sheets.answer({ method: "GET", target: `/v4/spreadsheets/${id}?includeGridData=true` });

function edited(dataFolder: string): SpreadsheetHelper {
  const sheet = new SpreadsheetHelper({ dataFolder });
  sheet.put("A1", [["a", '=A1&"!"'], ["5/1/2026"]]);
  sheet.batch(
    { addSheet: { properties: { title: "Plans" } } },
    {
      createDeveloperMetadata: {
        developerMetadata: {
          metadataKey: "k",
          visibility: "DOCUMENT",
          location: { spreadsheet: true },
        },
      },
    },
  );
  return sheet;
}

test("what was answered is there again after a kill, with the same ids", () => {
  const dataFolder = newFolder();
  const sheet = edited(dataFolder);
  const again = new LocalSheets({ dataFolder });
  expect(everything(again, sheet.id)).toEqual(everything(sheet.server.sheets, sheet.id));
});

test("a stop in order leaves a state that a start reads without the journal", () => {
  const dataFolder = newFolder();
  const sheet = edited(dataFolder);
  const before = everything(sheet.server.sheets, sheet.id);
  sheet.server.sheets.close();
  expect(readFileSync(join(dataFolder, "journal.jsonl"), "utf8")).toBe("");
  expect(everything(new LocalSheets({ dataFolder }), sheet.id)).toEqual(before);
});

test("a torn last line was never answered and does no harm", () => {
  const dataFolder = newFolder();
  const sheet = edited(dataFolder);
  const before = everything(sheet.server.sheets, sheet.id);
  appendFileSync(
    join(dataFolder, "journal.jsonl"),
    '{"sequence":99,"nowMs":1,"seed":1,"method":"POS',
  );
  expect(everything(new LocalSheets({ dataFolder }), sheet.id)).toEqual(before);
});

test("a kill between the new state and the emptied journal does nothing twice", () => {
  const dataFolder = newFolder();
  const sheet = edited(dataFolder);
  const journal = readFileSync(join(dataFolder, "journal.jsonl"), "utf8");
  const before = everything(sheet.server.sheets, sheet.id);
  sheet.server.sheets.save();
  writeFileSync(join(dataFolder, "journal.jsonl"), journal);
  const again = new LocalSheets({ dataFolder });
  expect(everything(again, sheet.id)).toEqual(before);
  again.answer({ method: "POST", target: `/v4/spreadsheets/${sheet.id}/values/A1:clear` });
  expect(everything(new LocalSheets({ dataFolder }), sheet.id)).toEqual(
    everything(again, sheet.id),
  );
});

test("an undo survives a kill although the act before it was written earlier", () => {
  const dataFolder = newFolder();
  const sheet = edited(dataFolder);
  sheet.server.call(
    "PUT",
    `${sheet.path}/values/A1?valueInputOption=RAW`,
    { values: [["typed"]] },
    { who: "page" },
  );
  sheet.server.sheets.save();
  sheet.server.ok("POST", `/_local/spreadsheets/${sheet.id}/undo`);
  truncateSync(join(dataFolder, "journal.jsonl"), 0);
  const again = new LocalSheets({ dataFolder });
  expect(everything(again, sheet.id)).toEqual(everything(sheet.server.sheets, sheet.id));
});

test("every change is told with who made it, where, and whether rows moved", () => {
  const sheet = new SpreadsheetHelper();
  const events: ChangeEvent[] = [];
  sheet.server.sheets.workspace.subscribe((event) => events.push(event));
  sheet.put("B2", [["x", "y"], ["z"]]);
  sheet.server.call(
    "POST",
    `${sheet.path}:batchUpdate`,
    {
      requests: [
        {
          insertDimension: { range: { sheetId: 0, dimension: "ROWS", startIndex: 0, endIndex: 1 } },
        },
      ],
    },
    { who: "page" },
  );
  sheet.tryBatch({ deleteSheet: { sheetId: 0 } });
  expect(events).toMatchObject([
    {
      spreadsheetId: sheet.id,
      who: "api",
      isReshaped: false,
      ranges: [
        { sheetId: 0, startRowIndex: 1, endRowIndex: 2, startColumnIndex: 1, endColumnIndex: 3 },
        { sheetId: 0, startRowIndex: 2, endRowIndex: 3, startColumnIndex: 1, endColumnIndex: 2 },
      ],
    },
    { who: "page", isReshaped: true, ranges: [] },
  ]);
});
