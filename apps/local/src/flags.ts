import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { PlainDate } from "@rollbook/core/calendar";
import { z } from "zod";
import { StartRefused } from "./startRefused.ts";

const port = z.coerce.number().int().min(0).max(65_535);

const StartFlags = z.object({
  once: z.boolean().default(false),
  replace: z.boolean().default(false),
  roster: z.string().optional(),
  settings: z.string().optional(),
  payments: z.string().optional(),
  today: PlainDate.optional(),
  report: z.string().optional(),
  data: z.string().default("data"),
  port: port.default(3000),
  "sheets-port": port.default(3001),
  "database-url": z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  sheet: z.string().optional(),
  help: z.boolean().default(false),
});
type FlagName = keyof typeof StartFlags.shape;

const expected: Partial<Record<FlagName, string>> = {
  today: "a day written as YYYY-MM-DD, such as 2026-05-15",
  port: "a port number from 0 to 65535",
  "sheets-port": "a port number from 0 to 65535",
  "database-url": "an address such as postgres://user:password@host:5432/name",
};

export const usage = `Usage: pnpm start [flags]

  --once                sync once, print the table, exit
  --roster FILE         a CSV, XLSX or .grid.json file becomes the roster of a new, empty practice
  --settings FILE       answers for that roster (today, currency, date order, columns), as JSON
  --payments FILE       balances and payments of the old books, taken over and never charged
  --today YYYY-MM-DD    the practice's day; beats the settings file
  --report FILE         write what was read and computed, row by row, as JSON
  --replace             let --roster take the place of a different roster in this data folder
  --data DIR            where the database, the sheets and the API key are kept (default: data)
  --port N              the API's port (default: 3000, or a free one with --once)
  --sheets-port N       the local Sheets server's port (default: 3001, or a free one with --once)
  --database-url URL    use this Postgres instead of the embedded one (or set DATABASE_URL)
  --sheet URL           sync a real Google Sheet (needs GOOGLE_APPLICATION_CREDENTIALS)
  --help                this text`;

export interface StartOptions {
  isOnce: boolean;
  isReplacing: boolean;
  isHelp: boolean;
  rosterFile: string | undefined;
  settingsFile: string | undefined;
  paymentsFile?: string | undefined;
  reportFile: string | undefined;
  today: PlainDate | undefined;
  dataFolder: string;
  apiPort: number;
  sheetsPort: number;
  databaseUrl: string | undefined;
  sheetAddress: string | undefined;
}

/** Reads the command line. Paths are taken from where the person stands; a wrong flag throws StartRefused. */
export function readFlags({
  argv,
  environment,
  standingIn,
}: {
  argv: string[];
  environment: Record<string, string | undefined>;
  standingIn: string;
}): StartOptions {
  const typed = parseTyped(argv);
  const inherited = environment.DATABASE_URL === "" ? undefined : environment.DATABASE_URL;
  const flags = checkValues({ ...typed, "database-url": typed["database-url"] ?? inherited });
  const path = (file: string | undefined) =>
    file === undefined ? undefined : resolve(standingIn, file);
  if (flags.sheet !== undefined && flags.roster !== undefined) {
    throw new StartRefused("Give either --roster (a file) or --sheet (a Google Sheet), not both.");
  }
  return {
    isOnce: flags.once,
    isReplacing: flags.replace,
    isHelp: flags.help,
    rosterFile: path(flags.roster),
    settingsFile: path(flags.settings),
    paymentsFile: path(flags.payments),
    reportFile: path(flags.report),
    today: flags.today,
    dataFolder: resolve(standingIn, flags.data),
    apiPort: flags.once && typed.port === undefined ? 0 : flags.port,
    sheetsPort: flags.once && typed["sheets-port"] === undefined ? 0 : flags["sheets-port"],
    databaseUrl: flags["database-url"],
    sheetAddress: flags.sheet,
  };
}

function parseTyped(argv: string[]) {
  const value = { type: "string" } as const;
  const yes = { type: "boolean" } as const;
  const options = {
    once: yes,
    replace: yes,
    help: yes,
    roster: value,
    settings: value,
    payments: value,
    today: value,
    report: value,
    data: value,
    port: value,
    "sheets-port": value,
    "database-url": value,
    sheet: value,
  } as const satisfies Record<FlagName, object>;
  try {
    return parseArgs({ args: argv.filter((word) => word !== "--"), options, strict: true }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new StartRefused(`${reason}. \`pnpm start --help\` lists the flags.`);
  }
}

function checkValues(typed: Record<string, unknown>): z.infer<typeof StartFlags> {
  const parsed = StartFlags.safeParse(typed);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0]) as FlagName;
  const found = JSON.stringify(typed[name]);
  const source = name === "database-url" ? "--database-url (or DATABASE_URL)" : `--${name}`;
  throw new StartRefused(
    `${source} is ${name === "database-url" ? "not an address" : found}: it should be ${expected[name] ?? "given a value"}.`,
  );
}
