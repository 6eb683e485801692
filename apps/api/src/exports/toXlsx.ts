import type { CellValue, ExportTable } from "./table.ts";

/** Every text is written as text, so that nothing in it can run. */
export async function toXlsx(table: ExportTable): Promise<Uint8Array<ArrayBuffer>> {
  const { default: ExcelJS } = await import("exceljs");
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(table.sheetName);
  sheet.addRow([...table.columns]).font = { bold: true };
  for (const row of table.rows) sheet.addRow(row.map(storable));
  sheet.views = [{ state: "frozen", ySplit: 1 }];
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

// XML would turn a carriage return into a line feed; the format has its own escape for it.
function storable(value: CellValue): CellValue {
  if (typeof value !== "string") return value;
  return value
    .replaceAll(/_x(?=[0-9A-Fa-f]{4}_)/g, "_x005F_x")
    .replaceAll(/[\u0000-\u0008\u000b-\u001f]/g, (character) => {
      return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
    });
}
