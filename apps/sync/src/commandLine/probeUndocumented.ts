import { writeBatch, type SheetsClient } from "@rollbook/sheets";
import type { Finding } from "./doctor.ts";

type Requests = Parameters<SheetsClient["batchUpdate"]>[0]["requests"];

export type Probe = {
  client: SheetsClient;
  spreadsheetId: string;
  /** The scratch tab. */
  scratchId: number;
  title: string;
  change: (requests: Requests) => Promise<unknown>;
};

const probeKey = "rollbook.probe";

/** Before a cell of theirs is written, the same batch copies what stands there: does the copy show what stood before? */
export async function probeCopy(probe: Probe): Promise<Finding> {
  const { scratchId: sheetId, title } = probe;
  await probe.change([typed({ sheetId, row: 3, column: 0, text: "before" })]);
  const copy = {
    kind: "copy_cell",
    fromSheetId: sheetId,
    fromRow: 3,
    fromColumn: 0,
    toSheetId: sheetId,
    toRow: 3,
    toColumn: 2,
  } as const;
  const answer = await writeBatch({
    ...probe,
    structure: [copy],
    cells: [{ sheetId, row: 3, column: 0, value: { kind: "text", text: "after" } }],
    readBack: [{ sheetId, title, startRow: 3, endRow: 4, startColumn: 0, endColumn: 3 }],
  });
  const kept = answer.cellAt({ sheetId, row: 3, column: 2 });
  const isGood = kept?.kind === "text" && kept.text === "before";
  return isGood
    ? good("A single cell copied by a batch shows what stood there before that batch wrote it.")
    : wrong(
        "A cell copied by a batch does not show what that batch covered: edits that come between could be lost.",
      );
}

const races = 5;

/** Two batches at once: does the answer of one show what the other wrote after it? */
export async function probeReadBack(probe: Probe): Promise<Finding> {
  const { scratchId: sheetId, title } = probe;
  const readBack = [{ sheetId, title, startRow: 4, endRow: 5, startColumn: 0, endColumn: 1 }];
  const write = async (text: string) => {
    const answer = await writeBatch({
      ...probe,
      structure: [],
      cells: [{ sheetId, row: 4, column: 0, value: { kind: "text", text } }],
      readBack,
    });
    const cell = answer.cellAt({ sheetId, row: 4, column: 0 });
    return cell?.kind === "text" && cell.text === text;
  };
  let strayed = 0;
  for (let race = 0; race < races; race += 1) {
    const own = await Promise.all([write(`a${race}`), write(`b${race}`)]);
    strayed += own.filter((isOwn) => !isOwn).length;
  }
  return strayed === 0
    ? good(
        `The answer of a batch shows its own cells: ${races} pairs of batches at once, none strayed.`,
      )
    : unusual(
        `${strayed} answers of ${races * 2} showed what another batch wrote later; the sync takes such cells for unverified and reads again.`,
      );
}

/** Row IDs are cells and go with a sort; this only says what metadata of rows would do. */
export async function probeSort(probe: Probe): Promise<Finding> {
  const { scratchId: sheetId } = probe;
  await probe.change([
    ...["c", "a", "b"].map((text, at) => typed({ sheetId, row: 6 + at, column: 0, text })),
    metadataOn({ sheetId, dimension: "ROWS", index: 6 }),
    {
      sortRange: {
        range: {
          sheetId,
          startRowIndex: 6,
          endRowIndex: 9,
          startColumnIndex: 0,
          endColumnIndex: 1,
        },
        sortSpecs: [{ dimensionIndex: 0, sortOrder: "ASCENDING" }],
      },
    },
  ]);
  const place = await placeOfMetadata(probe, "ROWS");
  await forget(probe);
  const where = place === 8 ? "goes along with its row" : "stays where it was";
  return place === null
    ? unusual("Metadata of a row was gone after a sort; row IDs are cells and do not need it.")
    : good(`Under a sort the metadata of a row ${where}; row IDs are cells and do not need it.`);
}

/** The sync follows a column by its metadata together with its header or values, whichever of the two happens. */
export async function probeCut(probe: Probe): Promise<Finding> {
  const { scratchId: sheetId } = probe;
  await probe.change([
    metadataOn({ sheetId, dimension: "COLUMNS", index: 1 }),
    {
      cutPaste: {
        source: {
          sheetId,
          startRowIndex: 0,
          endRowIndex: 10,
          startColumnIndex: 1,
          endColumnIndex: 2,
        },
        destination: { sheetId, rowIndex: 0, columnIndex: 4 },
        pasteType: "PASTE_NORMAL",
      },
    },
  ]);
  const place = await placeOfMetadata(probe, "COLUMNS");
  await forget(probe);
  if (place === 4)
    return unusual(
      "Metadata of a column goes along when it is cut and pasted; it is followed there.",
    );
  return place === 1
    ? good("Metadata of a column stays when its cells are cut and pasted; headers and values tell.")
    : wrong("Metadata of a column was lost when its cells were cut and pasted.");
}

type Dimension = "ROWS" | "COLUMNS";

const metadataOn = (input: { sheetId: number; dimension: Dimension; index: number }) => ({
  createDeveloperMetadata: {
    developerMetadata: {
      metadataKey: probeKey,
      metadataValue: "here",
      visibility: "DOCUMENT",
      location: {
        dimensionRange: {
          sheetId: input.sheetId,
          dimension: input.dimension,
          startIndex: input.index,
          endIndex: input.index + 1,
        },
      },
    },
  },
});

const typed = (input: { sheetId: number; row: number; column: number; text: string }) => ({
  updateCells: {
    start: { sheetId: input.sheetId, rowIndex: input.row, columnIndex: input.column },
    rows: [{ values: [{ userEnteredValue: { stringValue: input.text } }] }],
    fields: "userEnteredValue",
  },
});

async function placeOfMetadata(probe: Probe, dimension: Dimension): Promise<number | null> {
  const answer = await probe.client.readSpreadsheet({
    spreadsheetId: probe.spreadsheetId,
    fields:
      "sheets(properties(sheetId),data(startRow,startColumn,rowMetadata(developerMetadata(metadataKey)),columnMetadata(developerMetadata(metadataKey))))",
  });
  const tab = answer.sheets?.find((sheet) => sheet.properties?.sheetId === probe.scratchId);
  const data = tab?.data?.[0];
  const entries = dimension === "ROWS" ? data?.rowMetadata : data?.columnMetadata;
  const at = (entries ?? []).findIndex((entry) =>
    entry.developerMetadata?.some((one) => one.metadataKey === probeKey),
  );
  return at === -1 ? null : at;
}

const forget = (probe: Probe) =>
  probe.change([
    {
      deleteDeveloperMetadata: {
        dataFilter: { developerMetadataLookup: { metadataKey: probeKey } },
      },
    },
  ]);

const good = (sentence: string): Finding => ({ verdict: "good", sentence });
const unusual = (sentence: string): Finding => ({ verdict: "unusual", sentence });
const wrong = (sentence: string): Finding => ({ verdict: "wrong", sentence });
