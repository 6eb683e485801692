import * as fc from "fast-check";
import { expect, test } from "vitest";
import { check, checkComplete } from "./testTimeline.ts";
import { anyWideBeginning, anyWideStep, takeWide, WideTimeline } from "./testWideTimeline.ts";

const steps = fc.array(anyWideStep, { minLength: 1, maxLength: 14, size: "max" });

test("INV-9: with holds, switches, dated changes, amounts and edited starts too no day is claimed twice, and none owed is missed", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyWideBeginning, steps, (beginning, taken) => {
      const timeline = new WideTimeline(beginning);
      for (const step of taken) {
        takeWide(timeline, step);
        check(timeline);
      }
      takeWide(timeline, { kind: "release" });
      if (timeline.membership.terms.some(({ billing }) => billing === "arrears"))
        takeWide(timeline, { kind: "wait", days: 400 });
      checkComplete(timeline);
      for (const kind of timeline.seen) seen.add(kind);
    }),
    { numRuns: 700 },
  );
  expect(seen).toEqual(
    new Set([
      "cancel",
      "change",
      "change_on",
      "choose",
      "come_back",
      "credit",
      "credit_amount",
      "edit_start",
      "hold",
      "pause",
      "re_enroll",
      "release",
      "resume",
      "stop_and_go",
      "void",
      "wait",
      "withdraw",
    ]),
  );
});
