import { startAuditWorker } from "@rollbook/services/audit";
import { startIdempotencyPurge } from "@rollbook/services/idempotencyKey";
import { runVerb, systemContext, type Services } from "@rollbook/services/run";
import { approveRoster, listConnectedRosters, listRosterFiles } from "@rollbook/services/roster";
import { startAutopayWorker } from "@rollbook/services/autopay";
import type { JobQueue } from "@rollbook/services/jobs";
import { startMigrationWorker } from "@rollbook/services/migration";
import type { Processors } from "@rollbook/services/processor";
import type { SheetsClient } from "@rollbook/sheets";
import { startBillingWorker } from "../startBillingWorker.ts";
import { startSyncWorker, type DrivePush } from "../startSyncWorker.ts";
import { syncPractice } from "../syncPractice.ts";
import { CommandRefused } from "./commandRefused.ts";
import { describePlan, describeResult } from "./describeResult.ts";
import { examineSheet } from "./doctor.ts";
import type { Command } from "./readCommand.ts";
import { runAudit } from "./runAudit.ts";
import { runOperator, runPerson, runPractice } from "./runPeople.ts";
import { runPrices } from "./runPrices.ts";
import { runRevert } from "./runRevert.ts";

export type CommandSetting = {
  services: Services;
  sheets: SheetsClient;
  queue: () => Promise<JobQueue>;
  processors: Processors;
  /** Where Drive tells of changes at once. */
  drivePush: DrivePush | undefined;
  practiceId: string | undefined;
  /** Where people reach the dashboard; undefined on one's own machine. */
  publicUrl: string | undefined;
  write: (line: string) => void;
  /** Resolves when the program shall end. */
  untilStopped: () => Promise<void>;
  /** Undefined where nobody sits at a terminal. */
  confirm: ((question: string) => Promise<boolean>) | undefined;
};

/** Runs a command that needs the database; answers the exit code. */
export async function runCommand(command: Command, setting: CommandSetting): Promise<number> {
  switch (command.name) {
    case "sync":
    case "plan":
      return runSync(command, setting);
    case "approve":
      return runApprove(command, setting);
    case "revert":
      return runRevert({ command, setting, ...(await rosterOf(command, setting)) });
    case "prices":
      return runPrices({ command, setting, ...(await rosterOf(command, setting)) });
    case "doctor":
      return runDoctor(command, setting);
    case "audit": {
      const practiceId = await practiceOf(command, setting);
      return runAudit(command, { ...setting, context: contextOf({ practiceId, setting }) });
    }
    case "worker":
      return runWorker(setting);
    case "practice":
      return runPractice(command, setting);
    case "person": {
      const context = async () =>
        contextOf({ practiceId: await practiceOf(command, setting), setting });
      return runPerson(command, { ...setting, context });
    }
    case "operator":
      return runOperator(command, setting);
    case "import":
    case "help":
      throw new CommandRefused(`"${command.name}" needs no database.`);
  }
}

async function runSync(command: Command, setting: CommandSetting): Promise<number> {
  const { services, sheets, write } = setting;
  const isDryRun = command.name === "plan";
  const practiceId = await practiceOf(command, setting);
  const result = await syncPractice({ services, sheets, practiceId, isDryRun, trigger: "command" });
  if (command.flags.json) {
    const { reading, ...told } = result;
    write(JSON.stringify({ ...told, rows: reading?.rows.length ?? 0 }));
  } else {
    for (const line of describeResult(result)) write(line);
    if (isDryRun && result.plan !== null) for (const line of describePlan(result.plan)) write(line);
  }
  return result.kind === "failed" || result.kind === "busy" ? 1 : 0;
}

async function runApprove(command: Command, setting: CommandSetting): Promise<number> {
  const [approval] = command.operands;
  if (approval === undefined) {
    throw new CommandRefused("Say what to approve: the text that the stopped sync printed.");
  }
  const { context, rosterId } = await rosterOf(command, setting);
  const input = { id: rosterId, approval };
  const { isWaiting } = await runVerb(setting.services, approveRoster, { context, input });
  const then = isWaiting
    ? "the next sync goes on"
    : "the latest sync did not ask for it: it counts should the next one do so";
  setting.write(`Approved ${approval}; ${then}.`);
  return 0;
}

