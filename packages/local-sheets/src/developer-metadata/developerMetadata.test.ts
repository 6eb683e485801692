import { expect, test } from "vitest";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";

const column = (startIndex: number) => ({
  dimensionRange: { sheetId: 0, dimension: "COLUMNS", startIndex, endIndex: startIndex + 1 },
});

function world() {
  const sheet = new SpreadsheetHelper();
  const create = (
    metadataId: number,
    metadataKey: string,
    location: object,
    metadataValue?: string,
  ) => ({
    createDeveloperMetadata: {
      developerMetadata: {
        metadataId,
        metadataKey,
        ...(metadataValue === undefined ? {} : { metadataValue }),
        visibility: "DOCUMENT",
        location: { ...location },
      },
    },
  });
  sheet.batch(
    create(1, "roster", { spreadsheet: true }, "ros_1"),
    create(2, "tab", { sheetId: 0 }),
    create(3, "field", column(0), "name"),
    create(4, "field", column(2), "plan"),
  );
  const search = (...dataFilters: object[]) => {
    const found = sheet.server.ok("POST", `${sheet.path}/developerMetadata:search`, {
      dataFilters: dataFilters.map((filter) => ({ ...filter })),
    });
    const { matchedDeveloperMetadata: matched } = found;
    return Array.isArray(matched)
      ? matched.map((entry) => JSON.parse(JSON.stringify(entry)).developerMetadata.metadataId)
      : [];
  };
  return { sheet, search };
}

test.each([
  [{ metadataKey: "field" }, [3, 4]],
  [{ metadataKey: "field", metadataValue: "plan" }, [4]],
  [{ metadataId: 2 }, [2]],
  [{ locationType: "SPREADSHEET" }, [1]],
  [{ locationType: "COLUMN" }, [3, 4]],
  [{ metadataLocation: column(2) }, [4]],
  [
    { metadataLocation: { sheetId: 0 }, locationMatchingStrategy: "INTERSECTING_LOCATION" },
    [2, 3, 4],
  ],
  [{ metadataLocation: { sheetId: 0 }, locationMatchingStrategy: "EXACT_LOCATION" }, [2]],
  [{ metadataKey: "none" }, []],
])("look-up %j finds %j", (developerMetadataLookup, ids) => {
  expect(world().search({ developerMetadataLookup })).toEqual(ids);
});

test("metadata also shows where it stands: spreadsheet, sheet and column", () => {
  const { sheet } = world();
  expect(
    sheet.read("?fields=developerMetadata.metadataId,sheets(developerMetadata.metadataId)"),
  ).toEqual({
    developerMetadata: [{ metadataId: 1 }],
    sheets: [{ developerMetadata: [{ metadataId: 2 }] }],
  });
  const columns = sheet.read(
    "?ranges=A1:C1&fields=sheets.data.columnMetadata.developerMetadata.metadataId",
  );
  expect(columns).toEqual({
    sheets: [
      {
        data: [
          {
            columnMetadata: [
              { developerMetadata: [{ metadataId: 3 }] },
              {},
              { developerMetadata: [{ metadataId: 4 }] },
            ],
          },
        ],
      },
    ],
  });
});

test("metadata is updated and deleted by filters", () => {
  const { sheet, search } = world();
  const dataFilters = [{ developerMetadataLookup: { metadataKey: "field" } }];
  sheet.batch({
    updateDeveloperMetadata: {
      dataFilters,
      developerMetadata: { metadataKey: "column" },
      fields: "metadataKey",
    },
  });
  expect(search({ developerMetadataLookup: { metadataKey: "column" } })).toEqual([3, 4]);
  const replies = sheet.batch({
    deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId: 3 } } },
  });
  expect(replies).toMatchObject([
    { deleteDeveloperMetadata: { deletedDeveloperMetadata: [{ metadataId: 3 }] } },
  ]);
  expect(search({ developerMetadataLookup: { metadataKey: "column" } })).toEqual([4]);
});

test("a copied tab has no metadata unless the switch says so", () => {
  const { sheet, search } = world();
  sheet.batch({ duplicateSheet: { sourceSheetId: 0 } });
  expect(search({ developerMetadataLookup: { metadataKey: "field" } })).toHaveLength(2);
  sheet.server.sheets.workspace.switches.metadataFollowsCopy = true;
  sheet.batch({ duplicateSheet: { sourceSheetId: 0 } });
  expect(search({ developerMetadataLookup: { metadataKey: "field" } })).toHaveLength(4);
});

test.each([true, false])("an ID that a batch freed may be given again by it: %s", (isAtOnce) => {
  const { sheet } = world();
  sheet.server.sheets.workspace.switches.freedMetadataIdsAtOnce = isAtOnce;
  const entry = {
    metadataId: 3,
    metadataKey: "field",
    visibility: "DOCUMENT",
    location: column(0),
  };
  const again = () =>
    sheet.batch(
      { deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId: 3 } } } },
      { createDeveloperMetadata: { developerMetadata: entry } },
    );
  if (isAtOnce) expect(again()).toHaveLength(2);
  else expect(again).toThrow(/already exists/);
});
