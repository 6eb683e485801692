import type { PlainDate } from "../calendar/index.ts";

type BillingDates = {
  lastBilled?: PlainDate | null | undefined;
  coveredThrough?: PlainDate | null | undefined;
  nextBill?: PlainDate | null | undefined;
  statedStart?: PlainDate | null | undefined;
};

/** A family's last-billed date serves its members who have no date of their own (START-8). */
export function datesOfMember<Dates extends BillingDates>(own: Dates, payer: Dates | null): Dates {
  const hasOwn = own.lastBilled || own.coveredThrough || own.nextBill || own.statedStart;
  return hasOwn || payer === null ? own : payer;
}
