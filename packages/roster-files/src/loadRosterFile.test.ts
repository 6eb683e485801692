import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadRosterFile } from "./loadRosterFile.ts";
import { loadText, texts } from "./testing.ts";

describe("CSV", () => {
  test.each([
    ["comma", 'Name,Plan\r\n"Abbott, Ann",Gold\r\n', ","],
    ["semicolon", 'Name;Preis\nAnn Abbott;"1.200,00"\nBob Brown;99,00\n', ";"],
    ["tab", "Name\tPlan\nAnn Abbott\tGold\n", "\t"],
    ["bar", "Name|Plan\nAnn Abbott|Gold\n", "|"],
    ["said on top", "sep=;\nName;Plan,Tier\nAnn;Gold\n", ";"],
    [
      "under titles",
      "Members of the practice\n\nName;Plan;Price\nAnn;Gold;9,50\nBob;Gold;9,50\n",
      ";",
    ],
  ])("finds the delimiter: %s", async (_, text, delimiter) => {
    expect((await loadText(text)).delimiter).toBe(delimiter);
  });

  test("keeps quotes, line breaks in cells, ragged rows and blank rows", async () => {
    const { grid } = await loadText('Name,Notes\n"O""Brien, Ann","call\nfirst"\n\nBob\n,,\n');
    expect(texts(grid)).toEqual([
      ["Name", "Notes"],
      ['O"Brien, Ann', "call\nfirst"],
      [""],
      ["Bob"],
    ]);
  });

  test("any table comes back as it was written", async () => {
    const cell = fc
      .string({ unit: "grapheme", maxLength: 12 })
      .map((text) => text.replace(/[\r\0]/g, ""));
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const all = [["ID", "Name", "Plan"], ...rows, ["1", "Ann", "Gold"]];
        const text = all
          .map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(","))
          .join("\n");
        expect(texts((await loadText(text)).grid)).toEqual(all);
      }),
      { numRuns: 60 },
    );
  });
});

describe("encodings", () => {
  test("a mark is no letter of the first header", async () => {
    const loaded = await loadText("\ufeffName,Plan\nAnn,Gold\n");
    expect([loaded.encoding, texts(loaded.grid)[0]?.[0]]).toEqual(["utf-8", "Name"]);
  });

  test("what is no UTF-8 is Windows-1252, its own signs included", async () => {
    const bytes = Uint8Array.from([
      ...Buffer.from("Name,Fee\nRen", "latin1"),
      0xe9,
      ...Buffer.from(" O", "latin1"),
      0x92,
      ...Buffer.from("Neil,", "latin1"),
      0x80,
      ...Buffer.from("45\n", "latin1"),
    ]);
    const loaded = await loadText(bytes);
    expect([loaded.encoding, texts(loaded.grid)[1]]).toEqual([
      "windows-1252",
      ["René O’Neil", "€45"],
    ]);
  });

  test('UTF-16, as spreadsheets save "Unicode text"', async () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from("Name\tPlan\nZoë\tGold\n", "utf16le"),
    ]);
    const loaded = await loadText(bytes, "roster.txt");
    expect([loaded.encoding, loaded.delimiter, texts(loaded.grid)[1]]).toEqual([
      "utf-16le",
      "\t",
      ["Zoë", "Gold"],
    ]);
  });

  test("a letter that two chunks share is whole", async () => {
    const filler = "x".repeat(262_144 - 12);
    const loaded = await loadText(`Name,Plan\n${filler}éé,Gold\n`);
    expect([loaded.encoding, texts(loaded.grid)[1]?.[0]?.slice(-2)]).toEqual(["utf-8", "éé"]);
  });
});

test("a sheet as the API answers it keeps types, merges and hidden rows", async () => {
  const file = {
    properties: { locale: "en_US", timeZone: "America/Chicago" },
    sheet: {
      properties: { title: "Members" },
      merges: [{ startRowIndex: 1, endRowIndex: 3, startColumnIndex: 0, endColumnIndex: 1 }],
      hiddenRecords: [3],
    },
    formatted: {
      values: [
        ["Household", "DOB", "Rate", "Autopay", "Last billed"],
        ["Abbott", "8/25/1970", "$99.00", "TRUE", "#REF!"],
        ["", "2/24/1977", "12%"],
      ],
    },
    unformatted: {
      values: [
        ["Household", "DOB", "Rate", "Autopay", "Last billed"],
        ["Abbott", 25_805, 99, true, "#REF!"],
        ["", 28_180, 0.12],
      ],
    },
  };
  const { grid, format } = await loadText(JSON.stringify(file), "members.grid.json");
  expect(format).toBe("grid_json");
  expect(grid).toMatchObject({
    sheetName: "Members",
    locale: "en_US",
    timeZone: "America/Chicago",
    hiddenRows: [2],
    merges: [{ startRow: 1, endRow: 3, startColumn: 0, endColumn: 1 }],
  });
  expect(grid.rows[1]).toEqual([
    { kind: "text", text: "Abbott" },
    { kind: "number", number: 25_805, format: "date", formatted: "8/25/1970" },
    { kind: "number", number: 99, format: "currency", formatted: "$99.00" },
    { kind: "boolean", value: true },
    { kind: "error", code: "#REF!" },
  ]);
  expect(grid.rows[2]?.[2]).toMatchObject({ format: "percent" });
});

describe("what is no roster is refused in one sentence", () => {
  test.each([
    ["empty.csv", "", "is empty"],
    ["blank.csv", "\n\n\n", "has no rows"],
    ["old.xls", "\u00d0\u00cf\u0011\u00e0", "old Excel file"],
    ["scan.pdf", "%PDF-1.7", "is not a spreadsheet"],
    ["page.html", "<!DOCTYPE html>", "is not a spreadsheet"],
    ["data.json", '{"a":1}', "is JSON"],
    ["broken.xlsx", "PK\u0003\u0004 nothing", "cannot be read as a spreadsheet"],
    ["blob.csv", "a,b\u0000\u0001\u0002\u0000", "is not text"],
  ])("%s", async (fileName, text, reason) => {
    const loaded = await loadRosterFile({
      bytes: Uint8Array.from(Buffer.from(text, "latin1")),
      fileName,
    });
    expect(loaded).toMatchObject({
      kind: "refused",
      reason: expect.stringContaining(reason) as string,
    });
  });

  test("a file that is not there, and a folder", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "rollbook-files-"));
    expect(await loadRosterFile({ path: path.join(folder, "none.csv") })).toMatchObject({
      kind: "refused",
    });
    expect(await loadRosterFile({ path: folder })).toMatchObject({
      reason: expect.stringContaining("is a folder") as string,
    });
  });
});

test("a long file is streamed from disk and tells how far it is", async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "rollbook-files-")), "long.csv");
  writeFileSync(
    file,
    `Name,Plan\n${Array.from({ length: 25_000 }, (_, index) => `Ann Abbott ${index},Gold`).join("\n")}\n`,
  );
  const told: number[] = [];
  const loaded = await loadRosterFile({ path: file, onRows: (rows) => told.push(rows) });
  expect(told).toEqual([10_000, 20_000]);
  expect(loaded.kind === "grid" && loaded.grid.rows.length).toBe(25_001);
});
