import { PaymentMethod } from "@rollbook/core/membership";
import { firstOpenDay, type CounterEntry, type Payment } from "@rollbook/core/payment";
import { plainDate } from "@rollbook/core/calendar";
import { currency as currencyOf } from "@rollbook/core/money";
import type { OpeningEntry } from "@rollbook/core/roster";
import { insertInvoiceLines, takeInvoiceNumbers } from "@rollbook/db/invoice";
import {
  insertOpeningEntries,
  insertOpeningInvoices,
  type OpeningEntryRow,
} from "@rollbook/db/opening";
import { insertCounterEntries, insertPayments, listLockedMonths } from "@rollbook/db/payment";
import type { Given } from "../run/index.ts";

export type AskedOpening = {
  /** Whose row it stood in. */
  personId: string;
  /** Who owes it or paid it. */
  payerId: string;
  entry: OpeningEntry;
};

type Taken = OpeningEntryRow & { method: string | null };

/**
 * Takes balances and payments of the old books over (ROS-26, PAY-11): what is owed as an opening invoice, credit as an
 * opening payment, and a payment for what was billed there as one that is used up. Answers how many were new.
 */
export async function recordOpenings(
  given: Given,
  asked: readonly AskedOpening[],
): Promise<{ recorded: number }> {
  if (asked.length === 0) return { recorded: 0 };
  const lockedMonths = await listLockedMonths(given.tx);
  const rows = withReferences(asked).map((one) => rowOf(given, one, lockedMonths));
  const fresh = await insertOpeningEntries(given.tx, postingOf(given), rows);
  const taken = rows.filter(({ reference }) => fresh.has(reference));
  await insertOwed(
    given,
    taken.filter(({ kind }) => kind === "owed"),
  );
  await insertPaid(
    given,
    taken.filter(({ kind }) => kind !== "owed"),
  );
  return { recorded: taken.length };
}

/** The second payment of one day and amount in a file is another payment; in the file read again it is the same one. */
function withReferences(asked: readonly AskedOpening[]): (AskedOpening & { reference: string })[] {
  const times = new Map<string, number>();
  return asked.map((one) => {
    const mark = `${one.personId} ${one.entry.mark}`;
    const nth = (times.get(mark) ?? 0) + 1;
    times.set(mark, nth);
    return { ...one, reference: `${mark} ${nth}` };
  });
}

const postingOf = ({ practice, instant, context }: Given) => ({
  practiceId: practice.practiceId,
  at: instant,
  by: context.actor.id,
});

function rowOf(
  { practice, newId }: Given,
  { reference, payerId, entry }: AskedOpening & { reference: string },
  lockedMonths: readonly string[],
): Taken {
  const { kind, amountMinor, on, method } = entry;
  return {
    reference,
    kind,
    patientId: payerId,
    currency: practice.currency,
    amountMinor,
    on: firstOpenDay({ date: on, lockedMonths }),
    invoiceId: kind === "owed" ? newId("inv") : null,
    paymentId: kind === "owed" ? null : newId("pay"),
    method,
  };
}

async function insertOwed(given: Given, taken: readonly Taken[]): Promise<void> {
  if (taken.length === 0) return;
  const { tx, practice } = given;
  const first = await takeInvoiceNumbers(tx, { count: taken.length });
  const numbered = taken.map((entry, index) => ({ ...entry, number: first + index }));
  await insertOpeningInvoices(tx, postingOf(given), numbered);
  await insertInvoiceLines(
    tx,
    practice.practiceId,
    numbered.map((entry) => lineOf(given, entry)),
  );
}

const none = {
  membershipId: null,
  planId: null,
  periodStart: null,
  periodEnd: null,
  cycleStart: null,
  cycleEnd: null,
  daysUsed: null,
  daysInCycle: null,
  tax: null,
  healthcode: null,
  creditsLineId: null,
};

function lineOf({ newId }: Given, { invoiceId, patientId, amountMinor }: Taken) {
  return {
    ...none,
    id: newId("lin"),
    invoiceId: invoiceId ?? "",
    position: 1,
    patientId,
    chargeKind: "other" as const,
    description: "Balance brought forward",
    quantity: 1,
    priceMinor: amountMinor,
    netMinor: amountMinor,
    taxMinor: 0,
    totalMinor: amountMinor,
    priceBasis: "manual" as const,
  };
}

const paidBefore = "Paid for what was billed before the move";

async function insertPaid(given: Given, taken: readonly Taken[]): Promise<void> {
  const payments = taken.map(({ paymentId, patientId, currency, amountMinor, on, method }) => ({
    id: paymentId ?? "",
    kind: "opening" as const,
    payer: { kind: "patient" as const, id: patientId },
    currency: currencyOf(currency),
    amountMinor,
    receivedOn: plainDate(on),
    method: PaymentMethod.safeParse(method).data ?? "other",
    tiedInvoiceId: null,
    processorReference: null,
  })) satisfies Payment[];
  const usedUp = taken
    .filter(({ kind }) => kind === "paid_before")
    .map(({ paymentId, amountMinor, on }) => ({
      id: given.newId("cen"),
      kind: "correction" as const,
      paymentId: paymentId ?? "",
      on: plainDate(on),
      amountMinor,
      reason: paidBefore,
    })) satisfies CounterEntry[];
  await insertPayments(given.tx, postingOf(given), payments);
  await insertCounterEntries(given.tx, postingOf(given), usedUp);
}
