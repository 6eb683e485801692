import type { PlainDate } from "../calendar/index.ts";
import { dateInWords, listInWords, refuse, type Refusal } from "../explain/index.ts";
import type {
  BalanceDifference,
  MigrationConsent,
  MigrationFailure,
  PaymentsMigration,
} from "./schema.ts";

export type MigrationEvent =
  | { event: "hand_over" }
  | { event: "queue"; consent: MigrationConsent; runsAt: string }
  | { event: "withdraw" }
  | { event: "start"; startedAt: string; expectedEndAt: string }
  | { event: "finish"; on: PlainDate }
  | { event: "fail"; failure: MigrationFailure; failedAt: string };

type EventName = MigrationEvent["event"];

const allowedByState = {
  migrate: ["queue"],
  queued: ["withdraw", "start"],
  in_progress: ["finish", "fail"],
  active: [],
  error: ["queue", "withdraw"],
} as const satisfies Record<PaymentsMigration["state"], readonly EventName[]>;

export const stateInWords = {
  migrate: "not started",
  queued: "queued",
  in_progress: "in progress",
  active: "finished",
  error: "stopped by an error",
} as const satisfies Record<PaymentsMigration["state"], string>;

function refusalOf(migration: PaymentsMigration, event: EventName): Refusal | null {
  const allowed: readonly EventName[] = allowedByState[migration.state];
  if (allowed.includes(event)) return null;
  if (migration.state === "active") return refusalOfActive(migration, event);
  const instead = `Allowed: ${listInWords(allowed, "or")}`;
  return refuse(
    "MIG-1",
    `The migration is ${stateInWords[migration.state]}. ${instead} (MIG-1).`,
    allowed,
  );
}

function refusalOfActive(
  { origin, since }: Extract<PaymentsMigration, { state: "active" }>,
  event: EventName,
): Refusal | null {
  switch (origin) {
    case "moved":
      return refuse(
        "MIG-1",
        "The payments have moved; a finished migration is never undone (MIG-1).",
        [],
      );
    case "after_cut_over":
      return refuse(
        "MIG-1",
        `The practice was made on ${dateInWords(since)}, after the cut-over, and has nothing to move (MIG-1).`,
        [],
      );
    case "nothing_to_move":
      return event === "hand_over"
        ? null
        : refuse("MIG-1", "Nothing was handed over that could move (MIG-1).", ["hand_over"]);
  }
}

/** The state after an event; a practice made after the cut-over begins in `active` (MIG-1). */
export function applyMigrationEvent({
  migration,
  event,
}: {
  migration: PaymentsMigration;
  event: MigrationEvent;
}): PaymentsMigration | Refusal {
  const refused = refusalOf(migration, event.event);
  if (refused) return refused;
  switch (event.event) {
    case "hand_over":
      return { state: "migrate" };
    case "queue":
      return { state: "queued", consent: event.consent, runsAt: event.runsAt };
    case "withdraw":
      return { state: "migrate" };
    case "start": {
      const { startedAt, expectedEndAt } = event;
      const consent = migration.state === "queued" ? migration.consent : undefined;
      if (!consent) return refuse("MIG-2", "Nobody has consented to this run (MIG-2).", ["queue"]);
      return { state: "in_progress", consent, startedAt, expectedEndAt };
    }
    case "finish":
      return { state: "active", since: event.on, origin: "moved" };
    case "fail":
      return { state: "error", failure: event.failure, failedAt: event.failedAt };
  }
}

function differenceKey({
  patientId,
  payerKind,
  currency,
  beforeMinor,
  afterMinor,
}: BalanceDifference): string {
  return `${payerKind}|${patientId}|${currency}|${beforeMinor}|${afterMinor}`;
}

/** What the run found and the consent had not seen; anything at all lets the consent lapse (MIG-2). */
export function unseenDifferences({
  consent,
  found,
}: {
  consent: MigrationConsent;
  found: readonly BalanceDifference[];
}): BalanceDifference[] {
  const seen = new Set(consent.seenDifferences.map(differenceKey));
  return found.filter((difference) => !seen.has(differenceKey(difference)));
}

/**
 * The state in which a practice begins (MIG-1): made before the cut-over date it has payments to move, made later it has
 * none, and where the installation names no such date it has none until some are handed over.
 */
export function initialMigration({
  practiceMadeOn,
  cutOverOn,
}: {
  practiceMadeOn: PlainDate;
  cutOverOn: PlainDate | null;
}): PaymentsMigration {
  if (cutOverOn !== null && practiceMadeOn < cutOverOn) return { state: "migrate" };
  const origin = cutOverOn === null ? "nothing_to_move" : "after_cut_over";
  return { state: "active", since: practiceMadeOn, origin };
}
