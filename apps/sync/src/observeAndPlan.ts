import { currency as currencyOf } from "@rollbook/core/money";
import {
  approvalOfIssue,
  chosenSideOf,
  openIssues,
  planSync,
  planTabs,
  type KnownRow,
  type ListedInvoice,
  type ListTab,
  type OpenIssue,
  type SyncPlan,
  type SyncState,
} from "@rollbook/core/reconcile";
import { cellText, RosterSettings, type RosterCell } from "@rollbook/core/roster";
import type { RosterObservation } from "@rollbook/services/roster";
import { readSnapshot, type Snapshot } from "@rollbook/sheets";
import { planAppendedRows, type AppendedCells } from "./appendedRows.ts";
import { findBookkeeping } from "./bookkeepingTab.ts";
import { patchKey, planInputEdits, type InputEdit } from "./inputEdits.ts";
import { computedValueOf } from "./computedCell.ts";
import { readInList, typedInList } from "./listTabs.ts";
import { observeSheet, type ObservedSheet } from "./observeSheet.ts";
import { findLeftBehind } from "./leftBehind.ts";
import { findRepairs, overCovered, repairEdits, type Repair } from "./preImageRepairs.ts";
import { findStrays } from "./strayValues.ts";
import type { Run } from "./syncRun.ts";

// Formatted cells come with an answer although nothing stands in them.
const isFilled = (cell: RosterCell) => cell.kind !== "empty";

const graceMs = 10 * 60_000;

export type Seen =
  | {
      kind: "planned";
      snapshot: Snapshot;
      observed: ObservedSheet;
      plan: SyncPlan;
      inputs: InputEdit[];
      appended: Pick<AppendedCells, "structure" | "cells">;
      tabs: ListTab[];
      issues: OpenIssue[];
    }
  | { kind: "unobservable"; reason: string };

/** The spreadsheet as it stands, and as it would read with some of its cells changed. */
export type SheetRead = {
  kind: "read";
  snapshot: Snapshot;
  /** The sheet as it really stands. */
  first: ObservedSheet;
  /** The sheet as if nothing of it had been covered by a write of ours. */
  observed: ObservedSheet;
  repairs: Repair[];
  observeWith: (patches: ReadonlyMap<string, RosterCell>) => ObservedSheet;
};

/** One read of the sheet. */
export async function readSheet(input: {
  run: Run;
  observation: RosterObservation;
}): Promise<SheetRead | Extract<Seen, { kind: "unobservable" }>> {
  const { run, observation } = input;
  const snapshot = await run.timed("readMs", () =>
    readSnapshot({ client: run.sheets, spreadsheetId: observation.roster.spreadsheetId }),
  );
  const observe = sheetReader({ observation, snapshot });
  const first = await run.timed("parseMs", () => observe(new Map()));
  if (first.kind === "unobservable") return first;
  const { known, roster } = observation;
  const lookedAt = { snapshot, observed: first, known, mapped: roster.mapped, observe };
  const repairs = allRepairs(lookedAt);
  const patches = new Map(repairs.map((repair) => [patchKey(repair), repair.found] as const));
  const observed = repairs.length === 0 ? first : observe(patches);
  if (observed.kind === "unobservable") return observed;
  const observeWith = (more: ReadonlyMap<string, RosterCell>) => {
    const patched = observe(new Map([...patches, ...more]));
    return patched.kind === "observed" ? patched : observed;
  };
  return { kind: "read", snapshot, first, observed, repairs, observeWith };
}

/** What was covered beside somebody counts before what was left beside nobody. */
function allRepairs(
  input: Parameters<typeof findRepairs>[0] & Parameters<typeof findLeftBehind>[0],
): Repair[] {
  const repairs = [...findLeftBehind(input), ...findStrays(input), ...findRepairs(input)];
  return [...new Map(repairs.map((repair) => [patchKey(repair), repair] as const)).values()];
}

export async function observeAndPlan(input: {
  run: Run;
  observation: RosterObservation;
}): Promise<Seen> {
  const { run, observation } = input;
  const read = await readSheet(input);
  if (read.kind === "unobservable") return read;
  const { snapshot, first, observed, repairs } = read;
  const state = stateOf({ run, observation, snapshot, observed });
  const plan = await run.timed("planMs", () => planSync(state));
  const cells = {
    observed,
    currency: currencyOf(observation.practice.currency),
    readWith: (more: ReadonlyMap<string, RosterCell>) => read.observeWith(more).reading,
  };
  const inputs = planInputEdits({ ...cells, inputWrites: plan.inputWrites });
  const appended = planAppendedRows({ ...cells, plan });
  const writable = new Set(inputs.map((edit) => edit.write));
  const unwritable = plan.inputWrites.filter((write) => !writable.has(write));
  const issues = openIssues({ state, plan, currency: cells.currency, unwritable });
  const invoices = shownInvoices({ observation, snapshot });
  const tabs = planTabs({ state, plan, invoices, payments: observation.payments, issues });
  const edits = [
    ...overCovered({ repairs, inputs, read: first }),
    ...repairEdits({ repairs, inputs, read: first, observed }),
  ];
  const written = {
    ...appended.plan,
    inputWrites: edits.map(({ write, present }) => ({ ...write, present })),
  };
  const planned = { plan: written, inputs: edits, appended, tabs, issues };
  return { kind: "planned", snapshot, observed, ...planned };
}

