import { parseArgs } from "node:util";
import * as z from "zod";
import { CommandRefused } from "./commandRefused.ts";

export const commandNames = [
  "sync",
  "plan",
  "approve",
  "revert",
  "prices",
  "doctor",
  "import",
  "audit",
  "worker",
  "practice",
  "person",
  "operator",
] as const;

export const usage = `Usage: pnpm rollbook COMMAND [flags]

  sync                  read the roster, apply what changed, write it back
  plan                  the same plan, printed and not applied
  approve WHAT          approve what a stopped sync asked about, by the text it printed
  revert RUN            show what taking a run back would do, ask, and do it (--dry-run: only show)
  prices                list the prices typed in Plans; prices approve ID, prices decline ID
  doctor                look at the sheet and say what is wrong or unusual; with --sheet, probe a copy of it
  import FILE           show what would come of a roster file before anything is written
  audit [SEQUENCE:HASH] prove that the audit trail is whole; with what an earlier proof printed, also since then
  worker                sync every practice's roster and bill what is due, until stopped
  practice add NAME     make a practice (--time-zone, --currency, --locale)
  person invite EMAIL   invite somebody into a practice (--name, --role: owner unless said) and print the link
  person password EMAIL print a link with which somebody chooses a new password
  operator add EMAIL    make an operator (--name), who sees many practices and no patient; also remove EMAIL, and list

  --practice ID         the practice; the only one of the data folder when left out
  --data DIR            the data folder of pnpm start (default: data)
  --database-url URL    a Postgres instead of the data folder's (or set DATABASE_URL)
  --sheets-url URL      the Sheets server (default: http://127.0.0.1:3001, or Google with
                        GOOGLE_APPLICATION_CREDENTIALS)
  --sheet URL           the spreadsheet that doctor looks at
  --settings FILE       import: answers as JSON (today, currency, date_order, columns ...)
  --today YYYY-MM-DD    import: the day to reckon from; wins over the settings file
  --currency CODE       import: the currency of the amounts (default: as they are written, else USD)
  --payments FILE       import: balances and payments of the old books, with the roster or on its own
  --report FILE         import: write the whole result as JSON
  --name, --role        practice's people and operators: who they are
  --time-zone, --locale practice add: such as America/Chicago, en-US
  --dry-run             import: write nothing but the report; revert: show the plan only
  --yes                 import, revert: go on without being asked
  --json                print JSON instead of text
  --help                this text`;

const Flags = z.object({
  practice: z.string().min(1).optional(),
  data: z.string().min(1).default("data"),
  "database-url": z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  "sheets-url": z.url({ protocol: /^https?$/ }).optional(),
  sheet: z.string().min(1).optional(),
  settings: z.string().min(1).optional(),
  today: z.iso.date().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "it should be three letters, such as USD")
    .optional(),
  payments: z.string().min(1).optional(),
  report: z.string().min(1).optional(),
  name: z.string().trim().min(1).optional(),
  role: z.string().optional(),
  "time-zone": z.string().min(1).optional(),
  locale: z.string().min(2).optional(),
  "dry-run": z.boolean().default(false),
  yes: z.boolean().default(false),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});
export type CommandFlags = z.infer<typeof Flags>;

export type Command = {
  name: (typeof commandNames)[number] | "help";
  flags: CommandFlags;
  /** What stands after the command's name. */
  operands: string[];
};

/** Throws CommandRefused with the flag that is wrong and what it should be. */
export function readCommand(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  const flags = Flags.safeParse(values);
  if (!flags.success) {
    const issue = flags.error.issues[0];
    const flag = String(issue?.path[0] ?? "");
    const found = JSON.stringify((values as Record<string, unknown>)[flag] ?? "");
    throw new CommandRefused(`--${flag} ${found} is not right: ${issue?.message}. See --help.`);
  }
  const [name, ...operands] = positionals;
  if (flags.data.help || name === undefined) return { name: "help", flags: flags.data, operands };
  const known = commandNames.find((candidate) => candidate === name);
  if (known === undefined) {
    throw new CommandRefused(
      `There is no command "${name}": use one of ${commandNames.join(", ")}. See --help.`,
    );
  }
  return { name: known, flags: flags.data, operands };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        practice: { type: "string" },
        data: { type: "string" },
        "database-url": { type: "string" },
        "sheets-url": { type: "string" },
        sheet: { type: "string" },
        settings: { type: "string" },
        today: { type: "string" },
        currency: { type: "string" },
        payments: { type: "string" },
        report: { type: "string" },
        name: { type: "string" },
        role: { type: "string" },
        "time-zone": { type: "string" },
        locale: { type: "string" },
        "dry-run": { type: "boolean" },
        yes: { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(".")[0] : String(error);
    throw new CommandRefused(`${reason}. See --help.`);
  }
}
