import { fromDayNumber, overlaps, toDayNumber, type PlainDate } from "../calendar/index.ts";
import type {
  BillingPractice,
  BillingRow,
  BillingRunInput,
  NextDue,
  Parked,
  Skipped,
} from "./billingRow.ts";
import { createInvoiceBook } from "./invoiceBook.ts";
import { chargesOf, type Charge } from "./charges.ts";
import { createClaimRegister } from "./claimRegister.ts";
import { parkedBy, parkedByCharges } from "./parked.ts";
import type { PlannedInvoice } from "./schema.ts";
import { datesOf, segmentsDue, type Segment } from "./segments.ts";

export type BillingRunPlan = {
  invoices: PlannedInvoice[];
  parked: Parked[];
  /** Periods that pass unbilled because auto-invoice is off or was (INV-5). */
  skipped: Skipped[];
  nextDue: NextDue[];
  /** Why nothing at all is issued; null when the run may issue (INV-3). */
  stopped: { rule: string; reason: string } | null;
};

/**
 * What the billing run issues today: a pure function of the memberships, the plans and the day. It reads each row once,
 * so `rows` may be a stream, and issues nothing for a practice that is not live.
 */
export function planBillingRun(input: BillingRunInput): BillingRunPlan {
  const plan: BillingRunPlan = {
    invoices: [],
    parked: [],
    skipped: [],
    nextDue: [],
    stopped: null,
  };
  if (!input.practice.isLive) {
    const reason =
      "The owner has not accepted the preview of first charges: nothing is issued (INV-3).";
    return { ...plan, stopped: { rule: "INV-3", reason } };
  }
  const book = createInvoiceBook({ ...input, issueOn: input.today });
  const register = createClaimRegister();
  const todayDay = toDayNumber(input.today);
  const issue = (charges: readonly Charge[]): Parked | null => {
    const conflict = register.take(charges);
    if (conflict === null) for (const charge of charges) book.add(charge);
    return conflict;
  };
  for (const row of input.rows) planRow({ input, row, todayDay, plan, issue });
  plan.invoices = book.invoices();
  return plan;
}

/** Adds a membership's charges to the invoices, or says why it parks. */
type Issue = (charges: readonly Charge[]) => Parked | null;

function planRow({
  input,
  row,
  todayDay,
  plan,
  issue,
}: {
  input: BillingRunInput;
  row: BillingRow;
  todayDay: number;
  plan: BillingRunPlan;
  issue: Issue;
}): void {
  const { employerCalendars, practice, today } = input;
  if (row.coveredBy !== null || row.archivedOn !== null) {
    plan.nextDue.push({ membershipId: row.id, dueOn: null });
    return;
  }
  const due = segmentsDue({ row, employerCalendars, throughDay: todayDay });
  const { billed, passed } = bySwitch(due.segments, row, practice);
  for (const segment of passed) {
    plan.skipped.push({ membershipId: row.id, period: datesOf(segment) });
  }
  const parked = billed.length === 0 ? null : parkOrIssue({ input, row, billed, issue });
  if (parked !== null) plan.parked.push(parked);
  plan.nextDue.push({ membershipId: row.id, dueOn: nextDueOn(parked, due.nextChargeDay, today) });
}

/** A parked membership is due again on every run until its way out is taken. */
function nextDueOn(
  parked: Parked | null,
  nextChargeDay: number | null,
  today: PlainDate,
): PlainDate | null {
  if (parked !== null) return today;
  return nextChargeDay === null ? null : fromDayNumber(nextChargeDay);
}

function bySwitch(
  segments: readonly Segment[],
  row: BillingRow,
  practice: BillingPractice,
): { billed: readonly Segment[]; passed: readonly Segment[] } {
  if (practice.isAutoInvoice && practice.autoInvoiceSince === null)
    return { billed: segments, passed: [] };
  const isBilled = (segment: Segment) => isSwitchedOn(segment, practice) || isChosen(segment, row);
  return {
    billed: segments.filter(isBilled),
    passed: segments.filter((segment) => !isBilled(segment)),
  };
}

function isSwitchedOn({ startDay }: Segment, practice: BillingPractice): boolean {
  const { isAutoInvoice, autoInvoiceSince } = practice;
  return isAutoInvoice && (autoInvoiceSince === null || startDay >= toDayNumber(autoInvoiceSince));
}

function isChosen(segment: Segment, { chosenPeriods }: BillingRow): boolean {
  if (chosenPeriods === undefined || chosenPeriods.length === 0) return false;
  const period = datesOf(segment);
  return chosenPeriods.some((chosen) => overlaps(chosen, period));
}

function parkOrIssue({
  input,
  row,
  billed,
  issue,
}: {
  input: BillingRunInput;
  row: BillingRow;
  billed: readonly Segment[];
  issue: Issue;
}): Parked | null {
  const reason = parkedBy({ row, segments: billed });
  if (reason !== null) return reason;
  const charges = chargesOf({ input, row, segments: billed });
  if (!Array.isArray(charges)) return charges;
  return parkedByCharges({ row, charges }) ?? issue(charges);
}