function sheetReader(input: { observation: RosterObservation; snapshot: Snapshot }) {
  const { observation, snapshot } = input;
  const { roster } = observation;
  const settings = settingsOf(observation);
  return (patches: ReadonlyMap<string, RosterCell>) =>
    observeSheet({
      snapshot,
      rosterId: roster.rosterId,
      sheetId: roster.sheetId,
      settings,
      mapped: roster.mapped,
      isMadeOfFile: roster.isMadeHere,
      plans: observation.isNewPractice ? undefined : observation.plans,
      patches,
    });
}

function settingsOf({ practice, roster, today }: RosterObservation): RosterSettings {
  return RosterSettings.parse({
    locale: practice.locale,
    timezone: practice.timeZone,
    ...roster.settings,
    currency: practice.currency,
    today,
  });
}

export function stateOf(input: {
  run: Run;
  observation: RosterObservation;
  snapshot: Snapshot;
  observed: ObservedSheet;
}): SyncState {
  const { observation, snapshot, observed } = input;
  const { roster } = observation;
  const isFirstSync = roster.firstSyncedAt === null;
  return {
    reading: observed.reading,
    rows: observed.rows,
    known: withChoices({ known: observation.known, snapshot }),
    unlisted: observation.unlisted,
    nextRecord: observed.tab.rows.findLastIndex((row) => row.some(isFilled)) + 2,
    plans: observation.plans,
    typedPrices: typedPrices({ observation, snapshot }),
    proposals: observation.proposals,
    doubts: observed.doubts,
    isFirstSync,
    isNewPractice: observation.isNewPractice,
    lastRead: isFirstSync ? null : { locale: roster.locale, timeZone: roster.timeZone },
    locale: snapshot.locale ?? null,
    timeZone: snapshot.timeZone ?? null,
    generation: {
      inSheet: findBookkeeping(snapshot).generation,
      confirmed: roster.confirmedGeneration,
      given: roster.generation,
    },
    approvals: {
      isFirstSyncApproved: roster.isFirstSyncApproved,
      approvedGuards: [...observation.approvals, ...approvedInSheet(snapshot)],
    },
    today: observation.today,
    instant: observation.instant,
    absenceGraceEnd: new Date(Date.parse(observation.instant) - graceMs).toISOString(),
    idSeed: input.run.idSeed,
  };
}

/** What was chosen under Keep in the Issues tab settles a conflict like a choice made over the API. */
function withChoices(input: { known: readonly KnownRow[]; snapshot: Snapshot }): KnownRow[] {
  const typed = typedInList({ snapshot: input.snapshot, tab: "issues", key: "keep" });
  return input.known.map((row) =>
    row.openConflicts.length === 0
      ? row
      : {
          ...row,
          openConflicts: row.openConflicts.map((open) => ({
            ...open,
            keep: open.keep ?? chosenSideOf(cellText(typed.get(`${row.rowId}/${open.field}`))),
          })),
        },
  );
}

/** Paused columns that somebody settled under Keep in the Issues tab. */
function approvedInSheet(snapshot: Snapshot): string[] {
  return [...typedInList({ snapshot, tab: "issues", key: "keep" })].flatMap(([id, cell]) =>
    chosenSideOf(cellText(cell)) === "sheet" ? (approvalOfIssue(id) ?? []) : [],
  );
}

/** What stands under New price in the Plans tab; a row that is not there says nothing. */
function typedPrices(input: {
  observation: RosterObservation;
  snapshot: Snapshot;
}): SyncState["typedPrices"] {
  const { observation, snapshot } = input;
  const cells = readInList({ snapshot, tab: "plans", key: "proposed_price" });
  const currency = currencyOf(observation.practice.currency);
  return observation.plans.flatMap((plan) =>
    plan.prices.flatMap(({ interval }) => {
      const cell = cells.get(`${plan.name}/${interval}`);
      const typed = computedValueOf({ cell, type: "money", currency });
      const isAmount = typeof typed === "number" && typed >= 0 && cell?.formula === undefined;
      if (cell === undefined || (typed !== null && !isAmount)) return [];
      return [{ planName: plan.name, interval, priceMinor: isAmount ? typed : null }];
    }),
  );
}

/** Invoices ticked as sent in the sheet, and not yet in the database. */
export function tickedInvoices(input: {
  observation: RosterObservation;
  snapshot: Snapshot;
}): string[] {
  const ticks = typedInList({ snapshot: input.snapshot, tab: "invoices", key: "sent" });
  return input.observation.invoices.flatMap((invoice) => {
    const cell = ticks.get(invoice.id);
    return !invoice.isSent && cell?.kind === "boolean" && cell.value ? [invoice.id] : [];
  });
}

function shownInvoices(input: {
  observation: RosterObservation;
  snapshot: Snapshot;
}): ListedInvoice[] {
  const ticked = new Set(tickedInvoices(input));
  return input.observation.invoices.map((invoice) =>
    ticked.has(invoice.id) ? { ...invoice, isSent: true } : invoice,
  );
}
