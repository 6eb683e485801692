import { createHash } from "node:crypto";
import {
  headersOf,
  mappingOf,
  RosterMapping,
  type RosterReading,
  type RosterSettings,
} from "@rollbook/core/roster";
import { findRosterMapping, putRosterMapping } from "@rollbook/db/rosterFile";
import * as z from "zod";
import { defineVerb, type Given } from "../run/index.ts";

function hashOf(reading: RosterReading): string {
  return createHash("sha256").update(headersOf(reading).join("\n")).digest("hex");
}

/** What was confirmed for an earlier file with the same headers; null when there was none. */
export async function findMapping(
  { tx }: Pick<Given, "tx">,
  reading: RosterReading,
): Promise<RosterMapping | null> {
  if (reading.headerRecord === null) return null;
  const found = await findRosterMapping(tx, { headersHash: hashOf(reading) });
  return found === undefined ? null : RosterMapping.parse(found.settings);
}

export type ConfirmedFile = { reading: RosterReading; settings: RosterSettings; fileName: string };

export async function putMapping(
  { tx, practice, instant, context }: Given,
  { reading, settings, fileName }: ConfirmedFile,
): Promise<void> {
  await putRosterMapping(tx, practice.practiceId, {
    headersHash: hashOf(reading),
    fileName,
    settings: mappingOf(reading, settings),
    confirmedAt: instant,
    confirmedBy: context.actor.id,
  });
}

/** The mapping that a practice confirmed for files with the headers of this one. */
export const mappingFor = defineVerb({
  name: "roster_file.find_mapping",
  permission: "roster.read",
  input: z.strictObject({ reading: z.custom<RosterReading>() }),
  run: ({ input, ...given }) => findMapping(given, input.reading),
  audit: () => ({ entityId: null }),
});

/** Keeps columns and answers of a file that was accepted, for the next one with the same headers (ROS-8). */
export const keepMapping = defineVerb({
  name: "roster_file.keep_mapping",
  permission: "roster.write",
  input: z.custom<ConfirmedFile>((value) => typeof value === "object" && value !== null),
  run: async ({ input, ...given }) => {
    await putMapping(given, input);
    return { isKept: true };
  },
  audit: ({ input }) => ({ entityId: null, detail: { fileName: input.fileName } }),
});
