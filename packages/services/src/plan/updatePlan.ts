import type { Pricing } from "@rollbook/core/plan";
import type { PlainDate } from "@rollbook/core/calendar";
import type { PlanRecord } from "@rollbook/db/plan";
import * as z from "zod";
import { changeRecords, defineVerb, getRecord, ServiceError, type Given } from "../run/index.ts";
import { requestBilling } from "../billingDue/index.ts";
import { PlanChanges, planKind } from "./plan.ts";

export const updatePlan = defineVerb({
  name: "plan.update",
  permission: "plan.write",
  input: z.strictObject({ id: z.string(), version: z.int().optional(), changes: PlanChanges }),
  run: async ({ input, ...given }) => changePlan(given, input),
  audit: ({ input }) => ({ entityId: input.id, detail: { changes: input.changes } }),
});

/**
 * Prices without a day reach new memberships at once and existing ones from their next period: the price of a period
 * is the one in force on its first day (PLAN-4).
 */
export async function changePlan(
  given: Given,
  input: { id: string; version?: number | undefined; changes: PlanChanges },
): Promise<PlanRecord> {
  const present = await getRecord(given, planKind, input.id);
  refuseWrongType(present, input.changes);
  const pricing = input.changes.pricing;
  const changes =
    pricing === undefined
      ? input.changes
      : {
          ...input.changes,
          pricing: keepHistory({
            present: present.pricing as Pricing,
            next: pricing,
            today: given.today,
          }),
        };
  const [changed] = await changeRecords(given, planKind, [{ ...input, changes }]);
  await requestBilling(given);
  return changed as PlanRecord;
}

function refuseWrongType({ type, name }: PlanRecord, { pricing, priceMinor }: PlanChanges): void {
  const isMembership = type === "membership";
  if (isMembership ? priceMinor === undefined : pricing === undefined) return;
  const wanted = isMembership ? "pricing with its intervals" : "one price";
  throw new ServiceError("invalid", `${name} is a product of type ${type}: it has ${wanted}.`);
}

/** What was in force before today stays in force for periods that began before today. */
function keepHistory(input: { present: Pricing; next: Pricing; today: PlainDate }): Pricing {
  const { present, next, today } = input;
  if (present.kind === "per_seat" || next.kind === "per_seat" || present.kind !== next.kind)
    return next;
  const added = next.prices.map((price) =>
    price.from === null ? { ...price, from: today } : price,
  );
  const isReplaced = (old: (typeof added)[number]) =>
    added.some((price) => price.interval === old.interval && price.from === old.from);
  const kept = present.prices.filter((price) => !isReplaced(price));
  return { kind: next.kind, prices: [...kept, ...added] };
}
