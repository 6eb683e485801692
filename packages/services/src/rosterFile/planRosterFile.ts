import {
  emptyComputed,
  planSync,
  type KnownPlan,
  type SyncPlan,
  type SyncState,
} from "@rollbook/core/reconcile";
import {
  readRoster,
  withAnswers,
  withMapping,
  withoutPresent,
  type KnownPerson,
  type RosterAnswer,
  type RosterGrid,
  type RosterReading,
  type RosterSettings,
} from "@rollbook/core/roster";
import { planTable } from "@rollbook/db/plan";
import { listKnownPeople } from "@rollbook/db/rosterFile";
import * as z from "zod";
import { membershipPlanOf } from "../plan/index.ts";
import { defineVerb, ServiceError, type Given } from "../run/index.ts";
import { findMapping } from "./keptMapping.ts";

export type RosterFileInput = {
  grid: RosterGrid;
  /** SHA-256 of its bytes: the same file is planned with the same IDs. */
  fileHash: string;
  fileName: string;
  /** What was said, beside today and the currency, which are the practice's. */
  settings: Partial<RosterSettings>;
  answers: readonly RosterAnswer[];
};

export const RosterFileInput = z.custom<RosterFileInput>(
  (value) => typeof value === "object" && value !== null,
);

export type PlannedRosterFile = {
  reading: RosterReading;
  settings: RosterSettings;
  /** Whether an earlier file with the same headers told how to read this one. */
  isMappingKept: boolean;
  plan: SyncPlan;
  /** Names what a confirm would write; another file, answer, day or practice gives another. */
  planHash: string;
};

/** What a file would add to a practice: read, without those it has already, planned like the first sync of a sheet. */
export async function planRosterFile(
  given: Given,
  { grid, fileHash, settings: said, answers }: RosterFileInput,
): Promise<PlannedRosterFile> {
  const { practice, today, tx } = given;
  const stated = {
    locale: practice.locale,
    timezone: practice.timeZone as RosterSettings["timezone"],
    ...said,
    today,
    currency: practice.currency,
  } as RosterSettings;
  const plans = await readPlans(given);
  const known = plans.length === 0 ? {} : { plans };
  const mapping = await findMapping(given, readRoster({ grid, settings: stated, ...known }));
  const read = answered({
    read: (settings) => readRoster({ grid, settings, ...known }),
    settings: withMapping(stated, mapping),
    answers,
  });
  const people = (await listKnownPeople(tx)) as readonly KnownPerson[];
  const reading = withoutPresent({ reading: read.reading, people });
  const plan = planSync(stateOf(given, { reading, plans, fileHash }));
  return {
    reading,
    settings: read.settings,
    isMappingKept: mapping !== null,
    plan,
    planHash: plan.hash,
  };
}

function answered(input: Parameters<typeof withAnswers>[0]): ReturnType<typeof withAnswers> {
  try {
    return withAnswers(input);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const fields = error.issues.map(({ path, message }) => ({
      path: path.map((part) => (typeof part === "symbol" ? String(part) : part)),
      message,
    }));
    throw new ServiceError("invalid", "An answer to a question of the file is not right.", {
      fields,
    });
  }
}

async function readPlans({ tx }: Given): Promise<KnownPlan[]> {
  const records = await planTable.list(tx, { limit: 10_000 }, tx`and not is_archived`);
  return records.flatMap((record) => {
    const plan = membershipPlanOf(record);
    if (plan === undefined) return [];
    const prices = plan.pricing.kind === "per_seat" ? [] : plan.pricing.prices;
    return [
      {
        name: plan.name,
        intervals: prices.map(({ interval }) => interval),
        prices: prices.map(({ interval, priceMinor }) => ({ interval, priceMinor })),
      },
    ];
  });
}

/** A file is a sheet that nobody has seen before and that nothing is written to. */
function stateOf(
  { today, instant }: Given,
  {
    reading,
    plans,
    fileHash,
  }: { reading: RosterReading; plans: readonly KnownPlan[]; fileHash: string },
): SyncState {
  const rows = reading.rows.filter(({ outcome }) => outcome !== "skip");
  return {
    reading,
    rows: rows.map((row) => ({ record: row.record, rowId: null, row, computed: emptyComputed })),
    known: [],
    unlisted: [],
    nextRecord: reading.rows.length + 1,
    plans,
    isFirstSync: true,
    isNewPractice: plans.length === 0,
    typedPrices: [],
    proposals: [],
    lastRead: null,
    locale: null,
    timeZone: null,
    generation: { inSheet: null, confirmed: 0, given: 0 },
    approvals: { isFirstSyncApproved: true, approvedGuards: [] },
    today,
    instant,
    absenceGraceEnd: instant,
    idSeed: fileHash,
  };
}

/** What would come of a file; nothing is written. */
export const previewRosterFile = defineVerb({
  name: "roster_file.preview",
  permission: "roster.read",
  input: RosterFileInput,
  run: ({ input, ...given }) => planRosterFile(given, input),
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { fileName: input.fileName, planHash: result.planHash },
  }),
});
