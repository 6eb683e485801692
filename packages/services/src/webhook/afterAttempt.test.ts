import { expect, test } from "vitest";
import { afterAttempt } from "./afterAttempt.ts";

const instant = "2026-06-01T00:00:00.000Z";

test.each([
  {
    name: "delivered",
    status: 204,
    attemptCount: 0,
    state: "delivered",
    next: instant,
    isGone: false,
  },
  {
    name: "a first failure",
    status: 500,
    attemptCount: 0,
    state: "pending",
    next: "2026-06-01T00:00:05.000Z",
    isGone: false,
  },
  {
    name: "a redirect is a failure",
    status: 302,
    attemptCount: 1,
    state: "pending",
    next: "2026-06-01T00:05:00.000Z",
    isGone: false,
  },
  {
    name: "a tenth failure",
    status: 500,
    attemptCount: 9,
    state: "given_up",
    next: instant,
    isGone: false,
  },
  { name: "gone", status: 410, attemptCount: 0, state: "given_up", next: instant, isGone: true },
])("$name", ({ status, attemptCount, state, next, isGone }) => {
  const after = afterAttempt({ outcome: { kind: "answered", status }, attemptCount, instant });
  expect(after).toMatchObject({
    state,
    nextAttemptAt: next,
    isGone,
    attemptCount: attemptCount + 1,
  });
});
