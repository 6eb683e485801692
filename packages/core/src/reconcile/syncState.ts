import type { AnchorDay, Interval, PlainDate } from "../calendar/index.ts";
import type {
  RosterCell,
  RosterFieldKey,
  RosterReading,
  RosterRow,
  RosterValues,
} from "../roster/index.ts";
import type { BillingHold, StatusDates } from "../membership/index.ts";
import type { Billing } from "../start/index.ts";
import type { FieldValue } from "./fieldValue.ts";
import type { ComputedKey } from "./layout.ts";
import type { ColumnDoubt } from "./pausedColumns.ts";

/** What one of our computed cells holds, in canonical form: dates as YYYY-MM-DD, money in minor units. */
export type ComputedValue = string | number | null;
export type ComputedValues = Record<ComputedKey, ComputedValue>;

/** A row of people in the sheet as read: typed by the roster reader, with what stands in our own columns. */
export type SheetRow = {
  /** The row in the sheet, 1 = first. */
  record: number;
  rowId: string | null;
  row: RosterRow;
  computed: ComputedValues;
};

/** A row the database knows, with the base of its last agreement with the sheet. */
export type KnownRow = {
  rowId: string;
  /** The ID was seen beside its row: in a read-back, or in a later read. */
  isConfirmed: boolean;
  lastRecord: number | null;
  /** What both sides last agreed on. */
  base: RosterValues;
  /** What the database says now of the fields it keeps; others repeat the base. */
  stored: RosterValues;
  /** The computed cells as last verified in the sheet. */
  computedBase: Partial<ComputedValues>;
  /** Cells that a write without a confirmed answer may have left in the sheet. */
  intended: Partial<ComputedValues> | null;
  /** Input cells that such a write may have changed, with the value it wrote. */
  intendedInputs: IntendedInputs | null;
  absentReads: number;
  absentSince: string | null;
  heldReason: string | null;
  /** What the row is told until it is next edited. */
  notice: string | null;
  openConflicts: readonly OpenConflict[];
  membership: KnownMembership | null;
};

/** By field: the value on its way, the cell as it was read before, and what an earlier write had covered there. */
export type IntendedInputs = Readonly<
  Record<string, { value: FieldValue; present: RosterCell; putBack?: RosterCell }>
>;

export type OpenConflict = {
  field: RosterFieldKey;
  sheetValue: string | number | boolean | readonly string[] | null;
  storedValue: string | number | boolean | readonly string[] | null;
  /** Set when a person chose a side. */
  keep: "sheet" | "database" | null;
};

/** What decides a membership's dates and charges; what the sheet shows is computed from it alone. */
export type MembershipFacts = StatusDates & {
  planName: string | null;
  /** Minor units; null where the payer's line covers this person. */
  priceMinor: number | null;
  interval: Interval;
  billing: Billing;
  anchorDate: PlainDate;
  anchorDay: AnchorDay;
  firstInvoiceOn: PlainDate;
  /** The last day already invoiced here. */
  invoicedThrough: PlainDate | null;
  /** What parks its invoicing while care goes on. */
  holds: readonly BillingHold[];
};

export type KnownMembership = {
  membershipId: string;
  facts: MembershipFacts;
  issuedInvoices: number;
  /** What is owed on issued invoices, minor units. */
  balanceMinor: number;
};

/** A member of the database who stands on no row of the roster. */
export type UnlistedMember = {
  patientId: string;
  stored: RosterValues;
  membership: KnownMembership;
};

export type KnownPlan = {
  name: string;
  prices: readonly { interval: Interval; priceMinor: number }[];
};

/** What stands under New price in the Plans tab; null: nothing. A cell that is no amount is left out. */
export type TypedPrice = { planName: string; interval: Interval; priceMinor: number | null };

/** The newest proposal for a plan's price per interval. */
export type PriceProposal = {
  planName: string;
  interval: Interval;
  priceMinor: number;
  state: "open" | "approved" | "declined" | "withdrawn";
};

/** The observed spreadsheet and database of one roster: everything a plan depends on. */
export type SyncState = {
  reading: RosterReading;
  rows: readonly SheetRow[];
  known: readonly KnownRow[];
  unlisted: readonly UnlistedMember[];
  /** The first free row below the roster, 1 = first. */
  nextRecord: number;
  plans: readonly KnownPlan[];
  typedPrices: readonly TypedPrice[];
  proposals: readonly PriceProposal[];
  isFirstSync: boolean;
  /** A practice without plans and members: plans named in the roster are created. */
  isNewPractice: boolean;
  lastRead: { locale: string | null; timeZone: string | null } | null;
  locale: string | null;
  timeZone: string | null;
  /** Batches are numbered: what the sheet's bookkeeping says, the newest seen there before, the newest given out. */
  generation: { inSheet: number | null; confirmed: number; given: number };
  /** Columns whose binding is in doubt. */
  doubts?: readonly ColumnDoubt[];
  approvals: { isFirstSyncApproved: boolean; approvedGuards: readonly string[] };
  today: PlainDate;
  instant: string;
  /** A row that was first missed at or before this instant has had its grace. */
  absenceGraceEnd: string;
  idSeed: string;
};
