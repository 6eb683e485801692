import { readFile } from "node:fs/promises";
import { RosterSettings } from "@rollbook/core/roster";
import { CommandRefused } from "../commandLine/commandRefused.ts";

type Input = {
  settingsPath: string | undefined;
  today: string;
  isTodayStated: boolean;
  currency: string | undefined;
  /** The one that the file's own amounts are written in. */
  writtenCurrency?: string | null;
};

/** The answers of a settings file; flags win over it, and what nobody says is today and the file's currency, else US dollars. */
export async function readImportSettings({
  settingsPath,
  today,
  isTodayStated,
  currency,
  writtenCurrency,
}: Input): Promise<RosterSettings> {
  const stated = settingsPath === undefined ? {} : await readJson(settingsPath);
  const flags = {
    ...(isTodayStated ? { today } : {}),
    ...(currency === undefined ? {} : { currency }),
  };
  const parsed = RosterSettings.safeParse({
    today,
    currency: writtenCurrency ?? "USD",
    ...stated,
    ...flags,
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = issue?.path.join(".") ?? "";
  throw new CommandRefused(
    `In ${settingsPath ?? "the flags"}, "${key}" is not right: ${issue?.message ?? "unknown reason"}.`,
  );
}

async function readJson(settingsPath: string): Promise<object> {
  const text = await readFile(settingsPath, "utf8").catch(() => {
    throw new CommandRefused(`There is no settings file "${settingsPath}". Check the path.`);
  });
  const parsed = parse(text);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new CommandRefused(
      `The settings file "${settingsPath}" is not a JSON object, such as {"today": "2026-05-15", "currency": "USD"}.`,
    );
  }
  return parsed;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
