import { fromInertText } from "@rollbook/roster-files";
import ExcelJS from "exceljs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toCsv } from "./toCsv.ts";
import { toXlsx } from "./toXlsx.ts";

const dangerous = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\tx",
  "\rx",
  "'quoted",
  'a "b", c',
  "line\nbreak",
  "_x000D_",
  "Łukasz 李",
];

test.each(dangerous)("CSV keeps %j as text that does not run", (text) => {
  const [, cell] = parseCsv(toCsv({ sheetName: "x", columns: ["a"], rows: [[text]] }));
  expect(fromInertText(cell?.[0] ?? "")).toBe(text);
  expect(cell?.[0]).not.toMatch(/^[=+\-@\t\r]/);
});

test("CSV keeps any text, and numbers as numbers", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.integer()), { minLength: 1 }),
      (rows) => {
        const [, ...parsed] = parseCsv(
          toCsv({ sheetName: "x", columns: ["text", "number"], rows }),
        );
        const restored = parsed.map(([text = "", number]) => [fromInertText(text), Number(number)]);
        expect(restored).toEqual(rows.map(([text, number]) => [text, number]));
      },
    ),
  );
});

test("XLSX keeps every text as text", async () => {
  const bytes = await toXlsx({
    sheetName: "Patients",
    columns: ["name", "amount"],
    rows: dangerous.map((text) => [text, -5]),
  });
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.buffer);
  const cells = dangerous.map((_, index) =>
    workbook.getWorksheet("Patients")?.getCell(index + 2, 1),
  );
  expect(cells.map((cell) => cell?.type)).toEqual(dangerous.map(() => ExcelJS.ValueType.String));
  expect(cells.map((cell) => cell?.value)).toEqual(dangerous);
});

// A reader of its own, so that the writer is not checked against itself.
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let position = 0;
  while (position < text.length) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(text.slice(position));
    const plain = /^[^,\r\n]*/.exec(text.slice(position))?.[0] ?? "";
    row.push(quoted === null ? plain : (quoted[1] ?? "").replaceAll('""', '"'));
    position += quoted === null ? plain.length : quoted[0].length;
    if (text[position] === ",") {
      position += 1;
      continue;
    }
    rows.push(row);
    row = [];
    position += 2;
  }
  return rows;
}
