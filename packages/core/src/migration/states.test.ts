import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/index.ts";
import { currency } from "../money/index.ts";
import {
  applyMigrationEvent,
  fateOfProcessorPayment,
  freezeRefusal,
  initialMigration,
  unseenDifferences,
} from "./index.ts";
import type {
  BalanceDifference,
  MigrationConsent,
  MigrationEvent,
  PaymentsMigration,
} from "./index.ts";

const seen: BalanceDifference = {
  patientId: "pat_1",
  payerKind: "patient",
  currency: currency("USD"),
  beforeMinor: 100,
  afterMinor: 0,
  reason: "more was given back than came in",
};
const consent: MigrationConsent = {
  byUserId: "usr_1",
  at: "2026-05-01T12:00:00Z",
  wording: "Move our payments; it cannot be undone.",
  rehearsalId: "reh_1",
  seenDifferences: [seen],
};
const failure = { kind: "not_readable", reason: "the earlier system did not answer" } as const;
const events = {
  hand_over: { event: "hand_over" },
  queue: { event: "queue", consent, runsAt: "2026-05-02T03:00:00Z" },
  withdraw: { event: "withdraw" },
  start: {
    event: "start",
    startedAt: "2026-05-02T03:00:00Z",
    expectedEndAt: "2026-05-02T03:20:00Z",
  },
  finish: { event: "finish", on: plainDate("2026-05-01") },
  fail: { event: "fail", failure, failedAt: "2026-05-02T03:10:00Z" },
} as const satisfies Record<MigrationEvent["event"], MigrationEvent>;
const states = {
  migrate: { state: "migrate" },
  queued: { state: "queued", consent, runsAt: "2026-05-02T03:00:00Z" },
  in_progress: {
    state: "in_progress",
    consent,
    startedAt: "2026-05-02T03:00:00Z",
    expectedEndAt: "2026-05-02T03:20:00Z",
  },
  active: { state: "active", since: plainDate("2026-05-01"), origin: "moved" },
  error: { state: "error", failure, failedAt: "2026-05-02T03:10:00Z" },
} as const satisfies Record<PaymentsMigration["state"], PaymentsMigration>;

const ways: Record<string, PaymentsMigration["state"]> = {
  "migrate queue": "queued",
  "queued withdraw": "migrate",
  "queued start": "in_progress",
  "in_progress finish": "active",
  "in_progress fail": "error",
  "error queue": "queued",
  "error withdraw": "migrate",
};

const pairs = Object.values(states).flatMap((migration) =>
  Object.values(events).map((event) => ({
    migration,
    event,
    from: migration.state,
    name: event.event,
  })),
);

describe("states", () => {
  test.each(pairs)("MIG-1: $from and $name", ({ migration, event, from, name }) => {
    const to = ways[`${from} ${name}`];
    const after = applyMigrationEvent({ migration, event });
    expect(after).toMatchObject(
      to === undefined ? { kind: "refused", rule: "MIG-1" } : { state: to },
    );
  });

  test("MIG-1: a finished migration is never undone", () => {
    for (const event of Object.values(events)) {
      const after = applyMigrationEvent({ migration: states.active, event });
      expect(after).toMatchObject({ kind: "refused", allowed: [] });
    }
  });

  test("MIG-1: a practice made on or after the cut-over date begins Active and has nothing to move, ever", () => {
    const cutOverOn = plainDate("2026-06-01");
    expect(initialMigration({ practiceMadeOn: plainDate("2026-05-31"), cutOverOn })).toEqual({
      state: "migrate",
    });
    const later = initialMigration({ practiceMadeOn: cutOverOn, cutOverOn });
    expect(later).toEqual({ state: "active", since: "2026-06-01", origin: "after_cut_over" });
    expect(applyMigrationEvent({ migration: later, event: events.hand_over })).toMatchObject({
      kind: "refused",
      reason: expect.stringContaining("after the cut-over"),
    });
  });

  test("MIG-1: without a cut-over date a practice is Active until earlier payments are handed over", () => {
    const migration = initialMigration({
      practiceMadeOn: plainDate("2026-06-01"),
      cutOverOn: null,
    });
    expect(migration).toMatchObject({ state: "active", origin: "nothing_to_move" });
    expect(applyMigrationEvent({ migration, event: events.hand_over })).toEqual({
      state: "migrate",
    });
    expect(applyMigrationEvent({ migration, event: events.queue })).toMatchObject({
      kind: "refused",
      allowed: ["hand_over"],
    });
  });
});

describe("consent", () => {
  test("MIG-2: holds for the differences it saw and lapses with any other", () => {
    expect(unseenDifferences({ consent, found: [seen] })).toEqual([]);
    const other = { ...seen, afterMinor: 1 };
    expect(unseenDifferences({ consent, found: [seen, other] })).toEqual([other]);
  });

  test("MIG-2: after an error a new consent queues it again", () => {
    const after = applyMigrationEvent({
      migration: states.error,
      event: { ...events.queue, consent: { ...consent, rehearsalId: "reh_2" } },
    });
    expect(after).toMatchObject({ state: "queued", consent: { rehearsalId: "reh_2" } });
  });
});

describe("the freeze", () => {
  const acts = [
    "record_payment",
    "allocate",
    "auto_allocate",
    "refund",
    "correct",
    "autopay",
    "billing_run",
  ] as const;

  test.each(acts)("MIG-5: %s waits while payments move, and says until when", (act) => {
    expect(freezeRefusal({ migration: states.in_progress, act })).toMatchObject({
      kind: "refused",
      rule: "MIG-5",
      allowed: ["2026-05-02T03:20:00Z"],
      reason: expect.stringContaining("2026-05-02T03:20:00Z"),
    });
  });

  test.each(["migrate", "queued", "active", "error"] as const)(
    "MIG-5: in %s nothing is frozen",
    (state) => {
      expect(freezeRefusal({ migration: states[state], act: "record_payment" })).toBeNull();
    },
  );

  test.each([
    ["migrate", "post_to_earlier_system"],
    ["queued", "post_to_earlier_system"],
    ["in_progress", "wait"],
    ["active", "post_here"],
    ["error", "post_to_earlier_system"],
  ] as const)("MIG-6: a processor's payment in %s: %s", (state, fate) => {
    expect(fateOfProcessorPayment(states[state])).toBe(fate);
  });
});
