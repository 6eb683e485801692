import type { ListedPayment } from "@rollbook/core/reconcile";
import { addDays, type PlainDate } from "@rollbook/core/calendar";
import type { Transaction } from "../connection/openDatabase.ts";

const keptDays = 90;

/** What the Payments tab shows: whatever is not allocated in full, and 90 days of the rest. */
export async function listedPayments(tx: Transaction, today: PlainDate): Promise<ListedPayment[]> {
  const rows = await tx<ListedPayment[]>`
    select payment.id, payment.received_on as "receivedOn",
      coalesce(
        (select concat_ws(' ', patient.first_name, patient.middle_name, patient.last_name) from patient
          where patient.practice_id = payment.practice_id and patient.id = payment.payer_id),
        (select employer.name from employer
          where employer.practice_id = payment.practice_id and employer.id = payment.payer_id),
        payment.payer_id) as payer,
      replace(payment.method, '_', ' ') as method, payment.amount_minor as "amountMinor",
      coalesce((select sum(allocation.amount_minor) from payment_allocation allocation
        where allocation.practice_id = payment.practice_id and allocation.payment_id = payment.id), 0)::bigint
        as "allocatedMinor",
      coalesce((select sum(entry.amount_minor) from payment_counter_entry entry
        where entry.practice_id = payment.practice_id and entry.payment_id = payment.id), 0)::bigint
        as "returnedMinor"
    from payment
    where payment.practice_id = current_setting('rollbook.practice_id')
      and (payment.used_minor < payment.amount_minor or payment.received_on >= ${addDays(today, -keptDays)})
    order by payment.received_on, payment.id`;
  return rows.map((row) => ({ ...row, payer: row.payer.replaceAll(/\s+/g, " ").trim() }));
}
