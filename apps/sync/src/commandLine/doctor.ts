import {
  metadataKeys,
  readSnapshot,
  SheetsFailure,
  spreadsheetIdIn,
  type SheetsClient,
  type Snapshot,
} from "@rollbook/sheets";
import { probeSheets } from "./probeSheets.ts";

export type Finding = { verdict: "good" | "unusual" | "wrong"; sentence: string };

/** Looks at a spreadsheet and says what stands in the way; with `isProbing` tries in a scratch tab what Google does not document. */
export async function examineSheet(input: {
  client: SheetsClient;
  address: string;
  isProbing: boolean;
}): Promise<Finding[]> {
  const spreadsheetId = spreadsheetIdIn(input.address);
  try {
    const snapshot = await readSnapshot({ client: input.client, spreadsheetId });
    const probes = input.isProbing ? await probeSheets({ client: input.client, snapshot }) : [];
    return [...examine(snapshot), ...probes];
  } catch (error) {
    if (!(error instanceof SheetsFailure)) throw error;
    return [{ verdict: "wrong", sentence: error.message }];
  }
}

function examine(snapshot: Snapshot): Finding[] {
  return [
    {
      verdict: "good",
      sentence: `"${snapshot.title}" can be read: ${snapshot.tabs.length} tabs, locale ${snapshot.locale}, time zone ${snapshot.timeZone}.`,
    },
    ...snapshot.tabs.flatMap((tab): Finding[] => {
      const bound = tab.columnMetadata.filter((entry) => entry.key === metadataKeys.column);
      const twice = bound.filter(
        (entry, at) => bound.findIndex((other) => other.value === entry.value) !== at,
      );
      const errors = tab.rows.flat().filter((cell) => cell.kind === "error").length;
      return [
        {
          verdict: "good",
          sentence: `Tab "${tab.title}": ${tab.rows.length} rows, ${bound.length} columns bound, ${tab.merges.length} merges, ${tab.hiddenRows.length} hidden rows.`,
        },
        ...twice.map((entry): Finding => ({
          verdict: "wrong",
          sentence: `Column ${entry.value} is bound twice in "${tab.title}"; the next sync keeps one.`,
        })),
        ...(errors === 0
          ? []
          : [
              {
                verdict: "unusual" as const,
                sentence: `${errors} cells of "${tab.title}" show an error; they are read as no edit.`,
              },
            ]),
      ];
    }),
  ];
}
