import { currency } from "@rollbook/core/money";
import {
  emptyComputed,
  openIssues,
  planSync,
  type ComputedValues,
  type SyncPlan,
  type SyncState,
} from "@rollbook/core/reconcile";
import { readRoster, RosterSettings, textCell } from "@rollbook/core/roster";
import {
  applySyncVerb,
  commitWrite,
  startRun,
  type FinishedRun,
  type RosterObservation,
} from "@rollbook/services/roster";
import { runVerb, systemContext, type Services } from "@rollbook/services/run";
import type { TestPractice } from "./practiceApi.ts";

/** A sheet of texts, with what a sync wrote beside them. */
export type SeedSheet = { cells: string[]; rowId: string | null; computed: ComputedValues }[];

type Seeding = {
  practice: Pick<TestPractice, "practiceId">;
  services: Services;
  rosterId: string;
  sheet: SeedSheet;
};

const header = ["Name", "Date of birth", "Email", "Plan", "Billing cycle", "Last billed"];

const rowOf = (...cells: string[]): SeedSheet[number] => ({
  cells,
  rowId: null,
  computed: emptyComputed,
});

/** Somebody who is taken, and somebody who is held. */
export const newSeedSheet = (): SeedSheet => [
  rowOf("Mary Jackson", "1981-04-09", "mary@example.com", "Gold", "Monthly", "2026-05-01"),
  rowOf("Jean Bartik", "1984-02-31", "jean@example.com", "Gold", "Monthly", "2026-05-01"),
];

/**
 * One sync of such a sheet, by the same plan and verbs as every sync; only the spreadsheet itself is an array. Answers the
 * run, and leaves in the sheet what was written.
 */
export async function syncSeedSheet(input: Seeding): Promise<string> {
  const { services, rosterId, sheet } = input;
  const { practiceId } = input.practice;
  const instant = services.clock();
  const context = systemContext({ practiceId, instant, requestId: "req_seed" });
  const holder = `seed-${rosterId}`;
  const begun = { context, rosterId, holder, leaseMs: 60_000, trigger: "api" };
  const started = await startRun(services, begun);
  if (started.kind !== "started") throw new Error(`the seed's sync is ${started.kind}`);
  const { observation, runId } = started;
  const state = stateOf({ observation, sheet, runId });
  const plan = planSync(state);
  if (plan.kind === "stopped") throw new Error(JSON.stringify(plan.guards));
  const generation = observation.roster.generation + 1;
  const { reading } = state;
  await runVerb(services, applySyncVerb, {
    context,
    input: {
      rosterId,
      runId,
      holder,
      plan,
      nextGeneration: generation,
      ending: null,
      rows: observation.rows,
      stored: observation.stored,
      isFirstSync: state.isFirstSync,
      read: {
        sheetId: 0,
        mapped: reading.columns.map(({ column, field, ...one }) => ({
          column,
          header: one.header,
          field,
        })),
        locale: null,
        timeZone: null,
        generation: state.generation.inSheet,
        places: sheet.flatMap(({ rowId }, at) =>
          rowId === null ? [] : [{ rowId, record: at + 2 }],
        ),
      },
    },
  });
  const rows = write({ sheet, plan });
  const issues = openIssues({ state, plan, currency: currency("USD"), unwritable: [] });
  const result = { ...finished, rosterId, counts: plan.counts, plan, issues };
  await commitWrite(services, {
    context,
    rosterId,
    holder,
    generation,
    stored: observation.stored,
    verification: { rows },
    ending: { runId, result, at: instant },
  });
  return runId;
}

const finished: Omit<FinishedRun, "plan" | "issues"> = {
  kind: "done",
  reason: null,
  rosterId: null,
  cells_written: 1,
  sheets_calls: 2,
  counts: null,
  guards: [],
  questions: [],
  paused: [],
};

function stateOf(input: {
  observation: RosterObservation;
  sheet: SeedSheet;
  runId: string;
}): SyncState {
  const { observation, sheet } = input;
  const { roster, today, instant } = observation;
  const settings = RosterSettings.parse({ today, currency: "USD", date_order: "YMD" });
  const rows = [header, ...sheet.map(({ cells }) => cells)].map((cells) => cells.map(textCell));
  const grid = { sheetName: "Members", rows, merges: [], hiddenRows: [] };
  const reading = readRoster({ grid, settings, plans: observation.plans });
  const { confirmedGeneration: confirmed, generation: given } = roster;
  return {
    reading,
    rows: reading.rows
      .filter(({ outcome }) => outcome !== "skip")
      .map((row) => {
        const { rowId = null, computed = emptyComputed } = sheet[row.record - 2] ?? {};
        return { record: row.record, rowId, row, computed };
      }),
    known: observation.known,
    unlisted: [],
    nextRecord: sheet.length + 2,
    plans: observation.plans,
    typedPrices: [],
    proposals: observation.proposals,
    isFirstSync: roster.firstSyncedAt === null,
    isNewPractice: false,
    lastRead: null,
    locale: null,
    timeZone: null,
    generation: { inSheet: confirmed === 0 ? null : confirmed, confirmed, given },
    approvals: { isFirstSyncApproved: true, approvedGuards: [] },
    today,
    instant,
    absenceGraceEnd: instant,
    idSeed: input.runId,
  };
}

/** What the plan types into the sheet, and what its answer would show of it. */
function write({ sheet, plan }: { sheet: SeedSheet; plan: SyncPlan }) {
  for (const { record, key, value } of plan.computedWrites) {
    const row = sheet[record - 2];
    if (row === undefined) continue;
    if (key === "row_id") row.rowId = String(value);
    else row.computed = { ...row.computed, [key]: value };
  }
  return sheet.flatMap(({ rowId, computed }, at) =>
    rowId === null ? [] : [{ rowId, record: at + 2, computed, inputs: {}, isIdConfirmed: true }],
  );
}
