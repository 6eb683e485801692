export interface GridRange {
  sheetId: number;
  startRowIndex?: number | undefined;
  endRowIndex?: number | undefined;
  startColumnIndex?: number | undefined;
  endColumnIndex?: number | undefined;
}

export interface Color {
  red?: number;
  green?: number;
  blue?: number;
  alpha?: number;
}

export interface ColorStyle {
  rgbColor?: Color;
  themeColor?: string;
}

export interface Border {
  style?: string;
  color?: Color;
  colorStyle?: ColorStyle;
}

export interface CellFormat {
  numberFormat?: { type?: string; pattern?: string };
  backgroundColor?: Color;
  backgroundColorStyle?: ColorStyle;
  borders?: { top?: Border; right?: Border; bottom?: Border; left?: Border };
  horizontalAlignment?: string;
  verticalAlignment?: string;
  wrapStrategy?: string;
  textRotation?: { angle?: number; vertical?: boolean };
  textFormat?: {
    foregroundColor?: Color;
    foregroundColorStyle?: ColorStyle;
    fontFamily?: string;
    fontSize?: number;
    bold?: boolean;
    italic?: boolean;
    strikethrough?: boolean;
    underline?: boolean;
  };
}

export interface ExtendedValue {
  numberValue?: number;
  stringValue?: string;
  boolValue?: boolean;
  formulaValue?: string;
  errorValue?: { type?: string; message?: string };
}

export interface BooleanCondition {
  type?: string;
  values?: { userEnteredValue?: string; relativeDate?: string }[];
}

export interface DataValidationRule {
  condition?: BooleanCondition;
  inputMessage?: string;
  strict?: boolean;
  showCustomUi?: boolean;
}

export interface CellData {
  userEnteredValue?: ExtendedValue;
  effectiveValue?: ExtendedValue;
  formattedValue?: string;
  userEnteredFormat?: CellFormat;
  note?: string;
  dataValidation?: DataValidationRule;
  /** Not Google's: the format that a rule of the tab gives this cell, worked out on the page. */
  ruleFormat?: CellFormat;
}

export interface DimensionProperties {
  hiddenByUser?: boolean;
  hiddenByFilter?: boolean;
  pixelSize?: number;
}

export interface GridData {
  startRow?: number;
  startColumn?: number;
  rowData?: { values?: CellData[] }[];
  rowMetadata?: DimensionProperties[];
  columnMetadata?: DimensionProperties[];
}

export interface FilterCriteria {
  hiddenValues?: string[];
  condition?: BooleanCondition;
}

export interface BasicFilter {
  range?: GridRange;
  criteria?: Record<string, FilterCriteria>;
}

export interface SheetProperties {
  sheetId?: number;
  title?: string;
  index?: number;
  sheetType?: string;
  hidden?: boolean;
  tabColor?: Color;
  tabColorStyle?: ColorStyle;
  gridProperties?: {
    rowCount?: number;
    columnCount?: number;
    frozenRowCount?: number;
    frozenColumnCount?: number;
    hideGridlines?: boolean;
  };
}

export interface ConditionalFormatRule {
  ranges?: GridRange[];
  booleanRule?: { condition?: BooleanCondition; format?: CellFormat };
  gradientRule?: object;
}

export interface GoogleSheet {
  properties?: SheetProperties;
  data?: GridData[];
  merges?: GridRange[];
  basicFilter?: BasicFilter;
  conditionalFormats?: ConditionalFormatRule[];
  protectedRanges?: object[];
  bandedRanges?: object[];
  charts?: object[];
}

export interface Spreadsheet {
  spreadsheetId?: string;
  properties?: { title?: string; locale?: string; timeZone?: string };
  sheets?: GoogleSheet[];
}

/** One entry of `requests` in a batchUpdate, as Google names them. */
export type BatchRequest = Record<string, object>;
