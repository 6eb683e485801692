import { Period } from "@rollbook/core/calendar";
import { listSkippedPeriods as listSkipped } from "@rollbook/db/membership";
import * as z from "zod";
import { applyEvents, lockMemberships, viewOf } from "../membershipState/index.ts";
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

/** Bills skipped periods after all: the next run does. */
export const choosePeriods = defineVerb({
  name: "membership.choose_periods",
  permission: "invoice.write",
  input: z.strictObject({
    id: z.string(),
    version: z.int().optional(),
    periods: z.array(Period).min(1),
  }),
  run: async ({ input, ...given }) => {
    const record = (await lockMemberships(given, [input])).get(input.id);
    const chosen = [...((record?.chosenPeriods ?? []) as Period[]), ...input.periods];
    const [changed] = await applyEvents(given, [
      {
        id: input.id,
        events: input.periods.map((period) => ({ kind: "waiver_lifted", period })),
        columns: { chosenPeriods: chosen },
      },
    ]);
    return viewOf(changed as NonNullable<typeof changed>, (given satisfies Given).today);
  },
});
