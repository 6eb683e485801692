import ExcelJs from "exceljs";
import { zipSync, strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { readXlsx } from "./readXlsx.ts";
import { formatOfCode } from "./xlsx/styles.ts";
import { loadText } from "./testing.ts";

async function workbookBytes(
  fill: (sheet: ExcelJs.Worksheet, workbook: ExcelJs.Workbook) => void,
): Promise<Uint8Array> {
  const workbook = new ExcelJs.Workbook();
  fill(workbook.addWorksheet("Members"), workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const utc = (year: number, month: number, day: number): Date =>
  new Date(Date.UTC(year, month - 1, day));

test("cells keep their types, errors and formulas; merges and hidden rows are known", async () => {
  const bytes = await workbookBytes((sheet) => {
    sheet.addRow(["Household", "Name", "DOB", "Rate", "Autopay", "Last billed"]);
    sheet.addRow(["Abbott", "Ann <Abbott> & Co", utc(1970, 8, 25), 99.5, true, { error: "#REF!" }]);
    sheet.addRow([
      null,
      { richText: [{ text: "Bob " }, { text: "Brown" }] },
      null,
      { formula: "1+1", result: 2 },
      false,
      utc(2026, 5, 13),
    ]);
    sheet.mergeCells("A2:A3");
    sheet.getRow(3).hidden = true;
    sheet.getColumn(4).numFmt = '"$"#,##0.00';
  });
  const { grid, format } = await loadText(bytes, "members.xlsx");
  expect(format).toBe("xlsx");
  expect(grid.merges).toEqual([{ startRow: 1, endRow: 3, startColumn: 0, endColumn: 1 }]);
  expect(grid.hiddenRows).toEqual([2]);
  expect(grid.rows[1]?.slice(1)).toEqual([
    { kind: "text", text: "Ann <Abbott> & Co" },
    { kind: "number", number: 25_805, format: "date", formatted: "1970-08-25" },
    { kind: "number", number: 99.5, format: "number" },
    { kind: "boolean", value: true },
    { kind: "error", code: "#REF!" },
  ]);
  expect(grid.rows[2]?.[1]).toEqual({ kind: "text", text: "Bob Brown" });
  expect(grid.rows[2]?.[3]).toMatchObject({ kind: "number", number: 2, formula: "=1+1" });
  expect(grid.rows[2]?.[5]).toMatchObject({ number: 46_155, format: "date" });
});

test("the sheet with the most cells is read, not a hidden or a smaller one", async () => {
  const bytes = await workbookBytes((sheet, workbook) => {
    sheet.addRow(["Notes"]);
    const members = workbook.addWorksheet("Roster");
    members.addRow(["Name", "Plan"]);
    members.addRow(["Ann", "Gold"]);
    const old = workbook.addWorksheet("Old", { state: "hidden" });
    for (let row = 0; row < 5; row += 1) old.addRow(["Name", "Plan"]);
  });
  const { grid, sheets } = readXlsx(bytes);
  expect(grid.sheetName).toBe("Roster");
  expect(sheets).toEqual(["Members", "Roster", "Old"]);
});

test("days of a workbook that counts from 1904 are the same days", async () => {
  const bytes = await workbookBytes((sheet, workbook) => {
    workbook.properties.date1904 = true;
    sheet.addRow(["Last billed"]);
    sheet.addRow([utc(2026, 5, 13)]);
  });
  expect(readXlsx(bytes).grid.rows[1]?.[0]).toMatchObject({
    number: 46_155,
    formatted: "2026-05-13",
  });
});

test.each([
  ["m/d/yyyy", "date"],
  ["[$-409]d-mmm-yy;@", "date"],
  ["yyyy-mm-dd hh:mm", "date_time"],
  ["h:mm AM/PM", "time"],
  ["0.00%", "percent"],
  ["[$€-407] #,##0.00", "currency"],
  ['0.00 "days"', "number"],
  ["General", "number"],
])("the format %s is a %s", (code, expected) => {
  expect(formatOfCode(code)).toBe(expected);
});

describe("what is no workbook", () => {
  test("is refused", async () => {
    await expect(
      loadText(zipSync({ "word/document.xml": strToU8("<w:document/>") }), "letter.docx"),
    ).rejects.toThrow("it holds no workbook");
  });
});
