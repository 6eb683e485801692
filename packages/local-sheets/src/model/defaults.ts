import type { Clock } from "../workspace/clock.ts";
import type { JsonObject } from "./cell.ts";
import type { Column, Document, DocumentProperties, GridProperties, Sheet } from "./document.ts";

const white = { red: 1, green: 1, blue: 1 };

export const defaultFormat: JsonObject = {
  backgroundColor: white,
  padding: { top: 2, right: 3, bottom: 2, left: 3 },
  verticalAlignment: "BOTTOM",
  wrapStrategy: "OVERFLOW_CELL",
  textFormat: {
    foregroundColor: {},
    fontFamily: "arial,sans,sans-serif",
    fontSize: 10,
    bold: false,
    italic: false,
    strikethrough: false,
    underline: false,
    foregroundColorStyle: { rgbColor: {} },
  },
  backgroundColorStyle: { rgbColor: white },
};

const themeColor = (colorType: string, red: number, green: number, blue: number): JsonObject => {
  const channels = Object.entries({ red, green, blue }).filter(([, share]) => share !== 0);
  return { colorType, color: { rgbColor: Object.fromEntries(channels) } };
};

export const defaultTheme: JsonObject = {
  primaryFontFamily: "Arial",
  themeColors: [
    themeColor("TEXT", 0, 0, 0),
    themeColor("BACKGROUND", 1, 1, 1),
    themeColor("ACCENT1", 0.25882354, 0.52156866, 0.95686275),
    themeColor("ACCENT2", 0.91764706, 0.2627451, 0.20784314),
    themeColor("ACCENT3", 0.9843137, 0.7372549, 0.015686275),
    themeColor("ACCENT4", 0.20392157, 0.65882355, 0.3254902),
    themeColor("ACCENT5", 1, 0.42745098, 0.003921569),
    themeColor("ACCENT6", 0.27450982, 0.7411765, 0.7764706),
    themeColor("LINK", 0.06666667, 0.33333334, 0.8),
  ],
};

export const defaultPixels = { ROWS: 21, COLUMNS: 100 } as const;

export const defaultGrid: GridProperties = {
  rowCount: 1000,
  columnCount: 26,
  frozenRowCount: 0,
  frozenColumnCount: 0,
  hideGridlines: false,
  rowGroupControlAfter: false,
  columnGroupControlAfter: false,
};

export function newColumns(count: number, firstKey: number): Column[] {
  return Array.from({ length: count }, (_, index) => ({
    key: firstKey + index,
    pixelSize: undefined,
    hiddenByUser: false,
  }));
}

export function newSheet(input: {
  sheetId: number;
  title: string;
  grid?: Partial<GridProperties>;
  owner: number;
  firstKey: number;
}): Sheet {
  const grid = { ...defaultGrid, ...input.grid };
  return {
    owner: input.owner,
    sheetId: input.sheetId,
    title: input.title,
    sheetType: "GRID",
    hidden: false,
    rightToLeft: false,
    tabColorStyle: undefined,
    grid,
    rows: [],
    columns: newColumns(grid.columnCount, input.firstKey),
    merges: [],
    conditionalFormats: [],
    protectedRanges: [],
    basicFilter: undefined,
    filterViews: [],
    bandedRanges: [],
    charts: [],
    rowGroups: [],
    columnGroups: [],
    hasFormulas: false,
    isReshaped: false,
  };
}

export function newDocument(input: {
  id: string;
  clock: Clock;
  properties?: Partial<DocumentProperties>;
}): Document {
  return {
    id: input.id,
    clock: input.clock,
    revision: 0,
    properties: {
      title: "Untitled spreadsheet",
      locale: "en_US",
      timeZone: "Etc/GMT",
      autoRecalc: "ON_CHANGE",
      iterativeCalculation: undefined,
      defaultFormat,
      theme: defaultTheme,
      ...input.properties,
    },
    sheets: [newSheet({ sheetId: 0, title: "Sheet1", owner: 0, firstKey: 1 })],
    namedRanges: [],
    developerMetadata: [],
    nextKey: 1000,
  };
}
