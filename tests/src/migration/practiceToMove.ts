import { withPractice, type Database } from "@rollbook/db";
import {
  insertEarlierPayments,
  insertWaitingPayment,
  saveMigration,
} from "@rollbook/db/paymentsMigration";
import { setWorkDue } from "@rollbook/db/workDue";
import { createPractice } from "@rollbook/services/practice";
import type { Services } from "@rollbook/services/run";
import type { EarlierPayment } from "@rollbook/core/migration";
import type { Payment } from "@rollbook/core/payment";

export const runsAt = "2026-06-02T03:00:00.000Z";

const patients = [1, 2, 3, 4, 5];

/** Every kind of earlier payment: tied, tied for less and for more, untied, given back, of an employer. */
const payments = patients.flatMap((n): EarlierPayment[] => {
  const shared = { currency: "USD" as never, method: "card" as const, processorReference: null };
  const patient = { ...shared, patientId: `pat_${n}`, payerKind: "patient" as const };
  return [
    {
      ...patient,
      id: `a${n}`,
      amountMinor: 10_000,
      receivedOn: "2026-05-01" as never,
      invoiceId: `inv_${n}`,
    },
    {
      ...patient,
      id: `b${n}`,
      amountMinor: 700 * n,
      receivedOn: "2026-05-02" as never,
      invoiceId: null,
    },
    {
      ...patient,
      id: `c${n}`,
      amountMinor: -500,
      receivedOn: "2026-05-03" as never,
      invoiceId: null,
    },
  ];
});

const waiting: Payment & { processorReference: string } = {
  id: "pay_waiting",
  kind: "received",
  payer: { kind: "patient", id: "pat_1" },
  currency: "USD" as never,
  amountMinor: 900,
  receivedOn: "2026-06-01" as never,
  method: "card",
  tiedInvoiceId: "inv_5",
  processorReference: "pi_waits",
};

/** A practice whose migration is queued and due; one with a difference ends in Error. */
export async function practiceToMove(
  services: Services,
  { isDifferent = false }: { isDifferent?: boolean } = {},
): Promise<string> {
  const practice = await createPractice(services, {
    name: "Moves",
    timeZone: "America/Los_Angeles",
    currency: "USD",
    locale: "en-US",
  });
  const { practiceId } = practice;
  await insertInvoices(services.database, practiceId);
  await withPractice(services.database, { practiceId }, async (tx) => {
    const tooMuchBack = { ...payments[2], id: "d1", amountMinor: -99_000 } as EarlierPayment;
    await insertEarlierPayments(tx, practiceId, [
      ...payments,
      ...(isDifferent ? [tooMuchBack] : []),
    ]);
    const at = services.clock();
    await insertWaitingPayment(tx, practiceId, { payment: waiting, at });
    const consent = {
      byUserId: "usr_1",
      at,
      wording: "Move.",
      rehearsalId: "reh_1",
      seenDifferences: [],
    };
    await saveMigration(tx, practiceId, {
      migration: { state: "queued", consent, runsAt },
      names: { practice: "Moves", group: "Moves" },
      at,
      by: "usr_1",
    });
    await setWorkDue(tx, practiceId, { kind: "payments_migration", dueAt: runsAt });
  });
  return practiceId;
}

async function insertInvoices({ sql }: Database, practiceId: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into invoice (practice_id, id, kind, status, number, payer_kind, payer_id, currency, issued_on, due_on,
        net_minor, tax_minor, total_minor, created_at, updated_at)
      select ${practiceId}, 'inv_' || n, 'membership', 'issued', n, 'patient', 'pat_' || n, 'USD', '2026-05-01',
        '2026-05-15', 4000 * n, 0, 4000 * n, ${runsAt}, ${runsAt}
      from generate_series(1, ${patients.length}) n`;
  });
}

const tables = [
  "payment",
  "payment_allocation",
  "payment_counter_entry",
  "invoice",
  "earlier_payment",
  "waiting_payment",
  "payments_migration_balance",
  "work_due",
] as const;

/** All rows that a migration touches, without what is a practice's own or given out in order. */
export async function rowsOf(
  { sql }: Database,
  practiceId: string,
): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const table of tables) {
    const rows = await sql<{ row: unknown }[]>`
      select to_jsonb(t) - 'practice_id' - 'created_at' - 'updated_at' as row
      from ${sql(table)} t where practice_id = ${practiceId}`;
    found[table] = rows.map(({ row }) => JSON.stringify(stable(row))).toSorted();
  }
  const entries = await sql`
    select act, reference, payer_id, currency, accounts, amounts_minor from ledger_entry
    where practice_id = ${practiceId} and source_id not like 'pay\\_01%' and source_id not like 'all\\_01%'
    order by source_id, act`;
  found["ledger_entry"] = entries.map((entry) => ({ ...entry }));
  const [migration] = await sql`
    select state, completed_on, detail from payments_migration where practice_id = ${practiceId}`;
  found["payments_migration"] = [{ ...migration }];
  return found;
}

/** Ids of rows that were posted, and not converted, are made anew in each practice. */
function stable(row: unknown): unknown {
  if (typeof row !== "object" || row === null) return row;
  return Object.fromEntries(
    Object.entries(row)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => [
        name,
        typeof value === "string" && /^(?:pay|all)_[0-9a-z]{26}$/.test(value) ? "made anew" : value,
      ]),
  );
}
