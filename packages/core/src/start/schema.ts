import * as z from "zod";
import { AnchorDay, Interval, PlainDate } from "../calendar/index.ts";
import { Explanation } from "../explain/index.ts";

export const Billing = z.enum(["advance", "arrears"]);
export type Billing = z.infer<typeof Billing>;

export const PastStartChoice = z.enum(["bill_back", "next_period"]);
export type PastStartChoice = z.infer<typeof PastStartChoice>;

export const StartInput = z.object({
  lastBilled: PlainDate.nullish(),
  /** The last day the old platform covered. */
  coveredThrough: PlainDate.nullish(),
  nextBill: PlainDate.nullish(),
  /** A start date typed by a person. */
  statedStart: PlainDate.nullish(),
  interval: Interval,
  /** Chosen among the candidates, or another day of the month to bill on: then a stub comes first. */
  anchorDay: AnchorDay.nullish(),
  billing: Billing,
  /** What to do with a start in the past, once someone has decided (START-6). */
  pastStart: PastStartChoice.nullish(),
  /** Today in the practice's zone. Without it nothing is past or future, as in a preview. */
  today: PlainDate.nullish(),
});
export type StartInput = z.infer<typeof StartInput>;

export const StartBasis = z.enum([
  "last_billed_in_advance",
  "last_billed_in_arrears",
  "covered_through",
  "next_bill",
  "stated_start",
]);
export type StartBasis = z.infer<typeof StartBasis>;

export const StartCandidate = z.object({
  anchorDay: AnchorDay,
  billFrom: PlainDate,
  firstInvoiceOn: PlainDate,
});
export type StartCandidate = z.infer<typeof StartCandidate>;

export const StartWarning = z.object({
  code: z.enum([
    "month_end_anchor",
    "start_in_past",
    "billed_in_arrears",
    "next_bill_decides",
    "anchor_day_differs",
  ]),
  rule: z.string(),
  message: z.string(),
});
export type StartWarning = z.infer<typeof StartWarning>;

/** An open question: billing waits for its answer, the date is kept and shown. */
export const StartQuestion = z.object({
  question: z.enum(["anchor_day", "start_in_past", "billed_in_arrears"]),
  rule: z.string(),
  choices: z.array(z.string()),
  message: z.string(),
});
export type StartQuestion = z.infer<typeof StartQuestion>;

const start = {
  basis: StartBasis,
  /** The first day billed here (START-1). */
  billFrom: PlainDate,
  /** Null where no date tells of earlier coverage. */
  coveredThrough: PlainDate.nullable(),
  anchorDay: AnchorDay,
  /** The first date on or after billFrom on which a full cycle begins. */
  anchorDate: PlainDate,
  firstInvoiceOn: PlainDate,
  /** As given, or in arrears where the dates of the row say so. */
  billing: Billing,
  isAmbiguous: z.boolean(),
  candidates: z.array(StartCandidate),
  warnings: z.array(StartWarning),
  /** Days between coveredThrough and billFrom that nobody bills, by choice (START-6). */
  unbilled: z.object({ start: PlainDate, end: PlainDate }).nullable(),
  explain: Explanation,
  /** What it was computed from. */
  input: StartInput,
};

export const StartHeld = z.object({
  kind: z.literal("held"),
  rule: z.string(),
  problem: z.enum(["no_date", "dates_contradict", "last_billed_in_future"]),
  /** The fields that no reading brings together. */
  fields: z.array(z.enum(["last_billed", "covered_through", "next_bill", "stated_start"])),
  reason: z.string(),
  candidates: z.array(StartCandidate),
  explain: Explanation,
});
export type StartHeld = z.infer<typeof StartHeld>;

export const StartDecided = z.object({ kind: z.literal("decided"), ...start });
export type StartDecided = z.infer<typeof StartDecided>;

export const StartChoose = z.object({
  kind: z.literal("choose"),
  ...start,
  questions: z.array(StartQuestion).min(1),
});
export type StartChoose = z.infer<typeof StartChoose>;

export const StartDecision = z.discriminatedUnion("kind", [StartDecided, StartChoose, StartHeld]);
export type StartDecision = z.infer<typeof StartDecision>;
