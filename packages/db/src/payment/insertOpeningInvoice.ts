import type { Transaction } from "../connection/openDatabase.ts";
import type { Posting } from "./insertPostings.ts";

export interface OpeningInvoice {
  readonly id: string;
  readonly lineId: string;
  readonly number: number;
  readonly payerKind: string;
  readonly payerId: string;
  readonly patientId: string | null;
  readonly currency: string;
  readonly amountMinor: number;
  readonly on: string;
  readonly description: string;
}

/** A balance taken over from before, as an invoice that earns nothing here (PAY-11). */
export async function insertOpeningInvoice(
  tx: Transaction,
  { practiceId, at }: Posting,
  invoice: OpeningInvoice,
): Promise<void> {
  const { id, number, payerKind, payerId, currency, amountMinor, on } = invoice;
  await tx`
    insert into invoice (practice_id, id, kind, status, number, payer_kind, payer_id, currency, issued_on, due_on,
      net_minor, tax_minor, total_minor, is_opening, created_at, updated_at)
    values (${practiceId}, ${id}, 'manual', 'issued', ${number}, ${payerKind}, ${payerId}, ${currency}, ${on}, ${on},
      ${amountMinor}, 0, ${amountMinor}, true, ${at}, ${at})`;
  await tx`
    insert into invoice_line (practice_id, id, invoice_id, position, patient_id, charge_kind, description, price_minor,
      net_minor, tax_minor, total_minor)
    values (${practiceId}, ${invoice.lineId}, ${id}, 1, ${invoice.patientId}, 'other', ${invoice.description},
      ${amountMinor}, ${amountMinor}, 0, ${amountMinor})`;
}
