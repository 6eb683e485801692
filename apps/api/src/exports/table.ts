export type CellValue = string | number | boolean | null;

export type ExportTable = {
  sheetName: string;
  columns: readonly string[];
  rows: readonly (readonly CellValue[])[];
};
