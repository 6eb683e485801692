import type { Transaction } from "../connection/openDatabase.ts";
import { recordReader, snakeCase } from "../entity/entityTable.ts";

export interface PracticeRecord {
  readonly practiceId: string;
  readonly name: string;
  readonly externalId: string | null;
  readonly timeZone: string;
  readonly currency: string;
  readonly locale: string;
  /** A test practice may have a clock of its own. */
  readonly isTest: boolean;
  readonly clockInstant: string | null;
  readonly liveOn: string | null;
  readonly liveBy: string | null;
  readonly livePreview: unknown;
  readonly isAutoInvoice: boolean;
  /** The day auto-invoice was last switched on; null: always on. */
  readonly autoInvoiceSince: string | null;
  readonly invoiceTermsDays: number;
  readonly settings: { readonly [name: string]: unknown };
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const fields = [
  "practiceId",
  "name",
  "externalId",
  "timeZone",
  "currency",
  "locale",
  "isTest",
  "clockInstant",
  "liveOn",
  "liveBy",
  "livePreview",
  "isAutoInvoice",
  "autoInvoiceSince",
  "invoiceTermsDays",
  "settings",
  "version",
  "createdAt",
  "updatedAt",
] as const satisfies readonly (keyof PracticeRecord)[];

const columns = fields.map(snakeCase);
const fromRow = recordReader<PracticeRecord>(fields, columns);

export async function insertPractice(tx: Transaction, practice: PracticeRecord): Promise<void> {
  await tx`
    insert into practice (${tx(columns)})
    select ${tx(columns)} from json_populate_record(null::practice, ${rowText(practice)}::text::json)`;
  await tx`insert into invoice_counter (practice_id) values (${practice.practiceId})`;
}

/** The practice of the transaction. */
export async function getPractice(tx: Transaction): Promise<PracticeRecord | undefined> {
  const [row] = await tx`
    select ${tx(columns)} from practice where practice_id = current_setting('rollbook.practice_id')`;
  return row === undefined ? undefined : fromRow(row);
}

/** False when the version is not the stored one. */
export async function updatePractice(tx: Transaction, practice: PracticeRecord): Promise<boolean> {
  const rows = await tx`
    update practice set
      name = ${practice.name}, external_id = ${practice.externalId}, time_zone = ${practice.timeZone},
      locale = ${practice.locale}, clock_instant = ${practice.clockInstant}, live_on = ${practice.liveOn},
      live_by = ${practice.liveBy}, live_preview = ${JSON.stringify(practice.livePreview ?? null)}::text::jsonb,
      is_auto_invoice = ${practice.isAutoInvoice},
      auto_invoice_since = ${practice.autoInvoiceSince}, invoice_terms_days = ${practice.invoiceTermsDays},
      settings = ${JSON.stringify(practice.settings)}::text::jsonb, updated_at = ${practice.updatedAt},
      version = version + 1
    where practice_id = ${practice.practiceId} and version = ${practice.version}
    returning practice_id`;
  return rows.length === 1;
}

function rowText(practice: PracticeRecord): string {
  return JSON.stringify(
    Object.fromEntries(fields.map((field) => [snakeCase(field), practice[field]])),
  );
}
