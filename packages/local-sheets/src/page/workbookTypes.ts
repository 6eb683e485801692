/** The parts of Google's Spreadsheet resource that an XLSX file can hold. */
export interface BookCell {
  userEnteredValue?: BookValue;
  effectiveValue?: BookValue;
  formattedValue?: string;
  userEnteredFormat?: BookFormat;
  note?: string;
  dataValidation?: {
    condition: { type: string; values?: { userEnteredValue?: string }[] };
    strict?: boolean;
    showCustomUi?: boolean;
  };
}

export interface BookValue {
  numberValue?: number;
  stringValue?: string;
  boolValue?: boolean;
  formulaValue?: string;
  errorValue?: { type?: string };
}

export interface BookColor {
  rgbColor?: { red?: number; green?: number; blue?: number };
}

export interface BookFormat {
  numberFormat?: { type?: string; pattern?: string };
  backgroundColorStyle?: BookColor;
  horizontalAlignment?: string;
  verticalAlignment?: string;
  wrapStrategy?: string;
  textFormat?: {
    foregroundColorStyle?: BookColor;
    fontFamily?: string;
    fontSize?: number;
    bold?: boolean;
    italic?: boolean;
    underline?: boolean;
    strikethrough?: boolean;
  };
}

export interface BookRange {
  startRowIndex?: number;
  endRowIndex?: number;
  startColumnIndex?: number;
  endColumnIndex?: number;
}

export interface BookDimension {
  hiddenByUser?: boolean;
  hiddenByFilter?: boolean;
  pixelSize?: number;
}

export interface BookSheet {
  properties: {
    title: string;
    hidden?: boolean;
    gridProperties?: {
      rowCount?: number;
      columnCount?: number;
      frozenRowCount?: number;
      frozenColumnCount?: number;
    };
  };
  data?: {
    startRow?: number;
    startColumn?: number;
    rowData?: { values?: BookCell[] }[];
    rowMetadata?: BookDimension[];
    columnMetadata?: BookDimension[];
  }[];
  merges?: BookRange[];
  basicFilter?: { range?: BookRange };
}

export interface Book {
  properties: { title: string };
  sheets: BookSheet[];
}
