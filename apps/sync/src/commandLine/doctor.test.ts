import { expect, test } from "vitest";
import { startSheetWorld } from "../testing/sheetWorld.ts";
import { examineSheet } from "./doctor.ts";

type Switches = NonNullable<Parameters<typeof startSheetWorld>[0]>["switches"];

/** The verdict on each probe of a server that behaves so, and what is left behind. */
async function examined(
  switches: Switches,
  during?: (world: ReturnType<typeof startSheetWorld>) => void,
) {
  const world = startSheetWorld({ switches });
  const spreadsheetId = await world.newSpreadsheet([["Name", "Plan"]]);
  during?.(world);
  const findings = await examineSheet({
    client: world.client,
    address: spreadsheetId,
    isProbing: true,
  });
  const after = await world.client.readSpreadsheet({
    spreadsheetId,
    fields: "sheets(properties(title)),developerMetadata(metadataId)",
  });
  return {
    findings,
    tabs: after.sheets?.map((sheet) => sheet.properties?.title),
    metadata: after.developerMetadata ?? [],
  };
}

const verdictOn = (findings: Awaited<ReturnType<typeof examineSheet>>, words: string) =>
  findings.find(({ sentence }) => sentence.includes(words));

test("a server as Google is thought to be has nothing wrong, and nothing is left behind", async () => {
  const { findings, tabs, metadata } = await examined({});
  expect(findings.filter(({ verdict }) => verdict !== "good")).toEqual([]);
  expect(findings).toHaveLength(9);
  expect(tabs).toEqual(["Members"]);
  expect(metadata).toEqual([]);
});

test.each([
  {
    switches: { metadataFollowsSort: true },
    words: "goes along with its row",
    verdict: "good",
  },
  {
    switches: { metadataFollowsSort: false },
    words: "stays where it was",
    verdict: "good",
  },
  { switches: { metadataFollowsCut: true }, words: "is followed there", verdict: "unusual" },
  { switches: { metadataFollowsCut: false }, words: "headers and values tell", verdict: "good" },
  {
    switches: { explicitMetadataIds: false },
    words: "two workers could write at once",
    verdict: "wrong",
  },
  {
    switches: { explicitMetadataIds: true },
    words: "metadata ID that exists is refused",
    verdict: "good",
  },
  {
    switches: { freedMetadataIdsAtOnce: false },
    words: "columns are not guarded",
    verdict: "unusual",
  },
  {
    switches: { freedMetadataIdsAtOnce: true },
    words: "where a column has moved",
    verdict: "good",
  },
  {
    switches: { copyPasteSeesBatch: false },
    words: "what stood there before",
    verdict: "good",
  },
  { switches: { copyPasteSeesBatch: true }, words: "what stood there before", verdict: "good" },
])("$switches is found out: $words", async ({ switches, words, verdict }) => {
  const { findings, tabs, metadata } = await examined(switches);
  expect(verdictOn(findings, words)?.verdict).toBe(verdict);
  expect(tabs).toEqual(["Members"]);
  expect(metadata).toEqual([]);
});

test("an answer that shows what landed after its batch is found out", async () => {
  const { findings } = await examined({ isReadBackAtomic: false }, (world) => {
    world.server.workspace.interlude = (id) => {
      world.server.answer({
        method: "PUT",
        target: `/v4/spreadsheets/${id}/values/Rollbook%20probe!A5?valueInputOption=RAW`,
        body: JSON.stringify({ values: [["landed"]] }),
      });
    };
  });
  expect(verdictOn(findings, "reads again")).toMatchObject({ verdict: "unusual" });
});
