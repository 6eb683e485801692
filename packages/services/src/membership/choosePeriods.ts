import { Period } from "@rollbook/core/calendar";
import { listSkippedPeriods as listSkipped, type MembershipRecord } from "@rollbook/db/membership";
import * as z from "zod";
import { skippedDays } from "@rollbook/core/membership";
import { applyEvents, lockMemberships, membershipOf, viewOf } from "../membershipState/index.ts";
import { asPageBy, defineVerb, ListInput, type Given } from "../run/index.ts";

/** Periods that passed while auto-invoice was off, and nobody has chosen to bill (INV-5). */
export const listSkippedPeriods = defineVerb({
  name: "membership.list_skipped",
  permission: "membership.read",
  input: ListInput,
  run: async ({ tx, input: { after, limit } }) => {
    const [membershipId = "", start = "", end = ""] = after?.split(" ") ?? [];
    const from = after === undefined ? undefined : { membershipId, start, end };
    const found = await listSkipped(tx, { after: from, limit: limit + 1 });
    return asPageBy({
      found,
      limit,
      placeOf: (one) => `${one.membershipId} ${one.start} ${one.end}`,
    });
  },
  audit: ({ result }) => ({ entityId: null, detail: { count: result.data.length } }),
});

/** Bills skipped periods after all: the next run does. Days that are waived for another reason stay waived (INV-6). */
export const choosePeriods = defineVerb({
  name: "membership.choose_periods",
  permission: "invoice.write",
  input: z.strictObject({
    id: z.string(),
    version: z.int().optional(),
    periods: z
      .array(
        Period.refine(
          ({ start, end }) => start <= end,
          "a period ends on the day it starts or later: its end is before its start",
        ),
      )
      .min(1),
  }),
  run: async ({ input, ...given }) => {
    const record = (await lockMemberships(given, [input])).get(input.id) as MembershipRecord;
    const chosen = [...(record.chosenPeriods as Period[]), ...input.periods];
    const passed = skippedDays(membershipOf(record), input.periods);
    const [changed] = await applyEvents(given, [
      {
        id: input.id,
        events: passed.map((period) => ({ kind: "waiver_lifted", period })),
        columns: { chosenPeriods: chosen },
      },
    ]);
    return viewOf(changed as NonNullable<typeof changed>, (given satisfies Given).today);
  },
});
