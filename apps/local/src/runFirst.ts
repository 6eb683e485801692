import { writeFileSync } from "node:fs";
import { toReport, type RosterReading } from "@rollbook/core/roster";
import { billOne } from "@rollbook/services/billing";
import { acceptCutOver, proveCutOver, signOffCutOver } from "@rollbook/services/cutOver";
import { getPractice, practiceOverview, previewFirstCharges } from "@rollbook/services/practice";
import { runVerb, ServiceError } from "@rollbook/services/run";
import { applyPayments, describeQuestion, syncPractice, type SyncResult } from "@rollbook/sync";
import type { StartOptions } from "./flags.ts";
import { commandContext } from "./practice/commandContext.ts";
import { readSettings } from "./practice/readSettings.ts";
import { readRosterFile } from "./practice/rosterFile.ts";
import { liveFirstDay } from "./sample/firstDay.ts";
import type { Stages } from "./stages.ts";
import type { Stack } from "./start.ts";
import { StartRefused } from "./startRefused.ts";
import { summaryTable, type Summary } from "./summaryTable.ts";

interface FirstRun {
  stack: Stack;
  options: StartOptions;
  stages: Stages;
  write: (text: string) => void;
}

/** Syncs the roster, bills what is due, shows the invoices in the sheet, prints the table. */
export async function runFirst(input: FirstRun): Promise<void> {
  const { stack, stages, write } = input;
  const { services, practice } = stack;
  const first = await stages.run("Sync of the roster", () => sync(stack));
  const brought = await takePayments(input);
  const { isLive, locale } = await describePractice(stack);
  if (stack.isSample && !isLive) {
    await stages.run("Cut-over proof accepted", () => acceptProof(stack));
  }
  const billed = await stages.run("Billing run", () => billOne(services, practice.practiceId));
  if (stack.isSample && stack.folder.contents.hasLivedFirstDay !== true) {
    await stages.run("A day at the sample practice's desk", () =>
      liveFirstDay({ services, practiceId: practice.practiceId }),
    );
    stack.folder.remember({ hasLivedFirstDay: true });
  }
  const second =
    billed.issuedCount === 0
      ? undefined
      : await stages.run("Invoices shown in the sheet", () => sync(stack));
  const results = second === undefined ? [first] : [first, second];
  const summary = await summaryOf({ stack, results });
  write(`\n${summaryTable({ summary, locale })}\n\n`);
  for (const sentence of [...brought, ...sentencesFor({ first, stopped: billed.stopped })])
    write(`  ${sentence}\n`);
  writeReport({ ...input, results, summary });
}

/** Once each, however often the file is named (ROS-26); a question that is open leaves the file for later. */
async function takePayments({ stack, options, stages }: FirstRun): Promise<string[]> {
  const { paymentsFile } = options;
  if (paymentsFile === undefined) return [];
  const { services, practice } = stack;
  const { grid, title: fileName } = await readRosterFile(paymentsFile);
  const settings = options.settingsFile === undefined ? {} : readSettings(options.settingsFile);
  const file = { services, practiceId: practice.practiceId, fileName, grid, settings };
  return stages.run("Balances and payments of the old books", async () => [
    await applyPayments(file).catch(refusalOf),
  ]);
}

function refusalOf(error: unknown): string {
  if (error instanceof ServiceError) return error.message;
  throw error;
}

/**
 * The sample practice has an owner who looks at the cut-over proof, signs what differs and accepts; a real one does so in the
 * dashboard (INV-3, CUT-2).
 */
async function acceptProof({ services, practice }: Stack): Promise<void> {
  const context = () => commandContext({ services, practiceId: practice.practiceId });
  const { members } = await runVerb(services, proveCutOver, { context: context(), input: {} });
  for (const { membershipId, gapDays, overlapDays, mustBeSignedOff } of members) {
    if (!mustBeSignedOff) continue;
    const reason = "Seen in the sample practice";
    const input = { membershipId, gapDays, overlapDays, reason };
    await runVerb(services, signOffCutOver, { context: context(), input });
  }
  const preview = await runVerb(services, previewFirstCharges, { context: context(), input: {} });
  const { invoiceCount, totalMinor } = preview;
  await runVerb(services, acceptCutOver, {
    context: context(),
    input: { accepted: { invoiceCount, totalMinor } },
  });
}

async function sync({ services, sheets, practice }: Stack): Promise<SyncResult> {
  const { practiceId } = practice;
  const result = await syncPractice({
    services,
    sheets: sheets.client,
    practiceId,
    trigger: "start",
  });
  if (result.kind === "failed" || result.kind === "busy") {
    throw new StartRefused(`The roster was not synced: ${result.reason ?? "no reason was given"}`);
  }
  return result;
}

async function summaryOf({
  stack,
  results,
}: {
  stack: Stack;
  results: SyncResult[];
}): Promise<Summary> {
  const { services, practice } = stack;
  const context = commandContext({ services, practiceId: practice.practiceId });
  const overview = await runVerb(services, practiceOverview, { context, input: {} });
  return {
    members: overview.members,
    pending: overview.byStatus.Pending,
    deferred: overview.byStatus.Deferred,
    active: overview.byStatus.Active,
    invoicesIssued: overview.invoicesIssued,
    invoicesComing: overview.coming.count,
    rowsNeedingAttention: results.at(-1)?.counts?.needAttention ?? 0,
    sheetsCalls: sum(results.map((result) => result.sheets_calls)),
    cellsWritten: sum(results.map((result) => result.cells_written)),
  };
}

function describePractice({ services, practice }: Stack) {
  const context = commandContext({ services, practiceId: practice.practiceId });
  return runVerb(services, getPractice, { context, input: {} });
}

function sentencesFor({ first, stopped }: { first: SyncResult; stopped: unknown }): string[] {
  const sentences = first.questions.flatMap(describeQuestion);
  if (first.questions.some((question) => question.answer !== undefined))
    sentences.push("Answers are taken by the next start with --settings FILE.");
  if (first.kind === "stopped" && first.reason !== null) sentences.push(`Stopped: ${first.reason}`);
  if (stopped !== null) {
    sentences.push(
      "No invoice is issued before the practice is live: look at the page Moving here in the dashboard, then let its owner accept the cut-over proof.",
    );
  }
  return sentences;
}

function writeReport({
  options,
  results,
  summary,
}: FirstRun & { results: SyncResult[]; summary: Summary }): void {
  if (options.reportFile === undefined) return;
  const reading = results[0]?.reading;
  if (!isReading(reading)) {
    throw new StartRefused("There is no report: the roster could not be read.");
  }
  const figures = {
    cells_written: summary.cellsWritten,
    sheets_calls: summary.sheetsCalls,
    members: summary.members,
    invoices: summary.invoicesIssued,
  };
  const report = {
    ...toReport(reading, { asOf: reading.asOf, sync: figures }),
    sync: { ...figures, timings: results[0]?.timings },
  };
  writeFileSync(options.reportFile, `${JSON.stringify(report, undefined, 1)}\n`);
}

const isReading = (reading: RosterReading | null | undefined): reading is RosterReading =>
  reading !== null && reading !== undefined;

const sum = (figures: number[]): number => figures.reduce((total, figure) => total + figure, 0);
