import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, overlaps, type PlainDate } from "../calendar/index.ts";
import {
  actionsAllowed,
  refusalOf,
  replay,
  type Membership,
  type MembershipAction,
} from "../membership/index.ts";
import { rowOf, run } from "./testBilling.ts";
import {
  anyBeginning,
  anyStep,
  check,
  checkComplete,
  firstDay,
  plan,
  take,
  Timeline,
} from "./testTimeline.ts";

const steps = fc.array(anyStep, { minLength: 1, maxLength: 14 });

test("INV-9: for any timeline no day is claimed twice, and none owed is missed", () => {
  fc.assert(
    fc.property(anyBeginning, steps, (beginning, taken) => {
      const timeline = new Timeline(beginning);
      for (const step of taken) {
        take(timeline, step);
        check(timeline);
      }
      if (beginning.billing === "arrears") take(timeline, { kind: "wait", days: 400 });
      checkComplete(timeline);
    }),
    { numRuns: 200 },
  );
});

test("MEM-12: replaying the events gives the same state at every step", () => {
  fc.assert(
    fc.property(anyBeginning, steps, (beginning, taken) => {
      const timeline = new Timeline(beginning);
      for (const step of taken) {
        take(timeline, step);
        expect(replay(timeline.events)).toEqual(timeline.membership);
      }
    }),
    { numRuns: 60 },
  );
});

const actions: MembershipAction[] = [
  "answer_question",
  "edit_start",
  "change",
  "pause",
  "resume",
  "cancel",
  "withdraw_cancellation",
  "re_enroll",
  "archive",
];

test("MEM-4: in every state an action is allowed, or refused with the rule and what is allowed", () => {
  fc.assert(
    fc.property(anyBeginning, steps, (beginning, taken) => {
      const timeline = new Timeline(beginning);
      for (const step of taken) {
        take(timeline, step);
        const allowed = actionsAllowed(timeline);
        for (const action of actions) {
          const refusal = refusalOf({ action, ...timeline });
          expect(refusal === null).toBe(allowed.includes(action));
          if (refusal !== null) expect(refusal).toMatchObject({ kind: "refused", allowed });
        }
      }
    }),
    { numRuns: 60 },
  );
});

const anyPair = fc.tuple(anyBeginning, anyBeginning);

test("INV-9: two memberships of one patient never claim one day twice", () => {
  let claimsSeen = 0;
  fc.assert(
    fc.property(anyPair, fc.integer({ min: 1, max: 150 }), (beginnings, days) => {
      const claims: { start: PlainDate; end: PlainDate; membershipId: string }[] = [];
      const memberships = beginnings.map((one) => ({
        ...new Timeline(one).membership,
        patientId: "pat_1",
      }));
      for (let today = firstDay, left = days; left > 0; today = addDays(today, 1), left -= 1) {
        const rows = memberships.map((membership) => {
          const { id } = membership;
          const claimed = claims.filter(({ membershipId }) => membershipId === id);
          const claimedElsewhere = claims
            .filter(({ membershipId }) => membershipId !== id)
            .map((claim) => ({ ...claim, patientId: "pat_1" }));
          return rowOf({ ...membership, claimed }, { claimedElsewhere });
        });
        const planned = run({ plan, rows, row: rowOf(memberships[0] as Membership) }, today);
        for (const { membershipId, period } of planned.invoices.flatMap(({ lines }) => lines)) {
          const taken = claims.find((claim) => overlaps(claim, period));
          expect(taken).toBeUndefined();
          claims.push({ ...period, membershipId });
        }
      }
      claimsSeen += claims.length;
    }),
    { numRuns: 60 },
  );
  expect(claimsSeen).toBeGreaterThan(0);
});
