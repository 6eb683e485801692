import * as z from "zod";
import { overlaps, Period, type PlainDate } from "../calendar/index.ts";
import { InvoiceStatus } from "./schema.ts";
import { isOverdue } from "./state.ts";

/** What a list of invoices may be narrowed to; every part that is given must hold (INV-11). */
export const InvoiceFilter = z
  .strictObject({
    /** Neither a draft nor voided. */
    isActive: z.boolean(),
    /** At least one line of a membership. */
    isMembershipOnly: z.boolean(),
    status: InvoiceStatus,
    patientId: z.string(),
    employerId: z.string(),
    /** Some line has a day in it. */
    period: Period,
    isOverdue: z.boolean(),
  })
  .partial();
export type InvoiceFilter = z.infer<typeof InvoiceFilter>;

export type ListedInvoice = {
  status: InvoiceStatus;
  payer: { kind: string; id: string };
  dueOn: PlainDate | null;
  lines: readonly {
    membershipId: string | null;
    patientIds: readonly string[];
    period: Period | null;
  }[];
};

export function matchesInvoice({
  invoice,
  filter,
  today,
}: {
  invoice: ListedInvoice;
  filter: InvoiceFilter;
  today: PlainDate;
}): boolean {
  const { status, payer, lines } = invoice;
  const isActive = status !== "draft" && status !== "voided";
  const isOfMembership = lines.some(({ membershipId }) => membershipId !== null);
  const isEmployer = payer.kind === "employer" && payer.id === filter.employerId;
  return (
    agrees(filter.isActive, isActive) &&
    agrees(filter.isMembershipOnly, isOfMembership) &&
    (filter.status === undefined || filter.status === status) &&
    (filter.patientId === undefined || concerns(invoice, filter.patientId)) &&
    (filter.employerId === undefined || isEmployer) &&
    (filter.period === undefined || touches(invoice, filter.period)) &&
    agrees(filter.isOverdue, isOverdue({ ...invoice, today }))
  );
}

function agrees(wanted: boolean | undefined, actual: boolean): boolean {
  return wanted === undefined || wanted === actual;
}

function concerns({ payer, lines }: ListedInvoice, patientId: string): boolean {
  const isPayer = payer.kind === "patient" && payer.id === patientId;
  return isPayer || lines.some(({ patientIds }) => patientIds.includes(patientId));
}

function touches({ lines }: ListedInvoice, wanted: Period): boolean {
  return lines.some(({ period }) => period !== null && overlaps(period, wanted));
}
