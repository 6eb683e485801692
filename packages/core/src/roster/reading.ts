import type { Interval, PlainDate } from "../calendar/index.ts";
import type { RosterFieldKey } from "./fields.ts";
import type { RosterIssueCode } from "./issueCodes.ts";
import type { DateOrder } from "./settings.ts";
import type { StartDecision } from "../start/index.ts";

/** The typed values of a row, under the field names of the report. A missing key: the row has no such cell. */
export type RosterValues = {
  external_id?: string | null;
  membership_external_id?: string | null;
  first_name?: string | null;
  middle_name?: string | null;
  last_name?: string | null;
  full_name?: string | null;
  dob?: PlainDate | null;
  sex?: string | null;
  email?: string | null;
  phone?: string | null;
  address_line1?: string | null;
  city?: string | null;
  state?: string | null;
  zip?: string | null;
  country?: string | null;
  household?: string | null;
  role?: string | null;
  payer_name?: string | null;
  payer_email?: string | null;
  payer_external_id?: string | null;
  member_names?: string[] | null;
  sponsor?: string | null;
  division?: string | null;
  plan_name?: string | null;
  price_cents?: number | null;
  interval?: Interval | null;
  enrolment_fee_cents?: number | null;
  payment_method?: string | null;
  autopay?: boolean | null;
  last_billed?: PlainDate | null;
  covered_through?: PlainDate | null;
  next_bill?: PlainDate | null;
  stated_start?: PlainDate | null;
  original_start?: PlainDate | null;
  member_since?: PlainDate | null;
  end_date?: PlainDate | null;
  term_periods?: number | null;
  source_status?: string | null;
  membership_enabled?: boolean | null;
  confirmed?: boolean | null;
  label?: string | null;
  notes?: string | null;
  /** Owed when positive, credit when negative. */
  balance_cents?: number | null;
  credit_cents?: number | null;
  last_payment_cents?: number | null;
  last_payment_on?: PlainDate | null;
};

/**
 * ok, warn: imported. error: held, with its reasons. needs_choice: held until a question of the file is answered.
 * skip: not a member.
 */
export type RosterOutcome = "ok" | "warn" | "error" | "needs_choice" | "skip";

export type SkipReason =
  | "title"
  | "header"
  | "repeated_header"
  | "blank"
  | "separator"
  | "total"
  | "note"
  | "example"
  | "present";

/** What is wrong or worth a look in one row, in plain words. `column` counts from 1. */
export type RosterIssue = {
  code: RosterIssueCode;
  field: RosterFieldKey | "start_date" | null;
  level: "warn" | "error";
  message: string;
  column?: number;
  found?: string;
  wanted?: string;
  duplicateOf?: number;
};

/**
 * What the old books say of a member on the day of the move. owed: asked for and not paid. credit: paid and not used.
 * paid_before: money that paid for what was billed there, kept as history.
 */
export type OpeningEntry = {
  kind: "owed" | "credit" | "paid_before";
  /** Always positive. */
  amountMinor: number;
  on: PlainDate;
  method: string | null;
  /** What makes it the same entry when it is read again: a person has one balance, and one payment of a day and amount. */
  mark: string;
};

/** One row of the roster, typed, linked and decided. `record` is the row in the sheet, 1 = first. */
export type RosterRow = {
  record: number;
  outcome: RosterOutcome;
  skipReason?: SkipReason;
  values: RosterValues;
  issues: RosterIssue[];
  /** Whether the person gets a membership here: false for those who left, died or never were members. */
  hasMembership: boolean;
  /** The record of the row that pays; undefined when the row pays for itself. */
  payerRecord?: number;
  /** The record that stands for the family: its payer's. Rows of one family share it. */
  familyRecord: number;
  isHidden: boolean;
  /** Null when nothing could be decided (held, skipped, no membership). */
  start: StartDecision | null;
  startDate: PlainDate | null;
  /** On `today`; null when it cannot be asserted (held, paused in the old system, start in the past). */
  status: "Active" | "Deferred" | null;
  /** What of the old books comes along; nothing of it is ever charged (ROS-26). */
  openings: readonly OpeningEntry[];
};

export type ColumnSource = "settings" | "mapping" | "header" | "values" | "none";

/** What a column was taken for, and why. `field: null`: it stays the admin's own. `column` counts from 1. */
export type ColumnBinding = {
  column: number;
  header: string;
  field: RosterFieldKey | null;
  confidence: number;
  source: ColumnSource;
  samples: string[];
  alternatives: { field: RosterFieldKey; confidence: number }[];
  dateOrder?: DateOrder;
};

export type QuestionCode =
  | "header_not_found"
  | "header_uncertain"
  | "columns_missing"
  | "date_order_ambiguous"
  | "date_meaning"
  | "column_meaning"
  | "month_end_anchor"
  | "interval_unknown"
  | "phone_region_unknown"
  | "start_in_past"
  | "plan_unknown"
  | "merged_cells_unknown"
  | "indented_families"
  | "further_members"
  | "time_zone_unknown"
  | "amounts_in_minor_units"
  | "balance_sign_unknown"
  | "payments_meaning";

/** Asked once for the file. `isBlocking`: no row is taken before it is answered. */
export type RosterQuestion = {
  code: QuestionCode;
  column: string | null;
  columnNumber?: number;
  message: string;
  isBlocking: boolean;
  /** The settings key that the answer goes to, and what may be answered. */
  answer?: { key: string; choices: { value: string; label: string }[] };
  /** Worked examples: what each choice makes of the first rows. */
  examples?: string[];
};

export type RosterReading = {
  asOf: PlainDate;
  currency: string;
  headerRecord: number | null;
  columns: ColumnBinding[];
  questions: RosterQuestion[];
  rows: RosterRow[];
  counts: Record<RosterOutcome, number>;
  skipped: Partial<Record<SkipReason, number>>;
};
