import type { CreatePlanInput } from "@rollbook/services/plan";

type Prices = Record<string, number>;

const pricesOf = (prices: Prices) =>
  Object.entries(prices).map(([interval, priceMinor]) => ({ interval, priceMinor, from: null }));

function plan(
  name: string,
  kind: "per_person" | "per_family",
  prices: Prices,
  audience: "retail" | "employer" = "retail",
): CreatePlanInput {
  return { type: "membership", name, audience, pricing: { kind, prices: pricesOf(prices) } };
}

/** The sample practice's membership plans; prices in cents. */
export const samplePlans: readonly CreatePlanInput[] = [
  plan("Gold", "per_person", { P1M: 9900, P1Y: 108_900 }),
  plan("Silver", "per_person", { P1M: 6900, P3M: 19_900, P1Y: 75_900 }),
  plan("Family", "per_family", { P1M: 18_900, P1Y: 207_900 }),
  plan("Employer Care", "per_person", { P1M: 7500 }, "employer"),
];
