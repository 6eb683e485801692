/** The work that is queued. One job of a kind waits and one runs for each practice, never more. */
export const jobKinds = [
  "roster_sync",
  "roster_plan",
  "billing_run",
  "autopay",
  "processor_refund",
  "payments_migration",
  "audit_seal",
  "idempotency_purge",
  "drive_look",
] as const;
/** Stands in the place of a practice where a job is for all of them. */
export const everyPractice = "every_practice";

export type JobKind = (typeof jobKinds)[number];

export interface JobRequest {
  readonly practiceId: string;
  /** Who asked, why, or which run to continue. */
  readonly detail?: { readonly [name: string]: string | number | boolean | null };
}

export interface RunningJob extends JobRequest {
  readonly jobId: string;
  /** Aborted when the process stops or the job has run too long. */
  readonly signal: AbortSignal;
}
