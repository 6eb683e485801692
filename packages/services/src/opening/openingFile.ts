import { refuse } from "@rollbook/core/explain";
import { canonicalJson, hashText } from "@rollbook/core/reconcile";
import {
  readOpeningFile,
  type RosterSettings,
  settingsOfPaymentsFile,
  totalOpenings,
  type KnownPerson,
  type OpeningReading,
  type OpeningTotals,
  type RosterGrid,
} from "@rollbook/core/roster";
import { listKnownPeople, lockRosterFiles } from "@rollbook/db/rosterFile";
import * as z from "zod";
import { defineVerb, refused, ServiceError, type Given } from "../run/index.ts";
import { recordOpenings, type AskedOpening } from "./recordOpenings.ts";

export type OpeningFileInput = {
  grid: RosterGrid;
  fileName: string;
  settings: Partial<RosterSettings>;
};

const OpeningFileInput = z.custom<OpeningFileInput>(
  (value) => typeof value === "object" && value !== null,
);

export type PlannedOpeningFile = {
  reading: OpeningReading;
  settings: RosterSettings;
  totals: OpeningTotals;
  asked: readonly AskedOpening[];
  /** Names what a confirm would write, as far as it is not there already. */
  planHash: string;
};

async function planOpeningFile(
  given: Given,
  { grid, settings: said }: OpeningFileInput,
): Promise<PlannedOpeningFile> {
  const { practice, today, tx } = given;
  const stated = { locale: practice.locale, ...said, today, currency: practice.currency };
  const settings = settingsOfPaymentsFile(stated as RosterSettings);
  const people = (await listKnownPeople(tx)) as readonly KnownPerson[];
  const reading = readOpeningFile({ grid, settings, people });
  const asked = reading.rows.flatMap(({ personId, openings }) =>
    personId === null ? [] : openings.map((entry) => ({ personId, payerId: personId, entry })),
  );
  return {
    reading,
    settings,
    asked,
    totals: totalOpenings(reading.rows),
    planHash: hashText(canonicalJson(asked)),
  };
}

/** What a file of balances or payments would bring along; nothing is written. */
export const previewOpeningFile = defineVerb({
  name: "opening_file.preview",
  permission: "payment.read",
  input: OpeningFileInput,
  run: ({ input, ...given }) => planOpeningFile(given, input),
  audit: ({ input }) => ({ entityId: null, detail: { fileName: input.fileName } }),
});

export type ImportedOpeningFile = {
  planHash: string;
  /** New ones; what an earlier file brought is not brought twice. */
  recorded: number;
  present: number;
  held: number;
};

/**
 * Takes over what the preview showed, in one transaction, each balance and payment once (ROS-26, PAY-11).
 * @throws ServiceError refused while a question blocks, stale when the preview was another one
 */
export const importOpeningFile = defineVerb({
  name: "opening_file.import",
  permission: "payment.write",
  input: z.strictObject({ file: OpeningFileInput, planHash: z.string().min(1) }),
  run: async ({ input, ...given }): Promise<ImportedOpeningFile> => {
    await lockRosterFiles(given.tx, given.practice.practiceId);
    const { reading, asked, planHash } = await planOpeningFile(given, input.file);
    refuseWhileOpen(reading);
    if (planHash !== input.planHash) {
      throw new ServiceError(
        "stale",
        "Nothing was written: the file, its answers, the day or the practice's people are not those of the preview. Preview it again and confirm what it shows then.",
      );
    }
    const { recorded } = await recordOpenings(given, asked);
    const held = reading.rows.filter(({ outcome }) => outcome === "error").length;
    return { planHash, recorded, present: asked.length - recorded, held };
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { fileName: input.file.fileName, ...result },
  }),
});

function refuseWhileOpen({ questions }: OpeningReading): void {
  const open = questions.filter(({ isBlocking }) => isBlocking);
  if (open.length === 0) return;
  const reason = `Nothing was written: the payments file has to be answered for first (ROS-26). ${open.map(({ message }) => message).join(" ")}`;
  throw refused(
    refuse(
      "ROS-26",
      reason,
      open.map(({ code }) => `answer ${code}`),
    ),
  );
}
