import { readFileSync } from "node:fs";
import { RosterSettings } from "@rollbook/core/roster";
import type { z } from "zod";
import { StartRefused } from "../startRefused.ts";

/** What a settings file may leave out: the day is then today's, the currency the default. */
const SettingsFile = RosterSettings.partial({ today: true, currency: true });
export type SettingsFile = z.infer<typeof SettingsFile>;

/** Reads the answers for a roster; throws StartRefused that names the file, the key and what it should be. */
export function readSettings(file: string): SettingsFile {
  const parsed = SettingsFile.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue?.path.join(".") ?? "";
  throw new StartRefused(`The settings file ${file} has a mistake at "${key}": ${issue?.message}.`);
}

function readJson(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch {
    throw new StartRefused(
      `The settings file ${file} cannot be read: check the path after --settings.`,
    );
  }
  try {
    return JSON.parse(content);
  } catch {
    throw new StartRefused(
      `The settings file ${file} is not JSON: it should look like {"today": "2026-05-15", "currency": "USD"}.`,
    );
  }
}