async function rosterOf(command: Command, setting: CommandSetting) {
  const practiceId = await practiceOf(command, setting);
  const context = contextOf({ practiceId, setting });
  const input = { limit: 1 };
  const { data } = await runVerb(setting.services, listConnectedRosters, { context, input });
  const [roster] = data;
  if (roster === undefined) throw new CommandRefused("This practice has no roster connected.");
  return { practiceId, context, rosterId: roster.rosterId };
}

async function runDoctor(command: Command, setting: CommandSetting): Promise<number> {
  const practiceId = await practiceOf(command, setting);
  const files = await listRosterFiles(setting.services);
  const own = files.find((file) => file.practiceId === practiceId)?.spreadsheetId;
  const address = command.flags.sheet ?? own;
  if (address === undefined) throw new CommandRefused("Name the spreadsheet with --sheet URL.");
  const findings = await examineSheet({
    client: setting.sheets,
    address,
    isProbing: command.flags.sheet !== undefined,
  });
  for (const finding of findings)
    setting.write(`  ${finding.verdict.padEnd(8)} ${finding.sentence}`);
  return findings.some((finding) => finding.verdict === "wrong") ? 1 : 0;
}

async function runWorker(setting: CommandSetting): Promise<number> {
  const { services, sheets, write } = setting;
  const queue = await setting.queue();
  const onError = (error: unknown) => write(error instanceof Error ? error.message : String(error));
  const worker = await startSyncWorker({
    services,
    sheets,
    queue,
    push: setting.drivePush,
    onResult: (practiceId, result) => write(`${practiceId} ${describeResult(result)[0]}`),
    onError,
  });
  const billing = await startBillingWorker({
    services,
    queue,
    onReport: (practiceId, { issuedCount }) => {
      if (issuedCount > 0) write(`${practiceId} Invoices issued: ${issuedCount}.`);
    },
    onError,
  });
  const autopay = await startAutopayWorker({
    services,
    queue,
    processors: setting.processors,
    onReport: (practiceId, { acceptedCount, declinedCount }) => {
      if (acceptedCount + declinedCount > 0)
        write(`${practiceId} Autopay: ${acceptedCount} charged, ${declinedCount} declined.`);
    },
    onError,
  });
  const migration = await startMigrationWorker({
    services,
    queue,
    onReport: (practiceId, { state }) => write(`${practiceId} Payments migration: ${state}.`),
    onError,
  });
  const audit = await startAuditWorker({ services, queue, onError });
  const idempotency = await startIdempotencyPurge({ services, queue, onError });
  write(
    "Syncing every connected roster, billing what is due, charging by autopay and moving queued payments; stop with Ctrl-C.",
  );
  await setting.untilStopped();
  await migration.stop();
  await idempotency.stop();
  await audit.stop();
  await autopay.stop();
  await billing.stop();
  await worker.stop();
  await queue.stop();
  return 0;
}

async function practiceOf(command: Command, setting: CommandSetting): Promise<string> {
  const named = command.flags.practice ?? setting.practiceId;
  if (named !== undefined) return named;
  const practices = [
    ...new Set((await listRosterFiles(setting.services)).map((file) => file.practiceId)),
  ];
  const [only] = practices;
  if (only !== undefined && practices.length === 1) return only;
  throw new CommandRefused(
    practices.length === 0
      ? "No practice has a roster connected: run pnpm start first."
      : `Several practices have rosters: name one with --practice (${practices.join(", ")}).`,
  );
}

const contextOf = (input: { practiceId: string; setting: CommandSetting }) =>
  systemContext({
    practiceId: input.practiceId,
    instant: input.setting.services.clock(),
    requestId: "command_line",
  });
