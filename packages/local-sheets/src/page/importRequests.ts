import type { BookDimension, BookSheet } from "./workbookTypes.ts";

export type ImportRequest = Record<string, object>;

/** The batchUpdate that adds the tabs of a file; titles that are taken get a number. */
export function importRequests({
  sheets,
  takenTitles,
  takenSheetIds,
}: {
  sheets: readonly BookSheet[];
  takenTitles: readonly string[];
  takenSheetIds: readonly number[];
}): ImportRequest[] {
  const titles = new Set(takenTitles.map((title) => title.toLowerCase()));
  let nextId = Math.max(0, ...takenSheetIds) + 1;
  return sheets.flatMap((sheet) => {
    const title = freeTitle(sheet.properties.title, titles);
    titles.add(title.toLowerCase());
    const sheetId = nextId;
    nextId += 1;
    return sheetRequests({ sheet, sheetId, title });
  });
}

function freeTitle(title: string, taken: ReadonlySet<string>): string {
  if (!taken.has(title.toLowerCase())) return title;
  let number = 2;
  while (taken.has(`${title} (${number})`.toLowerCase())) number += 1;
  return `${title} (${number})`;
}

function sheetRequests({
  sheet,
  sheetId,
  title,
}: {
  sheet: BookSheet;
  sheetId: number;
  title: string;
}): ImportRequest[] {
  const [data] = sheet.data ?? [];
  const requests: ImportRequest[] = [
    { addSheet: { properties: { ...sheet.properties, sheetId, title } } },
    {
      updateCells: {
        start: { sheetId, rowIndex: 0, columnIndex: 0 },
        rows: data?.rowData ?? [],
        fields: "userEnteredValue,userEnteredFormat,note,dataValidation",
      },
    },
    ...dimensionRequests({ sheetId, dimension: "ROWS", list: data?.rowMetadata ?? [] }),
    ...dimensionRequests({ sheetId, dimension: "COLUMNS", list: data?.columnMetadata ?? [] }),
    ...(sheet.merges ?? []).map((range) => ({
      mergeCells: { range: { sheetId, ...range }, mergeType: "MERGE_ALL" },
    })),
  ];
  if (sheet.basicFilter?.range !== undefined)
    requests.push({
      setBasicFilter: { filter: { range: { sheetId, ...sheet.basicFilter.range } } },
    });
  return requests;
}

/** Neighbours that are alike share a request. */
function dimensionRequests({
  sheetId,
  dimension,
  list,
}: {
  sheetId: number;
  dimension: "ROWS" | "COLUMNS";
  list: readonly BookDimension[];
}): ImportRequest[] {
  const requests: ImportRequest[] = [];
  let start = 0;
  for (let index = 1; index <= list.length; index += 1) {
    const properties = list[start] ?? {};
    if (index < list.length && JSON.stringify(list[index]) === JSON.stringify(properties)) continue;
    if (Object.keys(properties).length > 0)
      requests.push({
        updateDimensionProperties: {
          range: { sheetId, dimension, startIndex: start, endIndex: index },
          properties,
          fields: Object.keys(properties).join(","),
        },
      });
    start = index;
  }
  return requests;
}
