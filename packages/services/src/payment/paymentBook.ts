import {
  applyPostings,
  PayableInvoice,
  type PaymentBook,
  type PlannedPostings,
} from "@rollbook/core/payment";
import type { Refusal } from "@rollbook/core/explain";
import type { FrozenAct } from "@rollbook/core/migration";
import {
  insertAllocations,
  insertCounterEntries,
  insertPayments,
  listLockedMonths,
  lockEveryPayer,
  lockPayer,
  readPostings,
  type PaymentRow,
  type Posting,
} from "@rollbook/db/payment";
import { listPayableInvoices } from "@rollbook/db/invoice";
import { invoiceKind } from "../invoice/index.ts";
import { refuseWhileFrozen } from "../migrationState/index.ts";
import { changeRecords, refused, type Given } from "../run/index.ts";

export interface PayerKey {
  readonly kind: "patient" | "employer" | "insurer" | "account";
  readonly id: string;
}

/** The money of one payer, or of the practice, as the rules look at it; a payer's stands still until the act is done. */
export async function readBook(given: Given, payer?: PayerKey): Promise<PaymentBook> {
  const { tx, practice } = given;
  if (payer !== undefined) await lockPayer(tx, { practiceId: practice.practiceId, payer });
  const { payments, allocations, counterEntries } = await readPostings(tx, { payer });
  const invoices = await listPayableInvoices(tx, { payer });
  return {
    payments: payments.map(withoutSums),
    allocations,
    counterEntries,
    invoices: invoices.map(({ paidMinor: _paidMinor, ...invoice }) =>
      PayableInvoice.parse(invoice),
    ),
    lockedMonths: await listLockedMonths(tx),
  };
}

export function withoutSums({
  usedMinor: _usedMinor,
  ...payment
}: PaymentRow): PaymentBook["payments"][number] {
  return payment;
}

/** The same for an act, which is refused while payments move (MIG-5). */
export async function openBook(
  given: Given,
  { act, payer }: { act: FrozenAct; payer?: PayerKey | undefined },
): Promise<PaymentBook> {
  await refuseWhileFrozen(given, act);
  const { practiceId } = given.practice;
  if (payer === undefined) await lockEveryPayer(given.tx, { practiceId });
  return readBook(given, payer);
}

export function postingOf({ practice, instant, context }: Given): Posting {
  return { practiceId: practice.practiceId, at: instant, by: context.actor.id };
}

/** Writes the rows of a plan and brings the invoices they touch up to date. @throws ServiceError refused */
export async function applyPlan(
  given: Given,
  { book, planned }: { book: PaymentBook; planned: PlannedPostings | Refusal },
): Promise<PlannedPostings> {
  if (planned.kind === "refused") throw refused(planned);
  const posting = postingOf(given);
  await insertPayments(given.tx, posting, planned.payments);
  await insertAllocations(given.tx, posting, planned.allocations);
  await insertCounterEntries(given.tx, posting, planned.counterEntries);
  const before = new Map(book.invoices.map(({ id, status }) => [id, status]));
  const changed = applyPostings({ book, planned }).invoices.filter(
    ({ id, status }) => before.get(id) !== status,
  );
  await changeRecords(
    given,
    invoiceKind,
    changed.map(({ id, status }) => ({ id, changes: { status, badDebtOn: null } })),
  );
  return planned;
}
