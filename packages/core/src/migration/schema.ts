import * as z from "zod";
import { PlainDate } from "../calendar/index.ts";
import { Currency } from "../money/index.ts";
import { Payer } from "../plan/index.ts";

const Instant = z.iso.datetime({ offset: true });

/** One figure that the earlier system and ours do not agree on. */
export const BalanceDifference = z.strictObject({
  /** A patient, or whoever else pays. */
  patientId: z.string(),
  payerKind: Payer.shape.kind.default("patient"),
  currency: Currency,
  beforeMinor: z.int(),
  afterMinor: z.int(),
  reason: z.string(),
});
export type BalanceDifference = z.infer<typeof BalanceDifference>;

/** The owner's agreement, for all providers of the practice (MIG-2). */
export const MigrationConsent = z.strictObject({
  byUserId: z.string().min(1),
  at: Instant,
  wording: z.string().min(1),
  rehearsalId: z.string().min(1),
  /** What the rehearsal showed; anything else lets the consent lapse. */
  seenDifferences: z.array(BalanceDifference),
});
export type MigrationConsent = z.infer<typeof MigrationConsent>;

export const MigrationFailure = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("new_differences"),
    differences: z.array(BalanceDifference).min(1),
  }),
  z.strictObject({ kind: z.literal("not_readable"), reason: z.string().min(1) }),
]);
export type MigrationFailure = z.infer<typeof MigrationFailure>;

/** Where the payments of a practice are: Migrate, Queued, In progress, Active [date] or Error (MIG-1). */
export const PaymentsMigration = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("migrate") }),
  z.strictObject({ state: z.literal("queued"), consent: MigrationConsent, runsAt: Instant }),
  z.strictObject({
    state: z.literal("in_progress"),
    consent: MigrationConsent,
    startedAt: Instant,
    expectedEndAt: Instant,
  }),
  z.strictObject({
    state: z.literal("active"),
    since: PlainDate,
    /** Only where there was nothing to move may something be handed over still. */
    origin: z.enum(["moved", "after_cut_over", "nothing_to_move"]).default("moved"),
  }),
  z.strictObject({ state: z.literal("error"), failure: MigrationFailure, failedAt: Instant }),
]);
export type PaymentsMigration = z.infer<typeof PaymentsMigration>;
