import {
  metadataKeys,
  SheetsFailure,
  writeBatch,
  type SheetsClient,
  type Snapshot,
} from "@rollbook/sheets";
import type { Finding } from "./doctor.ts";
import { probeCopy, probeCut, probeReadBack, probeSort, type Probe } from "./probeUndocumented.ts";

const scratchId = 727_000_777;
const probeMetadataId = 727_000_778;
const probeGuardId = 727_000_779;
const probeValue = "probe";
const title = "Rollbook probe";

/** Tries on a scratch tab, which it adds and removes, what the sync relies on and Google does not document. */
export async function probeSheets(input: {
  client: SheetsClient;
  snapshot: Snapshot;
}): Promise<Finding[]> {
  const { client } = input;
  const { spreadsheetId } = input.snapshot;
  const probe: Probe = {
    client,
    spreadsheetId,
    scratchId,
    title,
    change: (requests) =>
      client.batchUpdate({ spreadsheetId, fields: "spreadsheetId", responseRanges: [], requests }),
  };
  const gridProperties = { rowCount: 10, columnCount: 6 };
  await probe.change([{ addSheet: { properties: { sheetId: scratchId, title, gridProperties } } }]);
  try {
    return [
      await probeTypedText(probe),
      await probeFence(probe),
      await probeGuard(probe),
      await probeCopy(probe),
      await probeReadBack(probe),
      await probeSort(probe),
      await probeCut(probe),
    ];
  } finally {
    const { fence: metadataKey } = metadataKeys;
    const developerMetadataLookup = { metadataKey, metadataValue: probeValue };
    await probe.change([
      { deleteSheet: { sheetId: scratchId } },
      { deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup } } },
    ]);
  }
}

async function probeTypedText(input: Probe): Promise<Finding> {
  const at = { sheetId: scratchId, row: 0, column: 0 };
  const answer = await writeBatch({
    ...input,
    structure: [{ kind: "fence", metadataId: probeMetadataId, value: probeValue }],
    cells: [{ ...at, value: { kind: "text", text: "=1+1" } }],
    readBack: [{ sheetId: scratchId, title, startRow: 0, endRow: 2, startColumn: 0, endColumn: 2 }],
  });
  const written = answer.cellAt(at);
  return finding({
    isGood: written?.kind === "text" && written.text === "=1+1",
    good: "A typed text stays text, and the answer of a batch shows it.",
    wrong: "A batch's answer does not show the cells it wrote.",
  });
}

async function probeFence(input: Probe): Promise<Finding> {
  const again = { kind: "fence", metadataId: probeMetadataId, value: probeValue } as const;
  try {
    await writeBatch({ ...input, structure: [again], cells: [], readBack: [] });
  } catch (error) {
    const isRefused = error instanceof SheetsFailure && error.kind === "refused_request";
    return finding({
      isGood: isRefused,
      good: "A batch with a metadata ID that exists is refused as a whole.",
      wrong: "A batch with a metadata ID that exists failed in an unexpected way.",
    });
  }
  return finding({
    isGood: false,
    good: "",
    wrong: "The same metadata ID was accepted twice: two workers could write at once.",
  });
}

/** Where a column has moved a batch is refused: tried with one that has not, and with one that has. */
async function probeGuard(input: Probe): Promise<Finding> {
  const guard = { sheetId: scratchId, key: metadataKeys.fence, value: probeValue };
  const metadataId = probeGuardId;
  const bound = { kind: "bind_column", ...guard, column: 1, metadataId } as const;
  await writeBatch({ ...input, structure: [bound], cells: [], readBack: [] });
  const isTaken = async (column: number) => {
    const beside = { sheetId: scratchId, column };
    const structure = [
      { kind: "drop_metadata", metadataId, beside },
      { kind: "bind_column", ...guard, column, metadataId },
    ] as const;
    return writeBatch({ ...input, structure, cells: [], readBack: [] }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof SheetsFailure && error.kind === "refused_request") return false;
        throw error;
      },
    );
  };
  if (!(await isTaken(1)))
    return {
      verdict: "unusual",
      sentence:
        "A metadata ID cannot be given again by the batch that freed it: columns are not guarded, and the first sync that writes after a start makes two calls more.",
    };
  return finding({
    isGood: !(await isTaken(2)),
    good: "A batch is refused as a whole where a column has moved since it was read.",
    wrong: "A batch is accepted where a column has moved since it was read.",
  });
}

function finding(input: { isGood: boolean; good: string; wrong: string }): Finding {
  return input.isGood
    ? { verdict: "good", sentence: input.good }
    : { verdict: "wrong", sentence: input.wrong };
}
