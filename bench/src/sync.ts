import { plainDate } from "@rollbook/core/calendar";
import {
  planSync,
  type ComputedValues,
  type KnownRow,
  type SyncPlan,
  type SyncState,
} from "@rollbook/core/reconcile";
import { RosterSettings } from "@rollbook/core/roster";
import { toSnapshot } from "@rollbook/sheets";
import { observeSheet, type ObservedSheet } from "@rollbook/sync";
import { measure, measureInTurns } from "./measure.ts";
import { rosterAnswer, type OwnCells } from "./rosterAnswer.ts";
import { printTable } from "./table.ts";

const count = 10_000;
const times = 11;
const today = plainDate("2026-05-15");
const instant = "2026-05-15T15:00:00Z";

const settings = RosterSettings.parse({
  today,
  currency: "USD",
  locale: "en-US",
  date_order: "MDY",
  timezone: "America/New_York",
});

type Answer = Parameters<typeof toSnapshot>[0]["answer"];

function observe(answer: unknown): ObservedSheet {
  const snapshot = toSnapshot({ answer: answer as Answer, spreadsheetId: "bench" });
  const observed = observeSheet({
    snapshot,
    rosterId: "ros_bench",
    sheetId: null,
    settings,
    mapped: [],
    plans: undefined,
  });
  if (observed.kind === "unobservable") throw new Error(observed.reason);
  return observed;
}

function stateOf(observed: ObservedSheet, known: readonly KnownRow[]): SyncState {
  const isFirstSync = known.length === 0;
  return {
    reading: observed.reading,
    rows: observed.rows,
    known,
    unlisted: [],
    nextRecord: count + 2,
    plans: [],
    typedPrices: [],
    proposals: [],
    isFirstSync,
    isNewPractice: isFirstSync,
    lastRead: null,
    locale: "en_US",
    timeZone: "America/New_York",
    generation: { inSheet: null, confirmed: 0, given: 0 },
    approvals: { isFirstSyncApproved: true, approvedGuards: [] },
    today,
    instant,
    absenceGraceEnd: "2026-05-15T14:50:00Z",
    idSeed: "bench",
  };
}

/** What the database would know after a first sync, without one. */
function knownAfter(plan: SyncPlan): { known: KnownRow[]; own: OwnCells[] } {
  const cells = new Map<number, Partial<Record<string, ComputedValues[keyof ComputedValues]>>>();
  for (const write of plan.computedWrites) {
    cells.set(write.record, { ...cells.get(write.record), [write.key]: write.value });
  }
  const creations = plan.operations
    .filter((operation) => operation.kind === "create_member")
    .sort((a, b) => a.record - b.record);
  const empty: ComputedValues = {
    start_date: null,
    status: null,
    next_charge_date: null,
    next_charge_amount: null,
    invoices: null,
    balance: null,
    needs_attention: null,
  };
  const own = creations.map(({ record, rowId }) => {
    const { row_id: _rowId, ...computed } = cells.get(record) ?? {};
    return { rowId, computed: { ...empty, ...computed } };
  });
  const rows = creations.map((creation, at): KnownRow => ({
    rowId: creation.rowId,
    isConfirmed: true,
    lastRecord: creation.record,
    base: creation.values,
    stored: creation.values,
    computedBase: own[at]?.computed ?? {},
    intended: null,
    intendedInputs: null,
    absentReads: 0,
    absentSince: null,
    heldReason: null,
    notice: null,
    openConflicts: [],
    membership:
      creation.membership === null
        ? null
        : {
            membershipId: `mem_${at}`,
            facts: creation.membership.facts,
            issuedInvoices: 0,
            balanceMinor: 0,
          },
  }));
  return { known: rows.map(asStored), own };
}

/** As it comes out of the database: nothing of it is the text that the sheet's own cells were read into. */
function asStored(row: KnownRow): KnownRow {
  const stored: KnownRow = JSON.parse(JSON.stringify(row));
  return { ...stored, stored: stored.base };
}

const firstText = rosterAnswer({ count });
const firstPlan = planSync(stateOf(observe(JSON.parse(firstText)), []));
const { known, own } = knownAfter(firstPlan);
const changedText = rosterAnswer({
  count,
  own,
  priceOf: (index) => (index % 100 === 0 ? 109 : 99),
});
const changedAnswer: unknown = JSON.parse(changedText);
const changedObserved = observe(changedAnswer);
const changedPlan = planSync(stateOf(changedObserved, known));

const runs = await measureInTurns({
  times,
  works: {
    parse: () => JSON.parse(changedText),
    cells: () => toSnapshot({ answer: changedAnswer as Answer, spreadsheetId: "bench" }),
    rows: () => observe(changedAnswer),
    plan: () => planSync(stateOf(changedObserved, known)),
    all: () => planSync(stateOf(observe(changedAnswer), known)),
  },
});

printTable({
  title: `${count.toLocaleString("en")} roster rows, 20 columns, 1 % of them edited: ${(changedText.length / 1e6).toFixed(1)} MB of answer, ${changedPlan.computedWrites.length} cells to write (${changedPlan.kind})`,
  rows: [
    { name: "JSON.parse of the answer", runs: runs.parse, items: count, isFloor: true },
    { name: "typed cells", runs: runs.cells, items: count },
    { name: "typed cells + roster rows", runs: runs.rows, items: count },
    { name: "plan", runs: runs.plan, items: count },
    { name: "rows + plan", runs: runs.all, items: count, note: "aim: ratio 2 or less" },
    {
      name: "rows + plan of a first sync",
      runs: await measure({
        times: 3,
        work: () => planSync(stateOf(observe(JSON.parse(firstText)), [])),
      }),
      items: count,
      note: "with JSON.parse",
    },
  ],
});
