import { Period } from "@rollbook/core/calendar";
import * as z from "zod";
import { applyEvents, lockMemberships, membershipKind, viewOf } from "../membershipState/index.ts";
import { defineVerb, type Given } from "../run/index.ts";

/** Periods that passed while auto-invoice was off, and nobody has chosen to bill (INV-5). */
export const listSkippedPeriods = defineVerb({
  name: "membership.list_skipped",
  permission: "membership.read",
  input: z.strictObject({}),
  run: async (given) => {
    const where = given.tx`and waivers @> '[{"reason": "auto_invoice_off"}]'`;
    const found = await membershipKind.table.list(given.tx, { limit: 10_000 }, where);
    return found.flatMap(({ id, patientId, waivers }) =>
      (waivers as Waived[])
        .filter(({ reason }) => reason === "auto_invoice_off")
        .map(({ start, end }) => ({ membershipId: id, patientId, period: { start, end } })),
    );
  },
});

interface Waived extends z.infer<typeof Period> {
  readonly reason: string;
}

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
