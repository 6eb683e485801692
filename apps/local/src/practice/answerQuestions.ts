import { answerRoster, listConnectedRosters } from "@rollbook/services/roster";
import { runVerb, type Services } from "@rollbook/services/run";
import { commandContext } from "./commandContext.ts";
import type { SettingsFile } from "./readSettings.ts";

/** Gives a practice that stands already the answers of a settings file; the next sync reads the roster with them. */
export async function answerQuestions(input: {
  services: Services;
  practiceId: string;
  spreadsheetId: string;
  settings: SettingsFile;
}): Promise<void> {
  const { services, spreadsheetId } = input;
  const { today: _today, currency: _currency, ...settings } = input.settings;
  const { data } = await runVerb(services, listConnectedRosters, {
    context: commandContext(input),
    input: {},
  });
  const roster = data.find((each) => each.spreadsheetId === spreadsheetId);
  if (roster === undefined) return;
  await runVerb(services, answerRoster, {
    context: commandContext(input),
    input: { id: roster.rosterId, settings },
  });
}
