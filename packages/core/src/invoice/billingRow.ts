import type { Period, PlainDate } from "../calendar/index.ts";
import type { EmployerCalendar, Membership } from "../membership/index.ts";
import type { Plan } from "../plan/index.ts";
import type { ChargeKind } from "./schema.ts";

/** When the billing fields of a row were read and found equal (INV-2). Instants with offset, ISO 8601. */
export type ReadEvidence =
  | { kind: "not_from_roster" }
  | { kind: "approved" }
  | { kind: "equal_reads"; firstReadAt: string; lastReadAt: string }
  | { kind: "not_read_twice" };

/** A claim by another line; `base` unless it says otherwise. No membership is an empty id. */
export type ClaimElsewhere = Period & {
  patientId: string;
  membershipId: string;
  chargeKind?: ChargeKind;
};

/**
 * A membership as the billing run reads it: plain fields, nothing to parse. The service builds it from columns of one
 * row; only `terms`, `pauses`, `waivers`, `claimed` and `holds` are lists, and mostly short.
 */
export type BillingRow = Pick<
  Membership,
  | "id"
  | "patientId"
  | "coveredBy"
  | "alsoCovers"
  | "attachedOn"
  | "careFrom"
  | "billFrom"
  | "coveredThrough"
  | "openQuestions"
  | "holds"
  | "terms"
  | "pauses"
  | "endDate"
  | "isLastInvoiceAdjusted"
  | "archivedOn"
  | "waivers"
  | "claimed"
  | "enrollmentFee"
> & {
  birthDate: PlainDate | null;
  evidence: ReadEvidence;
  /** Those in `alsoCovers` whose own membership ends, with its last day; leave out when there are none. */
  leavers?: readonly { patientId: string; endDate: PlainDate }[] | null;
  /** Days skipped while auto-invoice was off that someone chose to bill after all (INV-5). */
  chosenPeriods?: readonly Period[];
  /** Live claims on the row's patients but for its own base coverage; leave out when there are none. */
  claimedElsewhere?: readonly ClaimElsewhere[];
};

/** What the run needs to know of the practice. */
export type BillingPractice = {
  currency: string;
  /** The owner accepted the preview of first charges (INV-3). */
  isLive: boolean;
  isAutoInvoice: boolean;
  /** The day auto-invoice was last switched on: it bills the periods that fall due from then on (INV-5). Null: always on. */
  autoInvoiceSince: PlainDate | null;
  termsDays: number;
};

export type BillingRunInput = {
  practice: BillingPractice;
  today: PlainDate;
  plans: ReadonlyMap<string, Plan>;
  /** By employer id. An employer without a calendar is billed by its members' anchors. */
  employerCalendars: ReadonlyMap<string, EmployerCalendar>;
  rows: Iterable<BillingRow>;
};

/** A membership that is due and not billed, with the way out (INV-10). */
export type Parked = {
  membershipId: string;
  rule: string;
  code:
    | "pending"
    | "on_hold"
    | "not_read_twice"
    | "no_plan"
    | "no_price"
    | "currency_differs"
    | "claimed_elsewhere";
  reason: string;
  wayOut: string;
  period: Period;
};

/** A period that auto-invoice, being off, lets pass; the service keeps it as a waiver until someone chooses it (INV-5). */
export type Skipped = { membershipId: string; period: Period };

/** When the membership next has something to bill: the row of work_due. Null: nothing as things stand. */
export type NextDue = { membershipId: string; dueOn: PlainDate | null };
