import { addDays, fromDayNumber, type PlainDate } from "../calendar/index.ts";
import type { EmployerCalendar } from "../membership/index.ts";
import type { Payer } from "../plan/index.ts";
import type { BillingPractice } from "./billingRow.ts";
import type { Charge } from "./charges.ts";
import type { PlannedInvoice } from "./schema.ts";

/** Gathers lines into invoices: one for each payer and charge date (INV-1, MEM-11). */
export function createInvoiceBook({
  practice,
  employerCalendars,
  issueOn,
}: {
  practice: BillingPractice;
  employerCalendars: ReadonlyMap<string, EmployerCalendar>;
  /** Null: each invoice on its own charge date, as in a forecast. */
  issueOn: PlainDate | null;
}): {
  add: (charge: Charge) => void;
  invoices: () => PlannedInvoice[];
} {
  const byKey = new Map<string, PlannedInvoice>();
  const termsOf = ({ kind, id }: Payer): number =>
    (kind === "employer" ? employerCalendars.get(id)?.termsDays : undefined) ?? practice.termsDays;

  const open = (key: string, payer: Payer, chargeOn: PlainDate): PlannedInvoice => {
    const issued = issueOn ?? chargeOn;
    const invoice: PlannedInvoice = {
      key,
      payer,
      currency: practice.currency as PlannedInvoice["currency"],
      chargeOn,
      issueOn: issued,
      dueOn: addDays(issued, termsOf(payer)),
      lines: [],
      netMinor: 0,
      taxMinor: 0,
      totalMinor: 0,
    };
    byKey.set(key, invoice);
    return invoice;
  };

  return {
    add: ({ chargeDay, addressed: { payer, line } }) => {
      const chargeOn = fromDayNumber(chargeDay);
      const key = `${payer.kind}:${payer.id}:${chargeOn}`;
      const invoice = byKey.get(key) ?? open(key, payer, chargeOn);
      invoice.lines.push(line);
      invoice.netMinor += line.netMinor;
      invoice.taxMinor += line.taxMinor;
      invoice.totalMinor += line.grossMinor;
    },
    invoices: () => [...byKey.values()],
  };
}
