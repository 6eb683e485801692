import { readBy } from "@rollbook/services/configuration";
import { readStripeKeys, type StripeKeys } from "@rollbook/services/processor";
import * as z from "zod";
import { CommandRefused } from "./commandRefused.ts";
import type { CommandFlags } from "./readCommand.ts";

const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  GOOGLE_APPLICATION_CREDENTIALS: z.string().min(1).optional(),
  ROLLBOOK_SHEETS_URL: z.url({ protocol: /^https?$/ }).optional(),
  STRIPE_SECRET_KEYS: readBy(readStripeKeys),
  INIT_CWD: z.string().optional(),
  DRIVE_PUSH_SECRET: z.string().min(16).optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((text) => new URL(text).origin)
    .optional(),
});

export type Configuration = {
  databaseUrl: string | undefined;
  dataFolder: string;
  /** Undefined: Google. */
  sheetsUrl: string | undefined;
  keyFile: string | undefined;
  /** Where people reach the dashboard. */
  publicUrl: string | undefined;
  /** What Drive says with its messages to the API; undefined: it is not asked to send any. */
  drivePushSecret: string | undefined;
  stripeKeys: StripeKeys;
  /** Where the person stands: paths on the command line start here. */
  currentFolder: string;
};

const localSheetsUrl = "http://127.0.0.1:3001";

/** Read once, at start. Throws CommandRefused naming the variable that is wrong. */
export function readConfiguration(input: {
  flags: CommandFlags;
  environment: Readonly<Record<string, string | undefined>>;
  currentFolder: string;
}): Configuration {
  const parsed = Environment.safeParse(input.environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new CommandRefused(
      `The variable ${String(issue?.path[0])} is not right: ${issue?.message}.`,
    );
  }
  const { flags } = input;
  const keyFile = parsed.data.GOOGLE_APPLICATION_CREDENTIALS;
  const sheetsUrl =
    flags["sheets-url"] ??
    parsed.data.ROLLBOOK_SHEETS_URL ??
    (keyFile === undefined ? localSheetsUrl : undefined);
  return {
    databaseUrl: flags["database-url"] ?? parsed.data.DATABASE_URL,
    dataFolder: flags.data,
    sheetsUrl,
    keyFile: sheetsUrl === undefined ? keyFile : undefined,
    stripeKeys: parsed.data.STRIPE_SECRET_KEYS,
    publicUrl: parsed.data.PUBLIC_URL,
    drivePushSecret: parsed.data.DRIVE_PUSH_SECRET,
    currentFolder: parsed.data.INIT_CWD ?? input.currentFolder,
  };
}
