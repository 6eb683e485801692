import type { Transaction } from "../connection/openDatabase.ts";

const at = "2026-01-01T00:00:00Z";

/** Rows written in plain SQL, for tests that try what the database must refuse. */
export async function insertPracticeRow(tx: Transaction, practiceId: string): Promise<void> {
  await tx`
    insert into practice (practice_id, name, time_zone, currency, locale, created_at, updated_at)
    values (${practiceId}, ${practiceId}, 'America/New_York', 'USD', 'en-US', ${at}, ${at})`;
  await tx`insert into invoice_counter (practice_id) values (${practiceId})`;
}

export async function insertPatientRow(
  tx: Transaction,
  practiceId: string,
  id: string,
): Promise<void> {
  await tx`
    insert into patient (practice_id, id, last_name, created_at, updated_at)
    values (${practiceId}, ${id}, 'Nowak', ${at}, ${at})`;
}

/** An issued invoice over 100.00 with one line, numbered as the counter says. */
export async function insertInvoiceRow(
  tx: Transaction,
  {
    practiceId,
    id,
    number,
    totalMinor = 10_000,
  }: { practiceId: string; id: string; number: number; totalMinor?: number },
): Promise<void> {
  await tx`
    insert into invoice (practice_id, id, kind, status, number, payer_kind, payer_id, currency, issued_on, due_on,
      net_minor, tax_minor, total_minor, created_at, updated_at)
    values (${practiceId}, ${id}, 'manual', 'issued', ${number}, 'patient', 'pat_1', 'USD', '2026-01-01',
      '2026-01-01', ${totalMinor}, 0, ${totalMinor}, ${at}, ${at})`;
}

export async function insertLineRow(
  tx: Transaction,
  {
    practiceId,
    id,
    invoiceId,
    totalMinor = 10_000,
  }: { practiceId: string; id: string; invoiceId: string; totalMinor?: number },
): Promise<void> {
  await tx`
    insert into invoice_line (practice_id, id, invoice_id, position, charge_kind, description, price_minor,
      net_minor, tax_minor, total_minor)
    values (${practiceId}, ${id}, ${invoiceId}, 1, 'base', 'Gold', ${totalMinor}, ${totalMinor}, 0, ${totalMinor})`;
}

export async function insertClaimRow(
  tx: Transaction,
  claim: {
    practiceId: string;
    lineId: string;
    patientId: string;
    kind?: string;
    days: string;
    isLive?: boolean;
  },
): Promise<void> {
  const { practiceId, lineId, patientId, kind = "base", days, isLive = true } = claim;
  await tx`
    insert into invoice_claim (practice_id, line_id, patient_id, charge_kind, days, is_live)
    values (${practiceId}, ${lineId}, ${patientId}, ${kind}, ${days}::daterange, ${isLive})`;
}
