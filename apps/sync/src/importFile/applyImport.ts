import path from "node:path";
import { mappingOf } from "@rollbook/core/roster";
import { getPractice } from "@rollbook/services/practice";
import { keepMapping } from "@rollbook/services/rosterFile";
import { connectRoster, listConnectedRosters } from "@rollbook/services/roster";
import { runVerb, systemContext, type Services } from "@rollbook/services/run";
import type { SheetsClient } from "@rollbook/sheets";
import { CommandRefused } from "../commandLine/commandRefused.ts";
import { createRosterSheet } from "../createRosterSheet.ts";
import { syncPractice } from "../syncPractice.ts";
import { applyPayments } from "./importPayments.ts";
import type { AcceptedImport } from "./importFile.ts";

type Input = {
  services: Services;
  sheets: SheetsClient;
  practiceId: string;
  accepted: AcceptedImport;
};

/**
 * Makes the file the roster of a practice that has none: a sheet with its rows, the mapping as confirmed, a first sync.
 * Throws CommandRefused when the practice has a roster, or the currency is another one.
 */
export async function applyImport({
  services,
  sheets,
  practiceId,
  accepted,
}: Input): Promise<string> {
  const context = systemContext({ practiceId, instant: services.clock(), requestId: "import" });
  const practice = await runVerb(services, getPractice, { context, input: {} });
  const input = { limit: 1 };
  const { data } = await runVerb(services, listConnectedRosters, { context, input });
  if (data.length > 0) {
    throw new CommandRefused(
      "Nothing was written: this practice has a roster already. Edit its sheet, or put the file in its place with pnpm start --roster FILE --replace.",
    );
  }
  const { currency } = accepted.settings;
  if (practice.currency !== currency) {
    throw new CommandRefused(
      `Nothing was written: the file was read in ${currency}, and the practice keeps its books in ${practice.currency}. Say --currency ${practice.currency}.`,
    );
  }
  const spreadsheetId = await createRosterSheet({
    client: sheets,
    grid: accepted.file.grid,
    title: path.parse(accepted.filePath).name,
    timeZone: practice.timeZone,
  });
  const settings = mappingOf(accepted.reading, accepted.settings);
  await runVerb(services, connectRoster, {
    context,
    input: {
      spreadsheetId,
      settings,
      isFirstSyncApproved: true,
      isCreatingPlans: true,
      isMadeHere: true,
    },
    idempotencyKey: `import-${spreadsheetId}`,
  });
  const result = await syncPractice({ services, sheets, practiceId, trigger: "command" });
  if (result.kind === "failed")
    throw new CommandRefused(
      `The sheet was made, and its sync failed: ${result.reason ?? "no reason was given"}.`,
    );
  await runVerb(services, keepMapping, {
    context,
    input: { ...accepted, fileName: path.basename(accepted.filePath) },
  });
  const said = `Imported: ${result.members} people have memberships. Their sheet is ${spreadsheetId}.`;
  const { payments, settings: answers } = accepted;
  if (payments === undefined) return said;
  const { fileName, grid } = payments;
  const brought = await applyPayments({ services, practiceId, fileName, grid, settings: answers });
  return `${said} ${brought}`;
}
