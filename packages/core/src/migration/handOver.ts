import type { PlainDate } from "../calendar/index.ts";
import { dateInWords, refuse, type Refusal } from "../explain/index.ts";
import { decimalOf, mostMinor } from "../money/index.ts";
import type { EarlierPayment } from "./convert.ts";

/** A payment that is here already: handed over before, or received here by the same processor. */
export type KnownPayment = Pick<
  EarlierPayment,
  "patientId" | "payerKind" | "currency" | "amountMinor" | "processorReference"
> & { id: string | null; receivedOn: PlainDate };

/**
 * What must not be taken over silently: two rows of one ID or of one processor's number that say different things, an amount
 * beyond all measure, a day that is still ahead. The same row again is no contradiction (MIG-10).
 */
export function refuseHandOver({
  payments,
  known,
  today,
}: {
  payments: readonly EarlierPayment[];
  known: readonly KnownPayment[];
  today: PlainDate;
}): Refusal | null {
  const byId = new Map<string, KnownPayment>();
  const byReference = new Map<string, KnownPayment>();
  const remember = (payment: KnownPayment): void => {
    const { id, processorReference } = payment;
    if (id !== null && !byId.has(id)) byId.set(id, payment);
    if (processorReference !== null && !byReference.has(processorReference))
      byReference.set(processorReference, payment);
  };
  for (const payment of known) remember(payment);
  for (const payment of payments) {
    const refusal =
      refuseAlone(payment, today) ??
      refuseBeside(payment, {
        same: byId.get(payment.id),
        charged: byReference.get(payment.processorReference ?? ""),
      });
    if (refusal !== null) return refusal;
    remember(payment);
  }
  return null;
}

function refuseAlone({ id, amountMinor, receivedOn }: EarlierPayment, today: PlainDate) {
  if (Math.abs(amountMinor) > mostMinor) {
    const reason = `The earlier payment ${id} has an amount of ${amountMinor} in the smallest unit, more than the ${mostMinor} that one payment can be: look for a digit too many (MONEY-1).`;
    return refuse("MONEY-1", reason, [String(mostMinor)]);
  }
  if (receivedOn <= today) return null;
  const reason = `The earlier payment ${id} is dated ${dateInWords(receivedOn)}, which is still ahead: money that came in has a day no later than today, ${dateInWords(today)} (MIG-10).`;
  return refuse("MIG-10", reason, [today]);
}

function refuseBeside(
  payment: EarlierPayment,
  { same, charged }: { same: KnownPayment | undefined; charged: KnownPayment | undefined },
): Refusal | null {
  if (same !== undefined && (saysOther(payment, same) || same.receivedOn !== payment.receivedOn)) {
    const reason = `The earlier payment ${payment.id} is here as ${inWords(same)}, and is handed over as ${inWords(payment)}: which is right? Correct the one that is here, or leave the other out (MIG-10).`;
    return refuse("MIG-10", reason, ["correct the earlier payment", "leave it out"]);
  }
  if (charged === undefined || !saysOther(payment, charged)) return null;
  const reason = `The earlier payment ${payment.id}, ${inWords(payment)}, has the processor's number ${payment.processorReference} of another, ${inWords(charged)}: one number is of one payment. Leave it empty where money was given back (MIG-10).`;
  return refuse("MIG-10", reason, ["processor_reference empty"]);
}

function saysOther(one: KnownPayment, other: KnownPayment): boolean {
  return (
    one.amountMinor !== other.amountMinor ||
    one.currency !== other.currency ||
    one.patientId !== other.patientId ||
    one.payerKind !== other.payerKind
  );
}

function inWords({ amountMinor, currency, patientId, receivedOn }: KnownPayment): string {
  const amount = decimalOf({ minor: amountMinor, currency });
  return `${amount} ${currency} of ${patientId} on ${dateInWords(receivedOn)}`;
}
